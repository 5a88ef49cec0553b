package dev.initlab.kernel.hypercall;

import java.util.List;

import dev.initlab.kernel.console.Printk;
import dev.initlab.kernel.mm.Slab;
import dev.initlab.machine.GuestMemory;

/** {@code linux/slab.h}. */
public final class SlabHeader implements HypercallHeader {
    /** {@code __GFP_ZERO}, as {@code include/linux/gfp.h} of the guest has it. */
    private static final int GFP_ZERO = 0x100;

    private final Slab slab;
    private final GuestMemory memory;
    private final Printk printk;

    public SlabHeader(Slab slab, GuestMemory memory, Printk printk) {
        this.slab = slab;
        this.memory = memory;
        this.printk = printk;
    }

    @Override
    public List<Hypercall> hypercalls() {
        return List.of(
                Hypercall.inside("__kmalloc", a -> allocate(a.word(0), (int) a.word(1))),
                // Outside: an invalid free is reported in the log.
                Hypercall.outside("kfree", a -> free(a.word(0))));
    }

    private long allocate(long size, int flags) {
        long address = slab.allocate(size);
        if (address != 0 && (flags & GFP_ZERO) != 0) {
            memory.fill(address, slab.size(address), 0);
        }
        return address;
    }

    private long free(long address) {
        if (slab.free(address) == Slab.Freed.INVALID) {
            printk.err("BUG: kfree of 0x%x, which is no allocation or was freed before", address);
        }
        return 0;
    }
}
