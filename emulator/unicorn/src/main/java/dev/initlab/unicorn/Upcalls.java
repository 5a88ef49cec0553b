package dev.initlab.unicorn;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

import org.jspecify.annotations.Nullable;

import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

/**
 * The native entry points into Java, one for each signature of callback in {@code unicorn.h}.
 *
 * <p>They live as long as the JVM and serve all engines; the user data that libunicorn passes along is
 * the number of a {@link Registration}. An exception must not leave an upcall (the JVM would exit), so
 * each one catches everything and leaves it with its engine, which stops and throws it again from the
 * call that ran the guest. Until then the engine's other callbacks are passed over.
 */
final class Upcalls {
    static final Entry INTERRUPT = new Entry("interrupt", void.class, JAVA_LONG, JAVA_INT, JAVA_LONG);
    static final Entry INVALID_INSTRUCTION = new Entry("invalidInstruction", boolean.class, JAVA_LONG, JAVA_LONG);
    static final Entry CODE = new Entry("code", void.class, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG);
    static final Entry BLOCK = new Entry("block", void.class, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG);
    static final Entry MEMORY = new Entry("memory", void.class, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG);
    static final Entry INVALID_MEMORY = new Entry("invalidMemory", boolean.class, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG);
    static final Entry INSTRUCTION = new Entry("instruction", void.class, JAVA_LONG, JAVA_LONG);
    static final Entry IN = new Entry("in", int.class, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG);
    static final Entry OUT = new Entry("out", void.class, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);
    static final Entry CPUID = new Entry("cpuid", int.class, JAVA_LONG, JAVA_LONG);
    static final Entry SYSTEM_REGISTER = new Entry("systemRegister", int.class, JAVA_LONG, JAVA_INT, JAVA_LONG,
        JAVA_LONG);
    static final Entry TLB_FILL = new Entry("tlbFill", boolean.class, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG);
    static final Entry EDGE = new Entry("edge", void.class, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    static final Entry TCG_OPCODE = new Entry("tcgOpcode", void.class, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG);
    static final Entry MMIO_READ = new Entry("mmioRead", long.class, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG);
    static final Entry MMIO_WRITE = new Entry("mmioWrite", void.class, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG,
        JAVA_LONG);

    private static final FunctionDescriptor BLOCK_TYPE =
        FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG);

    private Upcalls() {
    }

    /** An entry point, made when it is first needed: each costs a start of the JVM some milliseconds. */
    static final class Entry {
        private final String method;
        private final FunctionDescriptor type;
        private volatile long address;

        private Entry(String method, Class<?> result, MemoryLayout... arguments) {
            this.method = method;
            type = result == void.class ? FunctionDescriptor.ofVoid(arguments)
                : FunctionDescriptor.of(layout(result), arguments);
        }

        long address() {
            if (address == 0) {
                link();
            }
            return address;
        }

        private synchronized void link() {
            if (address != 0) {
                return;
            }
            try {
                MethodHandle target = MethodHandles.lookup().findStatic(Upcalls.class, method, type.toMethodType());
                address = Linker.nativeLinker().upcallStub(target, type, Arena.global()).address();
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    private static MemoryLayout layout(Class<?> type) {
        if (type == boolean.class) {
            return JAVA_BOOLEAN;
        }
        return type == int.class ? JAVA_INT : JAVA_LONG;
    }

    /** A block callback of its own, for native code that has user data of its own. */
    static MemorySegment boundBlock(Registration registration, Arena arena) {
        try {
            MethodHandle target = MethodHandles.lookup().findStatic(Upcalls.class, "boundBlock",
                BLOCK_TYPE.toMethodType().insertParameterTypes(0, Registration.class));
            return Linker.nativeLinker().upcallStub(target.bindTo(registration), BLOCK_TYPE, arena);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** The callback of a live registration whose engine has not failed. */
    private static @Nullable Object callback(Registration registration) {
        return registration.engine.hasFailed() ? null : registration.callback();
    }

    private static void interrupt(long uc, int number, long data) {
        Registration at = Registration.at(data);
        try {
            if (callback(at) instanceof InterruptHook hook) {
                hook.interrupt(at.engine, number);
            }
        } catch (Throwable thrown) {
            at.engine.fail(thrown);
        }
    }

    private static boolean invalidInstruction(long uc, long data) {
        Registration at = Registration.at(data);
        try {
            return callback(at) instanceof InvalidInstructionHook hook && hook.invalid(at.engine);
        } catch (Throwable thrown) {
            at.engine.fail(thrown);
            return false;
        }
    }

    private static void code(long uc, long address, int size, long data) {
        Registration at = Registration.at(data);
        try {
            if (callback(at) instanceof CodeHook hook) {
                hook.instruction(at.engine, address, size);
            }
        } catch (Throwable thrown) {
            at.engine.fail(thrown);
        }
    }

    private static void block(long uc, long address, int size, long data) {
        boundBlock(Registration.at(data), uc, address, size, data);
    }

    private static void boundBlock(Registration at, long uc, long address, int size, long data) {
        try {
            if (callback(at) instanceof BlockHook hook) {
                hook.block(at.engine, address, size);
            }
        } catch (Throwable thrown) {
            at.engine.fail(thrown);
        }
    }

    private static void memory(long uc, int access, long address, int size, long value, long data) {
        Registration at = Registration.at(data);
        try {
            if (callback(at) instanceof MemoryHook hook) {
                hook.access(at.engine, MemoryAccess.of(access), address, size, value);
            }
        } catch (Throwable thrown) {
            at.engine.fail(thrown);
        }
    }

    private static boolean invalidMemory(long uc, int access, long address, int size, long value, long data) {
        Registration at = Registration.at(data);
        try {
            return callback(at) instanceof InvalidMemoryHook hook
                && hook.access(at.engine, MemoryAccess.of(access), address, size, value);
        } catch (Throwable thrown) {
            at.engine.fail(thrown);
            return false;
        }
    }

    private static void instruction(long uc, long data) {
        Registration at = Registration.at(data);
        try {
            if (callback(at) instanceof InstructionHook hook) {
                hook.instruction(at.engine);
            }
        } catch (Throwable thrown) {
            at.engine.fail(thrown);
        }
    }

    private static int in(long uc, int port, int size, long data) {
        Registration at = Registration.at(data);
        try {
            return callback(at) instanceof InHook hook ? (int) hook.in(at.engine, port, size) : 0;
        } catch (Throwable thrown) {
            at.engine.fail(thrown);
            return 0;
        }
    }

    private static void out(long uc, int port, int size, int value, long data) {
        Registration at = Registration.at(data);
        try {
            if (callback(at) instanceof OutHook hook) {
                hook.out(at.engine, port, size, Integer.toUnsignedLong(value));
            }
        } catch (Throwable thrown) {
            at.engine.fail(thrown);
        }
    }

    private static int cpuid(long uc, long data) {
        Registration at = Registration.at(data);
        try {
            return callback(at) instanceof CpuidHook hook && hook.cpuid(at.engine) ? 1 : 0;
        } catch (Throwable thrown) {
            at.engine.fail(thrown);
            return 0;
        }
    }

    private static int systemRegister(long uc, int register, long systemRegister, long data) {
        Registration at = Registration.at(data);
        try {
            return callback(at) instanceof SystemRegisterHook hook && hook.access(at.engine, register,
                CpRegStructs.readArm64(NativeCalls.ALL_MEMORY, systemRegister),
                CpRegStructs.arm64Value(NativeCalls.ALL_MEMORY, systemRegister)) ? 1 : 0;
        } catch (Throwable thrown) {
            at.engine.fail(thrown);
            return 0;
        }
    }

    private static boolean tlbFill(long uc, long address, int access, long entry, long data) {
        Registration at = Registration.at(data);
        try {
            MemoryAccess kind = MemoryAccess.of(access);
            long before = at.tlbResult.moveTo(entry);
            boolean granted = false;
            try {
                at.tlbResult.permissions(Permission.NONE);
                granted = callback(at) instanceof TlbFillHook hook
                    && hook.fill(at.engine, address, kind, at.tlbResult);
            } catch (Throwable thrown) {
                at.engine.fail(thrown);
            }
            granted = at.engine.coverRefusal(granted, kind, at);
            at.tlbResult.moveTo(before);
            return granted;
        } catch (Throwable thrown) {
            at.engine.fail(thrown);
            return false;
        }
    }

    private static void edge(long uc, long current, long previous, long data) {
        Registration at = Registration.at(data);
        try {
            if (callback(at) instanceof EdgeHook hook) {
                hook.edge(at.engine, translatedBlock(current), translatedBlock(previous));
            }
        } catch (Throwable thrown) {
            at.engine.fail(thrown);
        }
    }

    /** Reads a {@code struct uc_tb}. */
    static TranslatedBlock translatedBlock(long address) {
        return new TranslatedBlock(NativeCalls.ALL_MEMORY.get(JAVA_LONG, address),
            Short.toUnsignedInt(NativeCalls.ALL_MEMORY.get(JAVA_SHORT, address + 8)),
            Short.toUnsignedInt(NativeCalls.ALL_MEMORY.get(JAVA_SHORT, address + 10)));
    }

    private static void tcgOpcode(long uc, long address, long first, long second, int size, long data) {
        Registration at = Registration.at(data);
        try {
            if (callback(at) instanceof TcgOpcodeHook hook) {
                hook.operation(at.engine, address, first, second, size);
            }
        } catch (Throwable thrown) {
            at.engine.fail(thrown);
        }
    }

    private static long mmioRead(long uc, long offset, int size, long data) {
        Registration at = Registration.at(data);
        try {
            return callback(at) instanceof Device device ? device.read(offset, size) : 0;
        } catch (Throwable thrown) {
            at.engine.fail(thrown);
            return 0;
        }
    }

    private static void mmioWrite(long uc, long offset, int size, long value, long data) {
        Registration at = Registration.at(data);
        try {
            if (callback(at) instanceof Device device) {
                device.write(offset, size, value);
            }
        } catch (Throwable thrown) {
            at.engine.fail(thrown);
        }
    }

    /** The two halves of a device, which tell the engine that one of them runs. */
    record Device(Core core, MmioRead reader, MmioWrite writer) {
        long read(long offset, int size) {
            core.deviceCallbacks++;
            try {
                return reader.read(offset, size);
            } finally {
                core.deviceCallbacks--;
            }
        }

        void write(long offset, int size, long value) {
            core.deviceCallbacks++;
            try {
                writer.write(offset, size, value);
            } finally {
                core.deviceCallbacks--;
            }
        }
    }
}
