package dev.initlab.kernel.init;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the symbol of an entry tells: {@code __initcall__kmod_<object>__<counter>_<line>_<fn><id>}, before
 * Linux 5.10 {@code __initcall_<fn><id>}.
 *
 * <p>A function's name may end like an id, so the function's own symbol decides where it ends.
 *
 * @param object KBUILD_MODNAME, absent in the old form
 * @param id     {@code early}, {@code 0} to {@code 7}, {@code 1s} to {@code 7s}, {@code rootfs}, {@code con},
 *               {@code sec}
 */
record InitcallName(Optional<String> object, String id) {
    private static final Pattern NEW =
            Pattern.compile("__initcall__kmod_(?<object>.+)__\\d+_\\d+_(?<rest>.+)");
    private static final Pattern OLD = Pattern.compile("__initcall_(?<rest>.+)");
    private static final Pattern ID = Pattern.compile("early|rootfs|con|sec|[0-7]|[1-7]s");

    /**
     * Takes an entry's symbol apart.
     *
     * @param symbol   at the entry
     * @param function the symbol of the function the entry names
     */
    static Optional<InitcallName> parse(String symbol, String function) {
        Matcher matcher = NEW.matcher(symbol);
        if (matcher.matches()) {
            return id(matcher.group("rest"), function)
                    .map(id -> new InitcallName(Optional.of(matcher.group("object")), id));
        }
        Matcher old = OLD.matcher(symbol);
        return old.matches()
                ? id(old.group("rest"), function).map(id -> new InitcallName(Optional.empty(), id))
                : Optional.empty();
    }

    private static Optional<String> id(String rest, String function) {
        if (!rest.startsWith(function)) {
            return Optional.empty();
        }
        String id = rest.substring(function.length());
        return ID.matcher(id).matches() ? Optional.of(id) : Optional.empty();
    }
}
