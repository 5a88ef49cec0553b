package dev.initlab.unicorn;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

/**
 * The functions of {@code unicorn.h}, one Java method each, under their C names.
 *
 * <p>Pointers and {@code size_t} are longs: all hosts libunicorn is packaged for have 64 bits. Functions
 * that never call back are linked as critical (no thread transition); those that may run a hook, read
 * guest memory or work for long are not ({@code uc_emu_start}, memory access, hook removal, most of
 * {@code uc_ctl}). What touches memory of the caller is in {@link GuardedCalls}.
 *
 * <p>Initialised after {@link UnicornLibrary#load()} only.
 */
final class NativeCalls {
    /** Native memory by absolute address; a constant, so that the checks of an access fold away. */
    static final MemorySegment ALL_MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private static final Linker LINKER = Linker.nativeLinker();
    private static final UnicornLibrary LIBRARY = UnicornLibrary.load();
    private static final Linker.Option CRITICAL = Linker.Option.critical(false);
    private static final Linker.Option CTL_VARIADIC = Linker.Option.firstVariadicArg(2);
    private static final Linker.Option HOOK_VARIADIC = Linker.Option.firstVariadicArg(7);

    private static final FunctionDescriptor REGISTER =
        FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_LONG);
    private static final FunctionDescriptor SIZED_REGISTER = REGISTER.appendArgumentLayouts(JAVA_LONG);
    private static final FunctionDescriptor BATCH =
        FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final FunctionDescriptor SIZED_BATCH =
        FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final FunctionDescriptor HANDLE = FunctionDescriptor.of(JAVA_INT, JAVA_LONG);
    private static final FunctionDescriptor TWO_HANDLES = FunctionDescriptor.of(JAVA_INT, JAVA_LONG,
        JAVA_LONG);
    private static final FunctionDescriptor RANGE =
        FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final FunctionDescriptor RANGE_PERMISSIONS = RANGE.appendArgumentLayouts(JAVA_INT);
    private static final FunctionDescriptor HOOK_ADD = FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG,
        JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final FunctionDescriptor CTL = FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT);

    private static final MethodHandle VERSION = link("uc_version", TWO_HANDLES, CRITICAL);
    private static final MethodHandle ARCH_SUPPORTED =
        link("uc_arch_supported", FunctionDescriptor.of(JAVA_BOOLEAN, JAVA_INT), CRITICAL);
    private static final MethodHandle OPEN =
        link("uc_open", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
    private static final MethodHandle CLOSE = link("uc_close", HANDLE);
    private static final MethodHandle QUERY = link("uc_query", REGISTER);
    private static final MethodHandle ERRNO = link("uc_errno", HANDLE, CRITICAL);
    private static final MethodHandle STRERROR =
        link("uc_strerror", FunctionDescriptor.of(JAVA_LONG, JAVA_INT), CRITICAL);
    private static final MethodHandle EMU_STOP = link("uc_emu_stop", HANDLE, CRITICAL);

    private static final MethodHandle REG_READ2 = link("uc_reg_read2", SIZED_REGISTER, CRITICAL);
    private static final MethodHandle REG_WRITE2 = link("uc_reg_write2", SIZED_REGISTER, CRITICAL);
    private static final MethodHandle REG_READ_BATCH2 = link("uc_reg_read_batch2", SIZED_BATCH, CRITICAL);
    private static final MethodHandle REG_WRITE_BATCH2 = link("uc_reg_write_batch2", SIZED_BATCH, CRITICAL);

    private static final MethodHandle REG_READ = link("uc_reg_read", REGISTER);
    private static final MethodHandle MEM_MAP = link("uc_mem_map", RANGE_PERMISSIONS);
    private static final MethodHandle MEM_MAP_PTR =
        link("uc_mem_map_ptr", RANGE_PERMISSIONS.appendArgumentLayouts(JAVA_LONG));
    private static final MethodHandle MMIO_MAP = link("uc_mmio_map",
        RANGE.appendArgumentLayouts(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle MEM_UNMAP = link("uc_mem_unmap", RANGE);
    private static final MethodHandle MEM_PROTECT = link("uc_mem_protect", RANGE_PERMISSIONS);
    private static final MethodHandle MEM_REGIONS = link("uc_mem_regions", RANGE);
    private static final MethodHandle FREE = link("uc_free", HANDLE);

    private static final MethodHandle HOOK_ADD_PLAIN = link("uc_hook_add", HOOK_ADD, HOOK_VARIADIC);
    private static final MethodHandle HOOK_ADD_INSN =
        link("uc_hook_add", HOOK_ADD.appendArgumentLayouts(JAVA_INT), HOOK_VARIADIC);
    private static final MethodHandle HOOK_ADD_TCG =
        link("uc_hook_add", HOOK_ADD.appendArgumentLayouts(JAVA_INT, JAVA_INT), HOOK_VARIADIC);

    private static final MethodHandle CTL_NONE = link("uc_ctl", CTL, CTL_VARIADIC);
    private static final MethodHandle CTL_INT = link("uc_ctl", CTL.appendArgumentLayouts(JAVA_INT),
        CTL_VARIADIC);
    private static final MethodHandle CTL_LONG = link("uc_ctl", CTL.appendArgumentLayouts(JAVA_LONG),
        CTL_VARIADIC);

    private static final MethodHandle CONTEXT_ALLOC = link("uc_context_alloc", TWO_HANDLES);
    private static final MethodHandle CONTEXT_FREE = link("uc_context_free", HANDLE);
    private static final MethodHandle CONTEXT_SIZE =
        link("uc_context_size", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
    private static final MethodHandle CONTEXT_SAVE = link("uc_context_save", TWO_HANDLES, CRITICAL);
    private static final MethodHandle CONTEXT_RESTORE = link("uc_context_restore", TWO_HANDLES);
    private static final MethodHandle CONTEXT_REG_READ2 = link("uc_context_reg_read2", SIZED_REGISTER);
    private static final MethodHandle CONTEXT_REG_WRITE2 = link("uc_context_reg_write2", SIZED_REGISTER);
    private static final MethodHandle CONTEXT_REG_READ_BATCH2 = link("uc_context_reg_read_batch2",
        SIZED_BATCH);
    private static final MethodHandle CONTEXT_REG_WRITE_BATCH2 = link("uc_context_reg_write_batch2",
        SIZED_BATCH);

    private NativeCalls() {
    }

    static MethodHandle link(String name, FunctionDescriptor type, Linker.Option... options) {
        return CallLog.watch(name, LINKER.downcallHandle(LIBRARY.symbol(name), type, options));
    }

    /** A function whose call keeps further segments alive; see {@link GuardedCalls}. */
    static MethodHandle linkGuarded(String name, FunctionDescriptor type, int guards,
            Linker.Option... options) {
        MemoryLayout[] extra = new MemoryLayout[guards];
        Arrays.fill(extra, ADDRESS);
        return link(name, type.appendArgumentLayouts(extra), options);
    }

    /** What a method handle threw, as what it can only be. */
    static RuntimeException unexpected(Throwable thrown) {
        switch (thrown) {
            case RuntimeException exception -> throw exception;
            case Error error -> throw error;
            default -> throw new AssertionError(thrown);
        }
    }

    static int version(long major, long minor) {
        try {
            return (int) VERSION.invokeExact(major, minor);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static boolean archSupported(int arch) {
        try {
            return (boolean) ARCH_SUPPORTED.invokeExact(arch);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int open(int arch, int mode, long result) {
        try {
            return (int) OPEN.invokeExact(arch, mode, result);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int close(long engine) {
        try {
            return (int) CLOSE.invokeExact(engine);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int query(long engine, int type, long result) {
        try {
            return (int) QUERY.invokeExact(engine, type, result);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int errno(long engine) {
        try {
            return (int) ERRNO.invokeExact(engine);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static long strerror(int code) {
        try {
            return (long) STRERROR.invokeExact(code);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int emuStop(long engine) {
        try {
            return (int) EMU_STOP.invokeExact(engine);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int regRead2(long engine, int id, long value, long size) {
        try {
            return (int) REG_READ2.invokeExact(engine, id, value, size);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int regWrite2(long engine, int id, long value, long size) {
        try {
            return (int) REG_WRITE2.invokeExact(engine, id, value, size);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int regReadBatch2(long engine, long ids, long values, long sizes, int count) {
        try {
            return (int) REG_READ_BATCH2.invokeExact(engine, ids, values, sizes, count);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int regWriteBatch2(long engine, long ids, long values, long sizes, int count) {
        try {
            return (int) REG_WRITE_BATCH2.invokeExact(engine, ids, values, sizes, count);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int regRead(long engine, int id, long value) {
        try {
            return (int) REG_READ.invokeExact(engine, id, value);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int memMap(long engine, long address, long size, int permissions) {
        try {
            return (int) MEM_MAP.invokeExact(engine, address, size, permissions);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int memMapPtr(long engine, long address, long size, int permissions, long memory) {
        try {
            return (int) MEM_MAP_PTR.invokeExact(engine, address, size, permissions, memory);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int mmioMap(long engine, long address, long size, long read, long readData, long write,
            long writeData) {
        try {
            return (int) MMIO_MAP.invokeExact(engine, address, size, read, readData, write, writeData);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int memUnmap(long engine, long address, long size) {
        try {
            return (int) MEM_UNMAP.invokeExact(engine, address, size);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int memProtect(long engine, long address, long size, int permissions) {
        try {
            return (int) MEM_PROTECT.invokeExact(engine, address, size, permissions);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int memRegions(long engine, long regions, long count) {
        try {
            return (int) MEM_REGIONS.invokeExact(engine, regions, count);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int free(long memory) {
        try {
            return (int) FREE.invokeExact(memory);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int hookAdd(long engine, long hook, int type, long callback, long userData, long begin, long end) {
        try {
            return (int) HOOK_ADD_PLAIN.invokeExact(engine, hook, type, callback, userData, begin, end);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int hookAddInsn(long engine, long hook, int type, long callback, long userData, long begin,
            long end, int instruction) {
        try {
            return (int) HOOK_ADD_INSN.invokeExact(engine, hook, type, callback, userData, begin, end,
                instruction);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int hookAddTcg(long engine, long hook, int type, long callback, long userData, long begin,
            long end, int opcode, int flags) {
        try {
            return (int) HOOK_ADD_TCG.invokeExact(engine, hook, type, callback, userData, begin, end, opcode,
                flags);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int ctl(long engine, int control) {
        try {
            return (int) CTL_NONE.invokeExact(engine, control);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int ctl(long engine, int control, int argument) {
        try {
            return (int) CTL_INT.invokeExact(engine, control, argument);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int ctl(long engine, int control, long argument) {
        try {
            return (int) CTL_LONG.invokeExact(engine, control, argument);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int contextAlloc(long engine, long result) {
        try {
            return (int) CONTEXT_ALLOC.invokeExact(engine, result);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int contextFree(long context) {
        try {
            return (int) CONTEXT_FREE.invokeExact(context);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static long contextSize(long engine) {
        try {
            return (long) CONTEXT_SIZE.invokeExact(engine);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int contextSave(long engine, long context) {
        try {
            return (int) CONTEXT_SAVE.invokeExact(engine, context);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int contextRestore(long engine, long context) {
        try {
            return (int) CONTEXT_RESTORE.invokeExact(engine, context);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int contextRegRead2(long context, int id, long value, long size) {
        try {
            return (int) CONTEXT_REG_READ2.invokeExact(context, id, value, size);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int contextRegWrite2(long context, int id, long value, long size) {
        try {
            return (int) CONTEXT_REG_WRITE2.invokeExact(context, id, value, size);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int contextRegReadBatch2(long context, long ids, long values, long sizes, int count) {
        try {
            return (int) CONTEXT_REG_READ_BATCH2.invokeExact(context, ids, values, sizes, count);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int contextRegWriteBatch2(long context, long ids, long values, long sizes, int count) {
        try {
            return (int) CONTEXT_REG_WRITE_BATCH2.invokeExact(context, ids, values, sizes, count);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }
}
