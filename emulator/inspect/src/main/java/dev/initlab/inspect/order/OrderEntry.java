package dev.initlab.inspect.order;

import java.util.Optional;

/**
 * An initcall in an order: nothing that moves when code is added elsewhere.
 *
 * @param level    when it runs
 * @param function the function's name; {@link #UNNAMED} when the image names none
 * @param object   KBUILD_MODNAME of the object it came from, or the loaded module; symbol names before
 *                 Linux 5.10 lack it
 * @param result   what became of it; absent in an order that is not of a boot, or where it does not matter
 */
public record OrderEntry(OrderLevel level, String function, Optional<String> object,
        Optional<OrderResult> result) {
    /** Stands for the name of a function without one: its address would not stay. */
    public static final String UNNAMED = "?";

    public OrderEntry {
        function = function.isEmpty() || function.startsWith("0x") ? UNNAMED : function;
        object = object.filter(name -> !name.isEmpty());
    }

    /** Its name for people: {@code tpm_init}, with {@code (tpm)} behind it when the object is known. */
    public String title() {
        return Words.printable(function) + object.map(name -> " (" + Words.printable(name) + ")").orElse("");
    }
}
