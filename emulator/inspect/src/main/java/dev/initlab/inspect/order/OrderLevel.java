package dev.initlab.inspect.order;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * When an initcall runs, as fine as the macro says that declared it: {@code include/linux/init.h}.
 *
 * <p>Names are those of the macros without {@code _initcall}. An initcall that becomes a
 * {@code device_initcall_sync()} has changed its level here, although the kernel has one table for both.
 */
public enum OrderLevel {
    CONSOLE("console", "con"),
    SECURITY("security", "sec"),
    EARLY("early", "early"),
    PURE("pure", "0"),
    CORE("core", "1"), CORE_SYNC("core_sync", "1s"),
    POSTCORE("postcore", "2"), POSTCORE_SYNC("postcore_sync", "2s"),
    ARCH("arch", "3"), ARCH_SYNC("arch_sync", "3s"),
    SUBSYS("subsys", "4"), SUBSYS_SYNC("subsys_sync", "4s"),
    FS("fs", "5"), FS_SYNC("fs_sync", "5s"), ROOTFS("rootfs", "rootfs"),
    DEVICE("device", "6"), DEVICE_SYNC("device_sync", "6s"),
    LATE("late", "7"), LATE_SYNC("late_sync", "7s"),
    /** The init function of a loaded module; it runs whenever the module is loaded. */
    MODULE("module", "");

    private final String word;
    private final String id;

    OrderLevel(String word, String id) {
        this.word = word;
        this.id = id;
    }

    /** As it is written: {@code device}, {@code device_sync}, {@code rootfs}, {@code module}, … */
    public String word() {
        return word;
    }

    /** The level of that name; empty if there is none. */
    public static Optional<OrderLevel> named(String word) {
        return Arrays.stream(values()).filter(level -> level.word.equals(word)).findFirst();
    }

    /**
     * Where an entry of a table runs.
     *
     * @param table the level whose table it is in, {@code device}
     * @param id    what the macro pasted behind the function's name, {@code 6s}; believed only as far as it
     *              fits the table, as it comes from the name of a symbol
     */
    public static OrderLevel of(String table, String id) {
        OrderLevel plain = named(table).orElseThrow(() -> new IllegalArgumentException("no level " + table));
        return Arrays.stream(values())
                .filter(level -> level.id.equals(id) && level != MODULE)
                .filter(level -> level.word.equals(table + "_sync") || level == ROOTFS && plain == FS)
                .findFirst().orElse(plain);
    }

    static String words() {
        return Arrays.stream(values()).map(OrderLevel::word).collect(Collectors.joining(", "));
    }
}
