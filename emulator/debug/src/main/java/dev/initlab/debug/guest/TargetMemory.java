package dev.initlab.debug.guest;

import java.util.Optional;

import dev.initlab.machine.AddressSpace;
import dev.initlab.machine.GuestMemoryException;
import dev.initlab.machine.Mmu;
import dev.initlab.machine.Protection;

/** Guest memory as a debugger uses it: it may write where the guest may not. */
public final class TargetMemory {
    private TargetMemory() {
    }

    /** Reads up to {@code length} bytes: as many as there are; empty if there are none. */
    public static Optional<byte[]> read(GuestThread thread, long address, int length) {
        Optional<byte[]> calls = CallTable.read(thread, address, length);
        return calls.isPresent() ? calls : read(thread.space(), address, length);
    }

    private static Optional<byte[]> read(AddressSpace space, long address, int length) {
        for (int readable = length; readable > 0; readable = upToPage(address, readable)) {
            try {
                return Optional.of(space.memory().read(address, readable));
            } catch (GuestMemoryException e) {
                // what is before the last page of it may be there
            }
        }
        return Optional.empty();
    }

    /** Without the last page that is begun. */
    private static int upToPage(long address, int length) {
        long end = address + length - 1 & -Mmu.PAGE_SIZE;
        return Long.compareUnsigned(end, address) > 0 ? (int) (end - address) : 0;
    }

    /** Whether all of it is mapped, so that {@link #write} can write it. */
    public static boolean isMapped(AddressSpace space, long address, int length) {
        for (long at = address & -Mmu.PAGE_SIZE; Long.compareUnsigned(at, address + length) < 0; at += Mmu.PAGE_SIZE) {
            if (!space.isMapped(at)) {
                return false;
            }
        }
        return true;
    }

    /** Writes, whatever the pages allow. */
    public static void write(AddressSpace space, long address, byte[] bytes) {
        for (int done = 0; done < bytes.length; ) {
            long at = address + done;
            int here = (int) Math.min(bytes.length - done, Mmu.PAGE_SIZE - (at & Mmu.PAGE_SIZE - 1));
            byte[] part = java.util.Arrays.copyOfRange(bytes, done, done + here);
            long page = at & -Mmu.PAGE_SIZE;
            int protection = space.protection(at);
            if ((protection & Protection.WRITE) == 0) {
                space.protect(page, Mmu.PAGE_SIZE, protection | Protection.WRITE);
                space.memory().write(at, part);
                space.protect(page, Mmu.PAGE_SIZE, protection);
            } else {
                space.memory().write(at, part);
            }
            done += here;
        }
    }
}
