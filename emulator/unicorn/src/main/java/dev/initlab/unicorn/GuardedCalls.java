package dev.initlab.unicorn;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

/**
 * The functions that may read or write memory lent by {@link Engine#mapPointer}, or run code lent by
 * {@link Engine#nativeBlock}.
 *
 * <p>The foreign-function API keeps a segment's arena open for as long as a call has the segment as an
 * argument. So the lent segments (one for each arena) are passed as further arguments: the C functions
 * do not look at them, and the C calling conventions of all hosts let a caller pass more than is
 * declared. An arena that somebody tries to close meanwhile refuses with an {@link IllegalStateException},
 * and a call with an arena that is closed already throws instead of touching freed memory.
 */
final class GuardedCalls {
    /** Beyond this the JVM's limit of arguments comes near. */
    static final int MAX_ARENAS = 64;

    private enum Function {
        EMU_START("uc_emu_start", 0, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
        MEM_READ("uc_mem_read", 0, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG),
        MEM_WRITE("uc_mem_write", 0, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG),
        HOOK_DEL("uc_hook_del", 0, JAVA_LONG, JAVA_LONG),
        REG_WRITE("uc_reg_write", 0, JAVA_LONG, JAVA_INT, JAVA_LONG),
        REG_WRITE2("uc_reg_write2", 0, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG),
        CTL_RANGE("uc_ctl", 2, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG);

        private final String symbol;
        private final int variadic;
        private final FunctionDescriptor type;
        private final Map<Integer, MethodHandle> linked = new ConcurrentHashMap<>();

        Function(String symbol, int variadic, MemoryLayout... arguments) {
            this.symbol = symbol;
            this.variadic = variadic;
            type = FunctionDescriptor.of(JAVA_INT, arguments);
        }

        MethodHandle with(List<MemorySegment> guards) {
            MethodHandle handle = linked.computeIfAbsent(guards.size(), count -> variadic == 0
                ? NativeCalls.linkGuarded(symbol, type, count)
                : NativeCalls.linkGuarded(symbol, type, count, Linker.Option.firstVariadicArg(variadic)));
            return MethodHandles.insertArguments(handle, type.argumentLayouts().size(), guards.toArray());
        }
    }

    private final MethodHandle emuStart;
    private final MethodHandle memRead;
    private final MethodHandle memWrite;
    private final MethodHandle hookDel;
    private final MethodHandle regWrite;
    private final MethodHandle regWrite2;
    private final MethodHandle ctlRange;

    /** The calls as they keep the arenas of these segments open. */
    static GuardedCalls of(List<MemorySegment> guards) {
        // Each number of arguments is linked once and takes its time: few numbers will do.
        int arguments = guards.size() <= 1 ? guards.size() : Integer.highestOneBit(guards.size() - 1) << 1;
        List<MemorySegment> padded = new ArrayList<>(guards);
        padded.addAll(Collections.nCopies(arguments - guards.size(), MemorySegment.NULL));
        return new GuardedCalls(padded);
    }

    private GuardedCalls(List<MemorySegment> guards) {
        emuStart = Function.EMU_START.with(guards);
        memRead = Function.MEM_READ.with(guards);
        memWrite = Function.MEM_WRITE.with(guards);
        hookDel = Function.HOOK_DEL.with(guards);
        regWrite = Function.REG_WRITE.with(guards);
        regWrite2 = Function.REG_WRITE2.with(guards);
        ctlRange = Function.CTL_RANGE.with(guards);
    }

    int emuStart(long engine, long begin, long until, long timeout, long count) {
        try {
            return (int) emuStart.invokeExact(engine, begin, until, timeout, count);
        } catch (Throwable thrown) {
            throw NativeCalls.unexpected(thrown);
        }
    }

    int memRead(long engine, long address, MemorySegment bytes, long size) {
        try {
            return (int) memRead.invokeExact(engine, address, bytes, size);
        } catch (Throwable thrown) {
            throw NativeCalls.unexpected(thrown);
        }
    }

    int memWrite(long engine, long address, MemorySegment bytes, long size) {
        try {
            return (int) memWrite.invokeExact(engine, address, bytes, size);
        } catch (Throwable thrown) {
            throw NativeCalls.unexpected(thrown);
        }
    }

    int hookDel(long engine, long hook) {
        try {
            return (int) hookDel.invokeExact(engine, hook);
        } catch (Throwable thrown) {
            throw NativeCalls.unexpected(thrown);
        }
    }

    int regWrite(long engine, int id, long value) {
        try {
            return (int) regWrite.invokeExact(engine, id, value);
        } catch (Throwable thrown) {
            throw NativeCalls.unexpected(thrown);
        }
    }

    int regWrite2(long engine, int id, long value, long size) {
        try {
            return (int) regWrite2.invokeExact(engine, id, value, size);
        } catch (Throwable thrown) {
            throw NativeCalls.unexpected(thrown);
        }
    }

    int ctlRange(long engine, int control, long first, long second) {
        try {
            return (int) ctlRange.invokeExact(engine, control, first, second);
        } catch (Throwable thrown) {
            throw NativeCalls.unexpected(thrown);
        }
    }
}
