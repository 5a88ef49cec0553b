package dev.initlab.kernel.task;

import java.util.Map;
import java.util.TreeMap;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;
import dev.initlab.kernel.mm.PageAllocator;
import dev.initlab.kernel.mm.PageOwner;
import dev.initlab.machine.AddressSpace;
import dev.initlab.machine.GuestMemory;
import dev.initlab.machine.Mmu;
import dev.initlab.machine.Protection;

/**
 * The user half of an address space: program, heap, mappings, stack: {@code struct mm_struct}.
 *
 * <p>Pages are there from the start, none is shared and none is lazy. Closing gives every page back.
 */
public final class UserSpace implements AutoCloseable {
    /** Where user addresses end at the latest: {@code TASK_SIZE_MAX} of x86-64; arm64 has room there as well. */
    private static final long LAST_END = 0x7fff_ffff_f000L;
    /** A stack does not grow: the size busybox and our programs need, many times over. */
    static final long STACK_SIZE = 256 << 10;
    private static final long MMAP_BELOW_END = 16L << 20;

    private final AddressSpace space;
    private final PageAllocator pages;
    private final long end;
    private final long mmapTop;
    /** Areas made by mmap: start to length. */
    private final TreeMap<Long, Long> areas = new TreeMap<>();
    private long brkStart;
    private long brk;

    public UserSpace(AddressSpace space, PageAllocator pages) {
        this.space = space;
        this.pages = pages;
        // On arm the kernel's part, the module area first, begins before.
        end = Long.compareUnsigned(space.kernelStart(), LAST_END) < 0 ? space.kernelStart() : LAST_END;
        mmapTop = end - MMAP_BELOW_END;
    }

    /** Where user addresses end. */
    public long end() {
        return end;
    }

    public AddressSpace space() {
        return space;
    }

    /** Guest memory with this space's user rights. */
    public GuestMemory memory() {
        return space.userMemory();
    }

    /** Guest memory of this space whatever its protection, for filling it. */
    GuestMemory anyMemory() {
        return space.memory();
    }

    /**
     * Maps zeroed pages; pages that are there already stay and get the wider permissions.
     *
     * @throws ErrnoException ENOMEM if memory is used up or an address is the kernel's
     */
    void populate(long start, long length, int protection) {
        long first = start & -Mmu.PAGE_SIZE;
        long last = start + length + Mmu.PAGE_SIZE - 1 & -Mmu.PAGE_SIZE;
        if (start < 0 || length < 0 || last < first || last > end) {
            throw new ErrnoException(Errno.ENOMEM);
        }
        for (long at = first; at < last; at += Mmu.PAGE_SIZE) {
            if (space.isMapped(at)) {
                space.protect(at, Mmu.PAGE_SIZE, space.protection(at) | protection | Protection.USER);
            } else {
                space.map(at, pages.allocate(PageOwner.USER), protection | Protection.USER);
            }
        }
    }

    /** Where the heap begins, known once the program is loaded. */
    void startBrk(long start) {
        brkStart = start + Mmu.PAGE_SIZE - 1 & -Mmu.PAGE_SIZE;
        brk = brkStart;
    }

    /** {@code brk()}: the new end of the heap, or the old one if it cannot be moved. */
    public long brk(long wanted) {
        if (Long.compareUnsigned(wanted, brkStart) < 0 || wanted > mmapTop / 2) {
            return brk;
        }
        try {
            if (wanted > brk) {
                populate(brk, wanted - brk, Protection.READ | Protection.WRITE);
            } else {
                discard(wanted + Mmu.PAGE_SIZE - 1 & -Mmu.PAGE_SIZE, brk);
            }
            brk = wanted;
        } catch (ErrnoException e) {
            return brk;
        }
        return brk;
    }

    /**
     * {@code mmap()} of zeroed private memory, at the highest free place below the stack.
     *
     * @throws ErrnoException EINVAL for length 0, ENOMEM
     */
    public long map(long length, int protection) {
        if (length == 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        if (length < 0 || length > mmapTop / 2) {
            throw new ErrnoException(Errno.ENOMEM);
        }
        long size = length + Mmu.PAGE_SIZE - 1 & -Mmu.PAGE_SIZE;
        long top = mmapTop;
        for (Map.Entry<Long, Long> area : areas.descendingMap().entrySet()) {
            if (top - (area.getKey() + area.getValue()) >= size) {
                break;
            }
            top = area.getKey();
        }
        long at = top - size;
        populate(at, size, protection == 0 ? Protection.READ : protection);
        areas.put(at, size);
        return at;
    }

    /**
     * {@code munmap()} of whole pages.
     *
     * @throws ErrnoException EINVAL if the range is not whole pages
     */
    public void unmap(long start, long length) {
        if ((start & Mmu.PAGE_SIZE - 1) != 0 || length <= 0 || start < 0 || start + length > end) {
            throw new ErrnoException(Errno.EINVAL);
        }
        long stop = start + length + Mmu.PAGE_SIZE - 1 & -Mmu.PAGE_SIZE;
        discard(start, stop);
        new TreeMap<>(areas.headMap(stop)).forEach((from, size) -> {
            if (from + size > start) {
                areas.remove(from);
                keep(from, start);
                keep(stop, from + size);
            }
        });
    }

    /** {@code mprotect()} of whole mapped pages. */
    public void protect(long start, long length, int protection) {
        long stop = start + length + Mmu.PAGE_SIZE - 1 & -Mmu.PAGE_SIZE;
        if ((start & Mmu.PAGE_SIZE - 1) != 0 || length < 0 || start < 0 || stop > end) {
            throw new ErrnoException(Errno.EINVAL);
        }
        for (long at = start; at < stop; at += Mmu.PAGE_SIZE) {
            if (!space.isMapped(at)) {
                throw new ErrnoException(Errno.ENOMEM);
            }
            space.protect(at, Mmu.PAGE_SIZE, (protection == 0 ? Protection.READ : protection) | Protection.USER);
        }
    }

    /** A copy, page by page, as {@code fork()} makes it. */
    public UserSpace copy(Mmu mmu) {
        UserSpace copy = new UserSpace(mmu.newUserSpace(), pages);
        copy.areas.putAll(areas);
        copy.brkStart = brkStart;
        copy.brk = brk;
        try {
            for (long page : space.userPages()) {
                copy.populate(page, Mmu.PAGE_SIZE, space.protection(page));
                copy.anyMemory().write(page, anyMemory().read(page, (int) Mmu.PAGE_SIZE));
            }
            return copy;
        } catch (ErrnoException e) {
            copy.close();
            throw e;
        }
    }

    @Override
    public void close() {
        for (long page : space.userPages()) {
            space.unmap(page).ifPresent(pages::free);
        }
        areas.clear();
    }

    private void keep(long start, long stop) {
        if (stop > start) {
            areas.put(start, stop - start);
        }
    }

    private void discard(long start, long stop) {
        for (long at = start; at < stop; at += Mmu.PAGE_SIZE) {
            space.unmap(at).ifPresent(pages::free);
        }
    }
}
