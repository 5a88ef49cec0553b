package dev.initlab.debug.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

import dev.initlab.debug.guest.TargetMemory;
import dev.initlab.kernel.printk.Symbolizer;
import dev.initlab.machine.Architecture;
import dev.initlab.machine.DebugRegister;
import dev.initlab.machine.GuestCall;
import dev.initlab.machine.Mmu;

/**
 * The functions a task is in, by its frame pointers, which the guest is compiled with, and by the calls from Java.
 *
 * <p>At the frame pointer lies that of the caller, and behind it the return address, on every architecture. In the
 * first instructions of a function and in its last there is no frame of its own: the return address is then in the
 * link register, or, on x86-64, on top of the stack.
 */
final class Unwinder {
    private static final int MAX_FRAMES = 256;
    /** Bytes of a function's beginning in which its frame is set up, if it has one. */
    private static final int PROLOGUE = 96;

    private final Target target;
    private final Architecture architecture;
    private final int word;

    /** A function that has not returned, or a gap. */
    sealed interface Frame {
        /**
         * A guest function.
         *
         * @param pc the instruction it is at, or will go on at
         */
        record Function(long pc) implements Frame {
        }

        /** The kernel model, which a function has called, and which has called the one before. */
        record KernelModel() implements Frame {
        }
    }

    Unwinder(Target target) {
        this.target = target;
        architecture = target.boot().image().architecture();
        word = target.wordSize();
    }

    /** The frames, the innermost first. */
    List<Frame> frames() {
        List<Frame> frames = new ArrayList<>();
        Iterator<GuestCall> calls = target.thread().calls().reversed().iterator();
        long pc = target.register("pc");
        long sp = target.register("sp");
        long fp = target.register("fp");
        Optional<Long> link = target.withRole("ra").map(DebugRegister::name).map(target::register);
        while (frames.size() < MAX_FRAMES) {
            if (isKernelModel(pc)) {
                frames.add(new Frame.KernelModel());
                GuestCall call = calls.hasNext() ? calls.next() : new GuestCall(0, 0, 0, 0);
                if (call.returnPc() == 0) {
                    return frames;
                }
                pc = call.returnPc();
                sp = call.returnSp();
                fp = call.framePointer();
                link = Optional.empty();
                continue;
            }
            frames.add(new Frame.Function(pc));
            boolean ownFrame = hasOwnFrame(pc);
            Optional<Long> caller = ownFrame ? word(fp + word) : link.or(returnAddressOnStack(pc, sp));
            if (caller.isEmpty() || Long.compareUnsigned(pc, target.isa().kernelStart()) < 0) {
                return frames;
            }
            if (ownFrame) {
                sp = fp + 2L * word;
                Optional<Long> next = word(fp);
                if (next.isEmpty()) {
                    return frames;
                }
                fp = next.get();
            }
            pc = caller.get();
            link = Optional.empty();
        }
        return frames;
    }

    /** Whether the stack pointer will be higher after the return of the function at an instruction than it is there. */
    boolean movesStack(long pc) {
        return architecture == Architecture.X86_64 || hasOwnFrame(pc);
    }

    /** Whether an address is in the page functions called by the kernel model return to. */
    boolean isKernelModel(long pc) {
        return (pc & -Mmu.PAGE_SIZE) == (target.isa().returnAddress() & -Mmu.PAGE_SIZE);
    }

    private Optional<Long> word(long address) {
        return TargetMemory.read(target.thread(), address, word).filter(b -> b.length == word)
                .map(b -> Target.number(b).longValue());
    }

    private Supplier<Optional<Long>> returnAddressOnStack(long pc, long sp) {
        return () -> architecture != Architecture.X86_64 ? Optional.empty()
                : word(isBehindPush(pc) ? sp + word : sp);
    }

    /** Whether the function has pushed rbp, and done no more yet. */
    private boolean isBehindPush(long pc) {
        long start = target.functionStart(pc);
        return pc > start && pc - start < PROLOGUE && byteAt(pc - 1) == 0x55;
    }

    /** Whether the frame pointer is that of the function at an instruction. */
    private boolean hasOwnFrame(long pc) {
        Optional<Symbolizer.Symbol> symbol = target.symbol(pc);
        if (symbol.isEmpty()) {
            return true;
        }
        byte[] before = target.readSome(pc - symbol.get().offset(), (int) Math.min(symbol.get().offset(), PROLOGUE));
        return switch (architecture) {
            case X86_64 -> x86SetUp(before) && byteAt(pc - 1) != 0x5d; // pop %rbp
            case ARM64 -> anyWord(before, w -> (w & 0xffc003ff) == 0x910003fd) // add x29, sp, #n
                    && !wasRestored(pc, w -> (w & 0xfe407fff) == 0xa8407bfd); // ldp x29, x30, [sp], #n
            case ARM -> anyWord(before, w -> w == 0xe1a0b00d || (w & 0xfffff000) == 0xe28db000) // add r11, sp, #n
                    && !wasRestored(pc, w -> (w & 0xffff4800) == 0xe8bd4800); // pop {r11, lr}
        };
    }

    private static boolean x86SetUp(byte[] code) {
        for (int i = 0; i + 3 <= code.length; i++) {
            if (code[i] == 0x48 && (code[i + 1] == (byte) 0x89 && code[i + 2] == (byte) 0xe5
                    || code[i + 1] == (byte) 0x8b && code[i + 2] == (byte) 0xec)) { // mov %rsp, %rbp
                return true;
            }
        }
        return false;
    }

    private static boolean anyWord(byte[] code, IntPredicate is) {
        for (int i = 0; i + 4 <= code.length; i += 4) {
            if (is.test(Target.number(Arrays.copyOfRange(code, i, i + 4)).intValue())) {
                return true;
            }
        }
        return false;
    }

    /** Whether the instruction before has restored the caller's frame, or the one before that, with one for the stack between. */
    private boolean wasRestored(long pc, IntPredicate restores) {
        int last = Target.number(target.readSome(pc - 4, 4)).intValue();
        int addToStack = architecture == Architecture.ARM64 ? 0x910003ff : 0xe28dd000;
        int mask = architecture == Architecture.ARM64 ? 0xffc003ff : 0xfffff000;
        return restores.test(last)
                || (last & mask) == addToStack && restores.test(Target.number(target.readSome(pc - 8, 4)).intValue());
    }

    private int byteAt(long address) {
        byte[] one = target.readSome(address, 1);
        return one.length == 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }
}
