package dev.initlab.unicorn;

/** Access permissions of memory and of TLB entries ({@code uc_prot}), or-ed together. */
public final class Permission {
    /** No access. */
    public static final int NONE = 0;
    /** Data may be read. */
    public static final int READ = 1;
    /** Data may be written. */
    public static final int WRITE = 2;
    /** Instructions may be fetched. */
    public static final int EXEC = 4;
    /** Everything. */
    public static final int ALL = READ | WRITE | EXEC;

    private Permission() {
    }
}
