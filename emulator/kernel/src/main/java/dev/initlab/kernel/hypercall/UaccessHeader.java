package dev.initlab.kernel.hypercall;

import java.util.List;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.machine.GuestMemory;
import dev.initlab.machine.GuestMemoryException;
import dev.initlab.machine.Mmu;
import dev.initlab.machine.Vcpu;

/**
 * {@code linux/uaccess.h}: between kernel memory and that of the process under way, with the process's rights.
 *
 * <p>A page that is not there ends the copy, and what is left is said; nothing faults.
 */
public final class UaccessHeader implements HypercallHeader {
    private final Vcpu vcpu;
    private final GuestMemory kernel;

    public UaccessHeader(Vcpu vcpu) {
        this.vcpu = vcpu;
        kernel = vcpu.memory();
    }

    @Override
    public List<Hypercall> hypercalls() {
        return List.of(
                Hypercall.inside("_copy_to_user", a -> copy(a.word(0), a.word(2),
                        (user, done, length) -> user.write(a.word(0) + done, kernel.read(a.word(1) + done, length)))),
                Hypercall.inside("_copy_from_user", a -> copyFromUser(a.word(0), a.word(1), a.word(2))),
                Hypercall.inside("clear_user", a -> copy(a.word(0), a.word(1),
                        (user, done, length) -> user.fill(a.word(0) + done, length, 0))),
                Hypercall.inside("strncpy_from_user", a -> strncpyFromUser(a.word(0), a.word(1), a.word(2))));
    }

    private interface Part {
        void copy(GuestMemory user, long done, int length);
    }

    /** Copies page by page of user memory; how many bytes were left when it was refused. */
    private long copy(long address, long length, Part part) {
        GuestMemory user = vcpu.mmu().current().userMemory();
        long done = 0;
        while (done < length && !kernelAddress(address + done)) {
            int chunk = (int) Math.min(length - done, Mmu.PAGE_SIZE - (address + done & Mmu.PAGE_SIZE - 1));
            try {
                part.copy(user, done, chunk);
            } catch (GuestMemoryException e) {
                if (kernelAddress(e.address())) {
                    throw e; // the kernel's own pointer is bad: that is a fault
                }
                break;
            }
            done += chunk;
        }
        return length - done;
    }

    private long copyFromUser(long to, long from, long length) {
        long left = copy(from, length, (user, done, chunk) -> kernel.write(to + done, user.read(from + done, chunk)));
        kernel.fill(to + length - left, left, 0);
        return left;
    }

    private long strncpyFromUser(long to, long from, long count) {
        GuestMemory user = vcpu.mmu().current().userMemory();
        for (long done = 0; done < count; done++) {
            try {
                if (kernelAddress(from + done)) {
                    return Errno.EFAULT.negated();
                }
                int octet = user.u8(from + done);
                kernel.putByte(to + done, octet);
                if (octet == 0) {
                    return done;
                }
            } catch (GuestMemoryException e) {
                return Errno.EFAULT.negated();
            }
        }
        return count;
    }

    private boolean kernelAddress(long address) {
        return Long.compareUnsigned(address, vcpu.mmu().kernelSpace().kernelStart()) >= 0;
    }
}
