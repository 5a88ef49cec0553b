package dev.initlab.inspect;

/**
 * The initcall tables of an image and the symbols that bound them: {@code include/asm-generic/vmlinux.lds.h}.
 *
 * <p>Names are those of {@code init/main.c: initcall_level_names[]}. The rootfs entries have no level of
 * their own: they lie at the end of the table of {@link #FS} and run with it.
 */
public enum InitcallLevel {
    CONSOLE("console", "__con_initcall_start", "__con_initcall_end"),
    SECURITY("security", "__security_initcall_start", "__security_initcall_end"),
    EARLY("early", "__initcall_start", "__initcall0_start"),
    PURE("pure", "__initcall0_start", "__initcall1_start"),
    CORE("core", "__initcall1_start", "__initcall2_start"),
    POSTCORE("postcore", "__initcall2_start", "__initcall3_start"),
    ARCH("arch", "__initcall3_start", "__initcall4_start"),
    SUBSYS("subsys", "__initcall4_start", "__initcall5_start"),
    FS("fs", "__initcall5_start", "__initcall6_start"),
    DEVICE("device", "__initcall6_start", "__initcall7_start"),
    LATE("late", "__initcall7_start", "__initcall_end");

    private final String levelName;
    private final String start;
    private final String end;

    InitcallLevel(String levelName, String start, String end) {
        this.levelName = levelName;
        this.start = start;
        this.end = end;
    }

    /** As Linux calls it: {@code early}, {@code pure}, {@code core}, … */
    public String levelName() {
        return levelName;
    }

    /** The symbol at its first entry. */
    public String startSymbol() {
        return start;
    }

    /** The symbol behind its last entry. */
    public String endSymbol() {
        return end;
    }

    /** The number {@code module_param} levels and {@code __initcall} ids use, -1 outside 0 to 7. */
    public int number() {
        return ordinal() >= PURE.ordinal() ? ordinal() - PURE.ordinal() : -1;
    }
}
