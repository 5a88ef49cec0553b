package dev.initlab.debug.guest;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

import dev.initlab.machine.GuestCall;
import dev.initlab.machine.Isa;
import dev.initlab.machine.Mmu;

/**
 * Memory a debugger sees in the page guest functions return to, where the guest sees none: the calls from Java under
 * way, for the unwind rules of {@link KernelModelLibrary}.
 *
 * <p>From {@link #OFFSET} on, innermost first, four words each: the stack pointer after the return, then program
 * counter, frame pointer and stack pointer to go on with; a word of 0 behind the last.
 */
final class CallTable {
    /** Where in the page the table begins; below are the instructions. */
    static final int OFFSET = 0x600;

    /** Where an address means that nothing of the guest is around a call. */
    static final int BOTTOM = 0x500;

    private static final int WORDS = 4;

    private CallTable() {
    }

    /** The page of an architecture. */
    static long page(Isa isa) {
        return isa.returnAddress() & -Mmu.PAGE_SIZE;
    }

    /** Bytes from one entry to the next. */
    static int entrySize(int wordSize) {
        return WORDS * wordSize;
    }

    /** What a debugger reads there; empty for an address elsewhere. */
    static Optional<byte[]> read(GuestThread thread, long address, int length) {
        Isa isa = thread.boot().vcpu().isa();
        long offset = address - page(isa);
        if (Long.compareUnsigned(offset, Mmu.PAGE_SIZE) >= 0) {
            return Optional.empty();
        }
        byte[] page = page(isa, thread.calls());
        int from = (int) offset;
        return Optional.of(java.util.Arrays.copyOfRange(page, from, (int) Math.min(from + (long) length, page.length)));
    }

    private static byte[] page(Isa isa, List<GuestCall> calls) {
        ByteBuffer page = ByteBuffer.allocate((int) Mmu.PAGE_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        page.put(isa.trampoline(), 0, OFFSET);
        for (GuestCall call : calls.reversed()) {
            long returnPc = call.returnPc() == 0 ? page(isa) + BOTTOM + 0x10 : call.returnPc();
            for (long word : new long[] {call.sp(), returnPc, call.framePointer(), call.returnSp()}) {
                if (isa.wordSize() == Long.BYTES) {
                    page.putLong(word);
                } else {
                    page.putInt((int) word);
                }
            }
        }
        return page.array();
    }
}
