package dev.initlab.unicorn;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

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

    /** Sets the guest-physical address of the page. Bits below the page size are ignored. */
    public void physical(long address) {
        valid().set(JAVA_LONG, entry, address & -4096L);
    }

    /** Sets what the page allows, of {@link Permission}. */
    public void permissions(int permissions) {
        valid().set(JAVA_INT, entry + PERMISSIONS_OFFSET, permissions);
    }

    private MemorySegment valid() {
        if (entry == 0) {
            throw new IllegalStateException("a TLB result is valid during its callback only");
        }
        return Upcalls.ALL_MEMORY;
    }
}
