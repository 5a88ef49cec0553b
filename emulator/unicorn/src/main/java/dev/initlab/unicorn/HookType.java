package dev.initlab.unicorn;

import java.util.EnumSet;
import java.util.Set;

/** The kinds of hooks ({@code uc_hook_type}). The sets are unmodifiable. */
public enum HookType {
    /** Interrupts and exceptions. */
    INTR,
    /** One kind of instruction. */
    INSN,
    /** Each instruction of a range. */
    CODE,
    /** Each basic block of a range. */
    BLOCK,
    /** A read where nothing is mapped. */
    MEM_READ_UNMAPPED,
    /** A write where nothing is mapped. */
    MEM_WRITE_UNMAPPED,
    /** A fetch where nothing is mapped. */
    MEM_FETCH_UNMAPPED,
    /** A read of read-protected memory. */
    MEM_READ_PROT,
    /** A write to write-protected memory. */
    MEM_WRITE_PROT,
    /** A fetch from memory that is not executable. */
    MEM_FETCH_PROT,
    /** Every read, before it happens. */
    MEM_READ,
    /** Every write, before it happens. */
    MEM_WRITE,
    /** Fetches. In the header, but libunicorn 2.1.1 never fires it. */
    MEM_FETCH,
    /** Every successful read, with the value read. */
    MEM_READ_AFTER,
    /** Undefined instructions. */
    INSN_INVALID,
    /** A block that is translated for the first time after another one. */
    EDGE_GENERATED,
    /** Operations of the intermediate code. */
    TCG_OPCODE,
    /** Misses of the virtual TLB. */
    TLB_FILL;

    /** Unmapped accesses. */
    public static final Set<HookType> MEM_UNMAPPED =
        Set.of(MEM_READ_UNMAPPED, MEM_WRITE_UNMAPPED, MEM_FETCH_UNMAPPED);
    /** Accesses against the permissions. */
    public static final Set<HookType> MEM_PROT = Set.of(MEM_READ_PROT, MEM_WRITE_PROT, MEM_FETCH_PROT);
    /** Reads that cannot be done. */
    public static final Set<HookType> MEM_READ_INVALID = Set.of(MEM_READ_PROT, MEM_READ_UNMAPPED);
    /** Writes that cannot be done. */
    public static final Set<HookType> MEM_WRITE_INVALID = Set.of(MEM_WRITE_PROT, MEM_WRITE_UNMAPPED);
    /** Fetches that cannot be done. */
    public static final Set<HookType> MEM_FETCH_INVALID = Set.of(MEM_FETCH_PROT, MEM_FETCH_UNMAPPED);
    /** Every access that cannot be done. */
    public static final Set<HookType> MEM_INVALID = Set.of(MEM_READ_UNMAPPED, MEM_WRITE_UNMAPPED,
        MEM_FETCH_UNMAPPED, MEM_READ_PROT, MEM_WRITE_PROT, MEM_FETCH_PROT);
    /** Accesses that can be done. */
    public static final Set<HookType> MEM_VALID = Set.of(MEM_READ, MEM_WRITE, MEM_FETCH);

    /** The bit libunicorn has for it. */
    public int value() {
        return 1 << ordinal();
    }

    /** The or-ed bits of several kinds, all of which must be among those allowed. */
    static int mask(Set<HookType> kinds, Set<HookType> allowed) {
        if (kinds.isEmpty() || !allowed.containsAll(kinds)) {
            throw new IllegalArgumentException("kinds " + kinds + " must be some of "
                + EnumSet.copyOf(allowed));
        }
        return kinds.stream().mapToInt(HookType::value).reduce(0, (one, other) -> one | other);
    }
}
