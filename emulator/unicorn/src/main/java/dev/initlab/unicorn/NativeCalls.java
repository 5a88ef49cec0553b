package dev.initlab.unicorn;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.Collections;

import static java.lang.foreign.ValueLayout.ADDRESS;
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

    /**
     * What nearly all functions are called as. Of an {@code int} the conventions of all hosts look at the lower half,
     * and a caller may pass more than is declared: so one shape serves, and each costs a start of the JVM some
     * milliseconds.
     */
    private static final FunctionDescriptor FIVE = longs(5);
    private static final FunctionDescriptor CTL = longs(3);
    private static final FunctionDescriptor HOOK_ADD = longs(9);

    private static final MethodHandle VERSION = link("uc_version", FIVE, CRITICAL);
    private static final MethodHandle ARCH_SUPPORTED = link("uc_arch_supported", FIVE, CRITICAL);
    private static final MethodHandle OPEN = link("uc_open", FIVE);
    private static final MethodHandle CLOSE = link("uc_close", FIVE);
    private static final MethodHandle QUERY = link("uc_query", FIVE);
    private static final MethodHandle ERRNO = link("uc_errno", FIVE, CRITICAL);
    private static final MethodHandle STRERROR = link("uc_strerror", FIVE, CRITICAL);
    private static final MethodHandle EMU_STOP = link("uc_emu_stop", FIVE, CRITICAL);

    private static final MethodHandle REG_READ2 = link("uc_reg_read2", FIVE, CRITICAL);
    private static final MethodHandle REG_WRITE2 = link("uc_reg_write2", FIVE, CRITICAL);
    private static final MethodHandle REG_READ_BATCH2 = link("uc_reg_read_batch2", FIVE, CRITICAL);
    private static final MethodHandle REG_WRITE_BATCH2 = link("uc_reg_write_batch2", FIVE, CRITICAL);

    private static final MethodHandle REG_READ = link("uc_reg_read", FIVE);
    private static final MethodHandle MEM_MAP = link("uc_mem_map", FIVE);
    private static final MethodHandle MEM_MAP_PTR = link("uc_mem_map_ptr", FIVE);
    private static final MethodHandle MMIO_MAP = link("uc_mmio_map", longs(7));
    private static final MethodHandle MEM_UNMAP = link("uc_mem_unmap", FIVE);
    private static final MethodHandle MEM_PROTECT = link("uc_mem_protect", FIVE);
    private static final MethodHandle MEM_REGIONS = link("uc_mem_regions", FIVE);
    private static final MethodHandle FREE = link("uc_free", FIVE);

    private static final MethodHandle HOOK_ADD_ANY = link("uc_hook_add", HOOK_ADD, HOOK_VARIADIC);
    private static final MethodHandle CTL_ANY = link("uc_ctl", CTL, CTL_VARIADIC);

    private static final MethodHandle CONTEXT_ALLOC = link("uc_context_alloc", FIVE);
    private static final MethodHandle CONTEXT_FREE = link("uc_context_free", FIVE);
    private static final MethodHandle CONTEXT_SIZE = link("uc_context_size", FIVE);
    private static final MethodHandle CONTEXT_SAVE = link("uc_context_save", FIVE, CRITICAL);
    private static final MethodHandle CONTEXT_RESTORE = link("uc_context_restore", FIVE);
    private static final MethodHandle CONTEXT_REG_READ2 = link("uc_context_reg_read2", FIVE);
    private static final MethodHandle CONTEXT_REG_WRITE2 = link("uc_context_reg_write2", FIVE);
    private static final MethodHandle CONTEXT_REG_READ_BATCH2 = link("uc_context_reg_read_batch2", FIVE);
    private static final MethodHandle CONTEXT_REG_WRITE_BATCH2 = link("uc_context_reg_write_batch2", FIVE);

    private NativeCalls() {
    }

    private static FunctionDescriptor longs(int arguments) {
        return FunctionDescriptor.of(JAVA_LONG, Collections.nCopies(arguments, JAVA_LONG).toArray(MemoryLayout[]::new));
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
            return (int) (long) VERSION.invokeExact(major, minor, 0L, 0L, 0L);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static boolean archSupported(int arch) {
        try {
            return ((long) ARCH_SUPPORTED.invokeExact((long) arch, 0L, 0L, 0L, 0L) & 0xff) != 0;
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int open(int arch, int mode, long result) {
        try {
            return (int) (long) OPEN.invokeExact((long) arch, (long) mode, result, 0L, 0L);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int close(long engine) {
        try {
            return (int) (long) CLOSE.invokeExact(engine, 0L, 0L, 0L, 0L);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int query(long engine, int type, long result) {
        try {
            return (int) (long) QUERY.invokeExact(engine, (long) type, result, 0L, 0L);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int errno(long engine) {
        try {
            return (int) (long) ERRNO.invokeExact(engine, 0L, 0L, 0L, 0L);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static long strerror(int code) {
        try {
            return (long) STRERROR.invokeExact((long) code, 0L, 0L, 0L, 0L);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int emuStop(long engine) {
        try {
            return (int) (long) EMU_STOP.invokeExact(engine, 0L, 0L, 0L, 0L);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int regRead2(long engine, int id, long value, long size) {
        try {
            return (int) (long) REG_READ2.invokeExact(engine, (long) id, value, size, 0L);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int regWrite2(long engine, int id, long value, long size) {
        try {
            return (int) (long) REG_WRITE2.invokeExact(engine, (long) id, value, size, 0L);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int regReadBatch2(long engine, long ids, long values, long sizes, int count) {
        try {
            return (int) (long) REG_READ_BATCH2.invokeExact(engine, ids, values, sizes, (long) count);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int regWriteBatch2(long engine, long ids, long values, long sizes, int count) {
        try {
            return (int) (long) REG_WRITE_BATCH2.invokeExact(engine, ids, values, sizes, (long) count);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int regRead(long engine, int id, long value) {
        try {
            return (int) (long) REG_READ.invokeExact(engine, (long) id, value, 0L, 0L);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int memMap(long engine, long address, long size, int permissions) {
        try {
            return (int) (long) MEM_MAP.invokeExact(engine, address, size, (long) permissions, 0L);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int memMapPtr(long engine, long address, long size, int permissions, long memory) {
        try {
            return (int) (long) MEM_MAP_PTR.invokeExact(engine, address, size, (long) permissions, memory);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int mmioMap(long engine, long address, long size, long read, long readData, long write,
            long writeData) {
        try {
            return (int) (long) MMIO_MAP.invokeExact(engine, address, size, read, readData, write, writeData);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int memUnmap(long engine, long address, long size) {
        try {
            return (int) (long) MEM_UNMAP.invokeExact(engine, address, size, 0L, 0L);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int memProtect(long engine, long address, long size, int permissions) {
        try {
            return (int) (long) MEM_PROTECT.invokeExact(engine, address, size, (long) permissions, 0L);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int memRegions(long engine, long regions, long count) {
        try {
            return (int) (long) MEM_REGIONS.invokeExact(engine, regions, (long) count, 0L, 0L);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int free(long memory) {
        try {
            return (int) (long) FREE.invokeExact(memory, 0L, 0L, 0L, 0L);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int hookAdd(long engine, long hook, int type, long callback, long userData, long begin, long end) {
        try {
            return (int) (long) HOOK_ADD_ANY.invokeExact(engine, hook, (long) type, callback, userData, begin, end, 0L, 0L);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int hookAddInsn(long engine, long hook, int type, long callback, long userData, long begin,
            long end, int instruction) {
        try {
            return (int) (long) HOOK_ADD_ANY.invokeExact(engine, hook, (long) type, callback, userData, begin, end, (long) instruction, 0L);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int hookAddTcg(long engine, long hook, int type, long callback, long userData, long begin,
            long end, int opcode, int flags) {
        try {
            return (int) (long) HOOK_ADD_ANY.invokeExact(engine, hook, (long) type, callback, userData, begin, end, (long) opcode, (long) flags);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int ctl(long engine, int control) {
        try {
            return (int) (long) CTL_ANY.invokeExact(engine, (long) control, 0L);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int ctl(long engine, int control, int argument) {
        try {
            return (int) (long) CTL_ANY.invokeExact(engine, (long) control, (long) argument);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int ctl(long engine, int control, long argument) {
        try {
            return (int) (long) CTL_ANY.invokeExact(engine, (long) control, argument);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int contextAlloc(long engine, long result) {
        try {
            return (int) (long) CONTEXT_ALLOC.invokeExact(engine, result, 0L, 0L, 0L);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int contextFree(long context) {
        try {
            return (int) (long) CONTEXT_FREE.invokeExact(context, 0L, 0L, 0L, 0L);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static long contextSize(long engine) {
        try {
            return (long) CONTEXT_SIZE.invokeExact(engine, 0L, 0L, 0L, 0L);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int contextSave(long engine, long context) {
        try {
            return (int) (long) CONTEXT_SAVE.invokeExact(engine, context, 0L, 0L, 0L);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int contextRestore(long engine, long context) {
        try {
            return (int) (long) CONTEXT_RESTORE.invokeExact(engine, context, 0L, 0L, 0L);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int contextRegRead2(long context, int id, long value, long size) {
        try {
            return (int) (long) CONTEXT_REG_READ2.invokeExact(context, (long) id, value, size, 0L);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int contextRegWrite2(long context, int id, long value, long size) {
        try {
            return (int) (long) CONTEXT_REG_WRITE2.invokeExact(context, (long) id, value, size, 0L);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int contextRegReadBatch2(long context, long ids, long values, long sizes, int count) {
        try {
            return (int) (long) CONTEXT_REG_READ_BATCH2.invokeExact(context, ids, values, sizes, (long) count);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    static int contextRegWriteBatch2(long context, long ids, long values, long sizes, int count) {
        try {
            return (int) (long) CONTEXT_REG_WRITE_BATCH2.invokeExact(context, ids, values, sizes, (long) count);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }
}
