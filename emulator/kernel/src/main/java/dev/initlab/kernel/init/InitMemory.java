package dev.initlab.kernel.init;

import dev.initlab.kernel.console.Printk;
import dev.initlab.kernel.image.KernelImage;
import dev.initlab.kernel.mm.PageAllocator;
import dev.initlab.machine.AddressSpace;
import dev.initlab.machine.Mmu;
import dev.initlab.trace.Event;
import dev.initlab.trace.EventStream;

/**
 * The image's init sections, {@code __init_begin} to {@code __init_end}, which are given back before
 * {@code /init} runs: {@code mm/page_alloc.c: free_reserved_area()}.
 */
public final class InitMemory {
    /** {@code POISON_FREE_INITMEM}, {@code include/linux/poison.h}. */
    private static final int POISON = 0xcc;

    private final long start;
    private final long end;
    private final String what;
    private boolean freed;

    /**
     * The init memory of an image; only whole pages count.
     *
     * @throws dev.initlab.kernel.InputException if the image's symbols bound something else
     */
    public InitMemory(KernelImage image) {
        long begin = image.require("__init_begin");
        long stop = image.require("__init_end");
        if (begin > stop || !isInside(image, begin) || !isInside(image, stop)) {
            throw image.bad("__init_begin (0x%x) and __init_end (0x%x) do not bound a part of the image".formatted(
                    begin, stop));
        }
        start = begin + Mmu.PAGE_SIZE - 1 & -Mmu.PAGE_SIZE;
        end = stop & -Mmu.PAGE_SIZE;
        what = switch (image.architecture()) {
            case X86_64, ARM -> "unused kernel image (initmem)";
            case ARM64 -> "unused kernel"; // arch/arm64/mm/init.c
        };
    }

    /** Up to the end of a segment's last page, where the linker script puts the end. */
    private static boolean isInside(KernelImage image, long address) {
        return image.segments().stream().anyMatch(s -> address >= s.vaddr()
                && address <= (s.vaddr() + s.memsz() + Mmu.PAGE_SIZE - 1 & -Mmu.PAGE_SIZE));
    }

    /** Whether an address belongs to init memory that was given back. */
    public boolean isFreed(long address) {
        return freed && address >= start && address < end;
    }

    /** Whether an address belongs to init memory, freed or not. */
    public boolean contains(long address) {
        return address >= start && address < end;
    }

    /** {@code free_initmem()}: poisons the pages, takes them away and gives them to the allocator. */
    public void free(AddressSpace kernel, PageAllocator pages, Printk printk, EventStream events) {
        for (long at = start; at < end; at += Mmu.PAGE_SIZE) {
            if (kernel.isMapped(at)) {
                kernel.memory().fill(at, Mmu.PAGE_SIZE, POISON);
                kernel.unmap(at).ifPresent(pages::free);
            }
        }
        freed = true;
        long kilobytes = end - start >> 10;
        printk.info("Freeing %s memory: %dK", what, kilobytes);
        events.emit(at -> new Event.InitMemoryFreed(at, start, end, kilobytes));
    }
}
