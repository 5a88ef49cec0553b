package dev.initlab.capstone;

import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The functions of capstone.h, one method each, with C's names and C's lack of protection.
 *
 * <p>A handle, pointer or length that is wrong here crashes the process; {@link Disassembler} is what keeps
 * them right. Free to share between threads as far as the handles differ.
 */
final class NativeApi {
    private final MethodHandle csVersion;
    private final MethodHandle csSupport;
    private final MethodHandle csOpen;
    private final MethodHandle csClose;
    private final MethodHandle csOption;
    private final MethodHandle csErrno;
    private final MethodHandle csStrerror;
    private final MethodHandle csDisasm;
    private final MethodHandle csFree;
    private final MethodHandle csMalloc;
    private final MethodHandle csDisasmIter;
    private final MethodHandle csRegName;
    private final MethodHandle csInsnName;
    private final MethodHandle csGroupName;
    private final MethodHandle csInsnGroup;
    private final MethodHandle csRegRead;
    private final MethodHandle csRegWrite;
    private final MethodHandle csOpCount;
    private final MethodHandle csOpIndex;
    private final MethodHandle csRegsAccess;

    /** Throws IllegalArgumentException with the missing symbol's name if this is no libcapstone. */
    NativeApi(SymbolLookup library) {
        Linker linker = Linker.nativeLinker();
        Map<Function, MethodHandle> handles = new EnumMap<>(Function.class);
        for (Function function : Function.values()) {
            MemorySegment symbol = library.find(function.symbol()).orElseThrow(
                () -> new IllegalArgumentException("it has no " + function.symbol()));
            handles.put(function, linker.downcallHandle(symbol, function.type()));
        }
        csVersion = bound(handles, Function.CS_VERSION);
        csSupport = bound(handles, Function.CS_SUPPORT);
        csOpen = bound(handles, Function.CS_OPEN);
        csClose = bound(handles, Function.CS_CLOSE);
        csOption = bound(handles, Function.CS_OPTION);
        csErrno = bound(handles, Function.CS_ERRNO);
        csStrerror = bound(handles, Function.CS_STRERROR);
        csDisasm = bound(handles, Function.CS_DISASM);
        csFree = bound(handles, Function.CS_FREE);
        csMalloc = bound(handles, Function.CS_MALLOC);
        csDisasmIter = bound(handles, Function.CS_DISASM_ITER);
        csRegName = bound(handles, Function.CS_REG_NAME);
        csInsnName = bound(handles, Function.CS_INSN_NAME);
        csGroupName = bound(handles, Function.CS_GROUP_NAME);
        csInsnGroup = bound(handles, Function.CS_INSN_GROUP);
        csRegRead = bound(handles, Function.CS_REG_READ);
        csRegWrite = bound(handles, Function.CS_REG_WRITE);
        csOpCount = bound(handles, Function.CS_OP_COUNT);
        csOpIndex = bound(handles, Function.CS_OP_INDEX);
        csRegsAccess = bound(handles, Function.CS_REGS_ACCESS);
    }

    int version() {
        return version(MemorySegment.NULL, MemorySegment.NULL);
    }

    int version(MemorySegment major, MemorySegment minor) {
        try {
            return (int) csVersion.invokeExact(major, minor);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    boolean support(int query) {
        try {
            return (boolean) csSupport.invokeExact(query);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    int open(int arch, int mode, MemorySegment handle) {
        try {
            return (int) csOpen.invokeExact(arch, mode, handle);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    int close(MemorySegment handle) {
        try {
            return (int) csClose.invokeExact(handle);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    int option(long handle, int type, long value) {
        try {
            return (int) csOption.invokeExact(handle, type, value);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    int errno(long handle) {
        try {
            return (int) csErrno.invokeExact(handle);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    Optional<String> strerror(int code) {
        try {
            return string((MemorySegment) csStrerror.invokeExact(code));
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    long disasm(long handle, MemorySegment code, long size, long address, long count, MemorySegment insns) {
        try {
            return (long) csDisasm.invokeExact(handle, code, size, address, count, insns);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    void free(MemorySegment insns, long count) {
        try {
            csFree.invokeExact(insns, count);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    MemorySegment malloc(long handle) {
        try {
            return (MemorySegment) csMalloc.invokeExact(handle);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    boolean disasmIter(long handle, MemorySegment code, MemorySegment size, MemorySegment address,
                       MemorySegment insn) {
        try {
            return (boolean) csDisasmIter.invokeExact(handle, code, size, address, insn);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    Optional<String> regName(long handle, int register) {
        try {
            return string((MemorySegment) csRegName.invokeExact(handle, register));
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    Optional<String> insnName(long handle, int insn) {
        try {
            return string((MemorySegment) csInsnName.invokeExact(handle, insn));
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    Optional<String> groupName(long handle, int group) {
        try {
            return string((MemorySegment) csGroupName.invokeExact(handle, group));
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    boolean insnGroup(long handle, MemorySegment insn, int group) {
        try {
            return (boolean) csInsnGroup.invokeExact(handle, insn, group);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    boolean regRead(long handle, MemorySegment insn, int register) {
        try {
            return (boolean) csRegRead.invokeExact(handle, insn, register);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    boolean regWrite(long handle, MemorySegment insn, int register) {
        try {
            return (boolean) csRegWrite.invokeExact(handle, insn, register);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    int opCount(long handle, MemorySegment insn, int type) {
        try {
            return (int) csOpCount.invokeExact(handle, insn, type);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    int opIndex(long handle, MemorySegment insn, int type, int position) {
        try {
            return (int) csOpIndex.invokeExact(handle, insn, type, position);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    int regsAccess(long handle, MemorySegment insn, MemorySegment reads, MemorySegment readCount,
                   MemorySegment writes, MemorySegment writeCount) {
        try {
            return (int) csRegsAccess.invokeExact(handle, insn, reads, readCount, writes, writeCount);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    private static MethodHandle bound(Map<Function, MethodHandle> handles, Function function) {
        return Optional.ofNullable(handles.get(function)).orElseThrow();
    }

    /** A string of the library's, which it owns: NULL says that it has none. */
    private static Optional<String> string(MemorySegment pointer) {
        if (pointer.address() == 0) {
            return Optional.empty();
        }
        MemorySegment text = pointer.reinterpret(Long.MAX_VALUE);
        return Optional.of(text.getString(0, StandardCharsets.ISO_8859_1));
    }

    /** None of these functions throws: what comes out of a handle is our fault. */
    private static RuntimeException unexpected(Throwable t) {
        if (t instanceof Error error) {
            throw error;
        }
        return t instanceof RuntimeException e ? e : new IllegalStateException(t);
    }
}
