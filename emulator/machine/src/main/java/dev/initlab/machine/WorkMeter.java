package dev.initlab.machine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import dev.initlab.unicorn.BlockHook;
import dev.initlab.unicorn.Engine;
import dev.initlab.unicorn.UnicornLibrary;
import org.jspecify.annotations.Nullable;

/**
 * Counts guest work, stops when it is used up, and finds the hypercall stubs: the one execution hook.
 *
 * <p>Work is counted in bytes of code, block by block, before a block runs. A Java block hook would
 * cost five times the speed of the guest and a second hook of any kind halves it, so on x86-64 hosts
 * the hook is a few words of machine code that do all three jobs; elsewhere a Java hook does them.
 *
 * <p>A block that would overdraw the budget is not run and not counted.
 */
final class WorkMeter implements AutoCloseable {
    private static final long LEFT = 0;
    private static final long STOP_FUNCTION = 8;
    private static final long UPCALL = 16;
    private static final long STOPPED = 24;
    /** More than any guest runs, and far from overflow. */
    private static final long UNLIMITED = Long.MAX_VALUE / 2;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment cell = arena.allocate(32, 8);
    private final long stubs;
    private final int length;
    private final AutoCloseable hook;
    private final AutoCloseable code;
    private final MemorySegment stop;
    private final MemorySegment upcallPointer;
    private long granted;
    private long spent;
    /** Asked before every block whether to stop, if anything is. */
    private Optional<BooleanSupplier> question = Optional.empty();
    private @Nullable BlockInspection inspection;
    /** What is left while somebody is asked: the cell's count is then used up, so that every block comes here. */
    private long held;
    private volatile boolean drained;

    /**
     * Installs the hook; nothing may have run yet, as late hooks do not fire in translated code.
     *
     * @param stubs  first address of the hypercall stubs
     * @param length their bytes, 0 if there are none
     * @param onStub called inside the engine at the first block of a stub
     */
    WorkMeter(Engine engine, long stubs, int length, BlockHook onStub) {
        this.stubs = stubs;
        this.length = length;
        BlockHook upcall = (e, address, blockSize) -> {
            BlockInspection looking = inspection;
            int size = looking == null ? blockSize : blockSize - looking.countedBefore(address, blockSize);
            boolean over = size > 0 && (left() < size || question.isPresent() && question.get().getAsBoolean())
                    || drained;
            cell.set(ValueLayout.JAVA_BYTE, STOPPED, (byte) (over ? 1 : 0));
            if (over) {
                e.stop();
                return;
            }
            boolean wanted = looking != null && size == blockSize && looking.wants(address, size);
            if (held()) {
                held -= size;
            } else {
                cell.set(ValueLayout.JAVA_LONG, LEFT, left() - size);
            }
            if (looking != null && size == blockSize) {
                looking.counted(address, size, wanted);
                if (wanted) {
                    e.stop();
                    return;
                }
            }
            // Counted first: what a hypercall does to the budget is for the block behind it. Blocks of user
            // space whose low half looks like a stub's come here too, and just run.
            if (isStub(address)) {
                onStub.block(e, address, blockSize);
            }
        };
        if (hostIsX86()) {
            stop = UnicornLibrary.load().symbol("uc_emu_stop");
            upcallPointer = engine.blockUpcall(upcall);
            cell.set(ValueLayout.ADDRESS, STOP_FUNCTION, stop);
            cell.set(ValueLayout.ADDRESS, UPCALL, upcallPointer);
            HostMemory stub = HostMemory.executable(x86Stub(stubs, length));
            code = stub;
            hook = engine.nativeBlock(stub.segment(), cell, 1, 0);
        } else {
            stop = MemorySegment.NULL;
            upcallPointer = MemorySegment.NULL;
            code = () -> { };
            hook = engine.onBlock(1, 0, upcall);
        }
        grant(UNLIMITED);
    }

    /** Begins to count from 0 again, without a limit. */
    void reset() {
        inspection = null;
        grant(UNLIMITED);
        spent = 0;
    }

    /** Bytes of code run so far. */
    long done() {
        return spent + granted - left();
    }

    /** Allows {@code work} more bytes of code from now on. */
    void grant(long work) {
        grant(work, Optional.empty());
    }

    /** Has every block looked at by somebody, from the next grant on; a tenth of the speed. */
    void inspect(BlockInspection by) {
        long left = granted;
        spent = done();
        granted = 0;
        held = 0;
        inspection = by;
        grant(left);
    }

    /**
     * Allows {@code work} more bytes of code from now on, and asks before every block whether to stop: a
     * tenth of the speed.
     *
     * @param question called inside the engine
     */
    void grantAsking(long work, BooleanSupplier question) {
        grant(work, Optional.of(question));
    }

    private void grant(long work, Optional<BooleanSupplier> asked) {
        spent = done();
        granted = Math.min(work, UNLIMITED);
        question = asked;
        drained = false;
        held = granted;
        cell.set(ValueLayout.JAVA_LONG, LEFT, held() ? -1 : granted);
        cell.set(ValueLayout.ADDRESS, STOP_FUNCTION, held() ? upcallPointer : stop);
        cell.set(ValueLayout.JAVA_BYTE, STOPPED, (byte) 0);
    }

    /** Whether the last run ended because the work was used up. */
    boolean exhausted() {
        return cell.get(ValueLayout.JAVA_BYTE, STOPPED) != 0;
    }

    /**
     * Uses the work up from another thread. The guest's count may win the race: repeat until the run
     * has ended. The count is void afterwards.
     */
    void drain() {
        drained = true;
        cell.set(ValueLayout.JAVA_LONG, LEFT, -1);
    }

    @Override
    public void close() {
        try {
            hook.close();
            code.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        arena.close();
    }

    /** Whether an address is one of a stub's. */
    boolean isStub(long address) {
        return Long.compareUnsigned(address - stubs, length) < 0;
    }

    private long left() {
        return held() ? held : cell.get(ValueLayout.JAVA_LONG, LEFT);
    }

    /** Whether every block comes to Java. */
    private boolean held() {
        return inspection != null || question.isPresent();
    }

    private static boolean hostIsX86() {
        return switch (System.getProperty("os.arch", "")) {
            case "amd64", "x86_64" -> true;
            default -> false;
        };
    }

    /** The callback (rdi engine, rsi address, edx size, rcx cell) in System V convention. */
    private static byte[] x86Stub(long stubs, int length) {
        int minusStubs = (int) -stubs;
        int[] code = {
            0x8d, 0x86, byteOf(minusStubs, 0), byteOf(minusStubs, 1), byteOf(minusStubs, 2), byteOf(minusStubs, 3),
            /* lea eax, [rsi - stubs] */
            0x3d, byteOf(length, 0), byteOf(length, 1), byteOf(length, 2), byteOf(length, 3), // cmp eax, length
            0x72, 0x12,             // jb upcall
            0x89, 0xd2,             // mov edx, edx
            0x48, 0x39, 0x11,       // cmp [rcx], rdx
            0x7c, 0x04,             // jl stop
            0x48, 0x29, 0x11,       // sub [rcx], rdx
            0xc3,                   // ret
            0xc6, 0x41, (int) STOPPED, 0x01, // stop: mov byte [rcx + 24], 1
            0xff, 0x61, 0x08,       // jmp [rcx + 8]
            0xff, 0x61, 0x10,       // upcall: jmp [rcx + 16]
        };
        byte[] bytes = new byte[code.length];
        for (int i = 0; i < code.length; i++) {
            bytes[i] = (byte) code[i];
        }
        return bytes;
    }

    private static int byteOf(int value, int index) {
        return value >>> (8 * index) & 0xff;
    }
}
