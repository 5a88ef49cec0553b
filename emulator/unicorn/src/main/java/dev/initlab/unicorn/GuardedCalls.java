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
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

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

    private final List<MemorySegment> guards;
    /** By {@link Function}; linked when they are first called, as most engines never need most of them. */
    private final AtomicReferenceArray<@Nullable MethodHandle> handles =
        new AtomicReferenceArray<>(Function.values().length);

    /** The calls as they keep the arenas of these segments open. */
    static GuardedCalls of(List<MemorySegment> guards) {
        // Each number of arguments is linked once and takes its time: few numbers will do.
        int arguments = guards.size() <= 1 ? guards.size() : Integer.highestOneBit(guards.size() - 1) << 1;
        List<MemorySegment> padded = new ArrayList<>(guards);
        padded.addAll(Collections.nCopies(arguments - guards.size(), MemorySegment.NULL));
        return new GuardedCalls(padded);
    }

    private GuardedCalls(List<MemorySegment> guards) {
        this.guards = guards;
    }

    private MethodHandle handle(Function function) {
        MethodHandle handle = handles.getPlain(function.ordinal());
        if (handle == null) {
            handle = function.with(guards);
            handles.set(function.ordinal(), handle);
        }
        return handle;
    }

    int emuStart(long engine, long begin, long until, long timeout, long count) {
        try {
            return (int) handle(Function.EMU_START).invokeExact(engine, begin, until, timeout, count);
        } catch (Throwable thrown) {
            throw NativeCalls.unexpected(thrown);
        }
    }

    int memRead(long engine, long address, MemorySegment bytes, long size) {
        try {
            return (int) handle(Function.MEM_READ).invokeExact(engine, address, bytes, size);
        } catch (Throwable thrown) {
            throw NativeCalls.unexpected(thrown);
        }
    }

    int memWrite(long engine, long address, MemorySegment bytes, long size) {
        try {
            return (int) handle(Function.MEM_WRITE).invokeExact(engine, address, bytes, size);
        } catch (Throwable thrown) {
            throw NativeCalls.unexpected(thrown);
        }
    }

    int hookDel(long engine, long hook) {
        try {
            return (int) handle(Function.HOOK_DEL).invokeExact(engine, hook);
        } catch (Throwable thrown) {
            throw NativeCalls.unexpected(thrown);
        }
    }

    int regWrite(long engine, int id, long value) {
        try {
            return (int) handle(Function.REG_WRITE).invokeExact(engine, id, value);
        } catch (Throwable thrown) {
            throw NativeCalls.unexpected(thrown);
        }
    }

    int regWrite2(long engine, int id, long value, long size) {
        try {
            return (int) handle(Function.REG_WRITE2).invokeExact(engine, id, value, size);
        } catch (Throwable thrown) {
            throw NativeCalls.unexpected(thrown);
        }
    }

    int ctlRange(long engine, int control, long first, long second) {
        try {
            return (int) handle(Function.CTL_RANGE).invokeExact(engine, control, first, second);
        } catch (Throwable thrown) {
            throw NativeCalls.unexpected(thrown);
        }
    }
}
