package dev.initlab.unicorn;

import java.lang.foreign.MemorySegment;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

/**
 * Where a {@link TlbFillHook} puts its answer. Valid during the callback only; the object is used again.
 */
public final class TlbResult {
    /** {@code struct uc_tlb_entry}: the physical address, then the permissions. */
    private static final long PERMISSIONS_OFFSET = 8;

    private long entry;

    TlbResult() {
    }

    /** Points the view at a native entry; returns the one before, for nested fills. */
    long moveTo(long address) {
        long before = entry;
        entry = address;
        return before;
    }

    /**
     * Sets the guest-physical address of the page.
     *
     * <p>The engine's pages may be smaller than 4 KiB (1 KiB on Arm): the address must be that of the
     * place asked for, not only of its 4 KiB page. Bits below the engine's page size are ignored.
     */
    public void physical(long address) {
        valid().set(JAVA_LONG, entry, address);
    }

    /** Sets what the page allows, of {@link Permission}. */
    public void permissions(int permissions) {
        valid().set(JAVA_INT, entry + PERMISSIONS_OFFSET, permissions);
    }

    /** The permissions as they stand; {@link Permission#NONE} at first. */
    public int permissions() {
        return valid().get(JAVA_INT, entry + PERMISSIONS_OFFSET);
    }

    private MemorySegment valid() {
        if (entry == 0) {
            throw new IllegalStateException("a TLB result is valid during its callback only");
        }
        return NativeCalls.ALL_MEMORY;
    }
}
