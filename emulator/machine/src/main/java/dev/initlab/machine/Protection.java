package dev.initlab.machine;

/**
 * The permissions of a page, as bits to be combined.
 *
 * <p>{@link #READ}, {@link #WRITE} and {@link #EXECUTE} have the engine's values. A page may carry
 * {@code WRITE | EXECUTE}, but the virtual TLB never grants both at once: see {@link Mmu}.
 */
public final class Protection {
    public static final int NONE = 0;
    public static final int READ = 1;
    public static final int WRITE = 2;
    public static final int EXECUTE = 4;
    /** The page may be used by {@link Privilege#USER}. */
    public static final int USER = 8;

    static final int ACCESS_MASK = READ | WRITE | EXECUTE;
    static final int MASK = ACCESS_MASK | USER;

    private Protection() {
    }

    /** As in {@code /proc/PID/maps}: {@code r-x} and a {@code u} for pages of user space. */
    public static String describe(int protection) {
        return ((protection & READ) != 0 ? "r" : "-")
                + ((protection & WRITE) != 0 ? "w" : "-")
                + ((protection & EXECUTE) != 0 ? "x" : "-")
                + ((protection & USER) != 0 ? "u" : "-");
    }
}
