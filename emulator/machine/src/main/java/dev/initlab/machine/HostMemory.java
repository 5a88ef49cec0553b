package dev.initlab.machine;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Pages of host memory straight from {@code mmap}.
 *
 * <p>{@code Arena.allocate} zeroes eagerly, 39 ms for 64 MiB; anonymous pages are zero when touched.
 * The segment is valid until {@link #close()}; the owner closes it after the engine that maps it.
 */
public final class HostMemory implements AutoCloseable {
    private static final int PROT_READ = 1;
    private static final int PROT_WRITE = 2;
    private static final int PROT_EXEC = 4;
    private static final int MAP_PRIVATE = 2;
    private static final int MAP_FIXED = 0x10;
    private static final int MAP_ANONYMOUS = isMac() ? 0x1000 : 0x20;
    private static final int MAP_NORESERVE = isMac() ? 0x40 : 0x4000;

    private static final Linker LINKER = Linker.nativeLinker();
    /** Of an {@code int} the callee looks at the lower half; one shape costs a start of the JVM less than three. */
    private static final FunctionDescriptor SIX = FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG);
    private static final MethodHandle MMAP = handle("mmap");
    private static final MethodHandle MPROTECT = handle("mprotect");
    private static final MethodHandle MUNMAP = handle("munmap");

    private final Arena arena = Arena.ofShared();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final MemorySegment segment;

    private HostMemory(long bytes) {
        MemorySegment mapped = mmap(MemorySegment.NULL, bytes, 0);
        segment = mapped.reinterpret(bytes, arena, raw -> munmap(raw, bytes));
    }

    /**
     * Zeroed pages, readable and writable.
     *
     * @param bytes size, a multiple of the host's page size
     * @throws OutOfMemoryError if the host refuses
     */
    public static HostMemory allocate(long bytes) {
        return new HostMemory(bytes);
    }

    /** A page of machine code for the host: readable and executable, never writable again. */
    static HostMemory executable(byte[] code) {
        HostMemory memory = new HostMemory(4096);
        MemorySegment.copy(MemorySegment.ofArray(code), 0, memory.segment, 0, code.length);
        memory.protect(PROT_READ | PROT_EXEC);
        return memory;
    }

    /** The whole memory; page aligned, shared between threads. */
    public MemorySegment segment() {
        return segment;
    }

    /** Gives the pages back to the host: all bytes are zero again. */
    void clear() {
        mmap(segment, segment.byteSize(), MAP_FIXED);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            arena.close();
        }
    }

    private void protect(int protection) {
        try {
            long result = (long) MPROTECT.invokeExact(segment.address(), segment.byteSize(), (long) protection, 0L, 0L, 0L);
            if ((int) result != 0) {
                throw new IllegalStateException("mprotect refused " + segment.byteSize() + " bytes");
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static MemorySegment mmap(MemorySegment where, long bytes, int flags) {
        try {
            long address = (long) MMAP.invokeExact(where.address(), bytes, (long) (PROT_READ | PROT_WRITE),
                    (long) (flags | MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE), -1L, 0L);
            if (address == -1) {
                throw new OutOfMemoryError("the host has no " + bytes + " bytes for the guest's memory");
            }
            return MemorySegment.ofAddress(address);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static void munmap(MemorySegment segment, long bytes) {
        try {
            long ignored = (long) MUNMAP.invokeExact(segment.address(), bytes, 0L, 0L, 0L, 0L);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static MethodHandle handle(String name) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), SIX);
    }

    private static boolean isMac() {
        return System.getProperty("os.name", "").startsWith("Mac");
    }
}
