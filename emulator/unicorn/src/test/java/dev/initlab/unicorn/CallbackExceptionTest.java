package dev.initlab.unicorn;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Set;
import java.util.function.BiConsumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** What a callback of any kind throws ends the run and comes out of it; the engine goes on afterwards. */
@ExtendWith(NoEngineLeft.class)
class CallbackExceptionTest {
    /** Every kind of callback, with a guest that makes it fire. */
    enum Kind {
        INTERRUPT(Arch.X86, (uc, boom) -> uc.onInterrupt((e, number) -> fail(boom)), 0xcd, 0x80, 0x90),
        INVALID_INSTRUCTION(Arch.X86, (uc, boom) -> uc.onInvalidInstruction(e -> fail(boom)), 0x0f, 0x0b),
        CODE(Arch.X86, (uc, boom) -> uc.onCode(1, 0, (e, address, size) -> fail(boom)), 0x90, 0x90),
        BLOCK(Arch.X86, (uc, boom) -> uc.onBlock(1, 0, (e, address, size) -> fail(boom)), 0x90, 0x90),
        READ(Arch.X86,
            (uc, boom) -> uc.onMemory(Set.of(HookType.MEM_READ), 1, 0, (e, a, b, c, d) -> fail(boom)),
            0x8b, 0x04, 0x25, 0, 0x80, 0, 0),
        READ_AFTER(Arch.X86,
            (uc, boom) -> uc.onMemory(Set.of(HookType.MEM_READ_AFTER), 1, 0, (e, a, b, c, d) -> fail(boom)),
            0x8b, 0x04, 0x25, 0, 0x80, 0, 0),
        WRITE(Arch.X86,
            (uc, boom) -> uc.onMemory(Set.of(HookType.MEM_WRITE), 1, 0, (e, a, b, c, d) -> fail(boom)),
            0x89, 0x04, 0x25, 0, 0x80, 0, 0),
        INVALID_MEMORY(Arch.X86,
            (uc, boom) -> uc.onInvalidMemory(HookType.MEM_INVALID, (e, a, b, c, d) -> fail(boom)),
            0x8b, 0x04, 0x25, 0, 0, 0, 0x70),
        SYSCALL(Arch.X86, (uc, boom) -> uc.onSyscall(e -> fail(boom)), 0x0f, 0x05),
        IN(Arch.X86, (uc, boom) -> uc.onIn((e, port, size) -> fail(boom) ? 1 : 0), 0xe4, 0x60),
        OUT(Arch.X86, (uc, boom) -> uc.onOut((e, port, size, value) -> fail(boom)), 0xe6, 0x60),
        CPUID(Arch.X86, (uc, boom) -> uc.onCpuid(e -> fail(boom)), 0x0f, 0xa2),
        MMIO_READ(Arch.X86, (uc, boom) -> uc.mmio(0x20000, 0x1000, (offset, size) -> fail(boom) ? 1 : 0,
            (offset, size, value) -> { }), 0x8b, 0x04, 0x25, 0, 0, 2, 0),
        MMIO_WRITE(Arch.X86, (uc, boom) -> uc.mmio(0x20000, 0x1000, (offset, size) -> 0,
            (offset, size, value) -> fail(boom)), 0x89, 0x04, 0x25, 0, 0, 2, 0),
        TLB_FILL(Arch.X86, (uc, boom) -> {
            uc.tlbMode(TlbMode.VIRTUAL);
            uc.onTlbFill((e, address, access, result) -> fail(boom));
        }, 0x90),
        EDGE(Arch.X86, (uc, boom) -> uc.onEdgeGenerated(1, 0, (e, current, previous) -> fail(boom)),
            0xeb, 0, 0x90),
        TCG(Arch.X86, (uc, boom) -> uc.onTcgOpcode(TcgOpcode.SUB, TcgOpcode.FLAG_CMP, 1, 0,
            (e, address, first, second, size) -> fail(boom)), 0x48, 0x39, 0xd8),
        BLOCK_UPCALL(Arch.X86, (uc, boom) -> uc.nativeBlock(uc.blockUpcall((e, address, size) -> fail(boom)),
            MemorySegment.NULL, 1, 0), 0x90, 0x90),
        MRS(Arch.ARM64, (uc, boom) -> uc.onMrs((e, register, reg, value) -> fail(boom)), 0xd5380003);

        private final Arch arch;
        private final BiConsumer<Engine, Throwable> install;
        private final int[] code;

        Kind(Arch arch, BiConsumer<Engine, Throwable> install, int... code) {
            this.arch = arch;
            this.install = install;
            this.code = code;
        }

        Engine open() {
            return arch == Arch.X86 ? Guest.x86(code) : Guest.arm64(code);
        }

        long length() {
            return arch == Arch.X86 ? code.length : 4L * code.length;
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> boolean fail(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void runThrowsWhatTheCallbackThrew(Kind kind) {
        RuntimeException boom = new RuntimeException("boom");
        try (Engine engine = kind.open()) {
            kind.install.accept(engine, boom);
            assertThat(catchThrowable(() -> Guest.run(engine, kind.length()))).isSameAs(boom);
            assertThat(catchThrowable(() -> engine.start(Guest.CODE, Guest.CODE + kind.length(), 0, 0)))
                .isSameAs(boom);
            assertThat(boom.getSuppressed()).isEmpty();
        }
    }

    @Test
    void errorsComeOutAsTheyAreAndCheckedExceptionsWrapped() {
        Error error = new StackOverflowError();
        IOException checked = new IOException("disk");
        try (Engine engine = Guest.x86(0xcd, 0x80, 0x90)) {
            Hook hook = engine.onInterrupt((uc, number) -> fail(error));
            assertThat(catchThrowable(() -> Guest.run(engine, 3))).isSameAs(error);
            hook.close();
            engine.onInterrupt((uc, number) -> fail(checked));
            assertThat(catchThrowable(() -> Guest.run(engine, 3)))
                .isInstanceOf(UndeclaredThrowableException.class).hasCause(checked);
        }
    }

    @Test
    void theEngineStopsAndOtherCallbacksArePassedOver() {
        int[] calls = {0};
        try (Engine engine = Guest.x86(0xcd, 0x80, 0xcd, 0x80, 0x90)) {
            engine.onInterrupt((uc, number) -> {
                throw new IllegalArgumentException("first");
            });
            engine.onInterrupt((uc, number) -> calls[0]++);
            assertThat(catchThrowable(() -> Guest.run(engine, 5))).hasMessage("first");
            assertThat(calls[0]).isZero();
        }
    }

    @Test
    void theEngineGoesOnAfterwards() {
        boolean[] broken = {true};
        try (Engine engine = Guest.x86(0xcd, 0x80, 0xff, 0xc0)) {
            engine.onInterrupt((uc, number) -> {
                if (broken[0]) {
                    throw new IllegalStateException();
                }
            });
            assertThat(catchThrowable(() -> Guest.run(engine, 4))).isInstanceOf(IllegalStateException.class);
            broken[0] = false;
            assertThat(Guest.run(engine, 4)).isEqualTo(ErrorCode.OK);
            assertThat(engine.register(X86.REG_EAX)).isEqualTo(1);
        }
    }

    @Test
    void anInnerFailureMayBeCaughtByTheOuterCallback() {
        RuntimeException inner = new RuntimeException("inner");
        try (Engine engine = Guest.x86(0xcd, 0x80, 0xff, 0xc0, 0x0f, 0xa2)) {
            engine.onCpuid(uc -> fail(inner));
            engine.onInterrupt((uc, number) -> {
                long back = uc.register(X86.REG_RIP);
                assertThat(catchThrowable(() -> uc.run(Guest.CODE + 4, Guest.CODE + 6, 0, 0)))
                    .isSameAs(inner);
                uc.register(X86.REG_RIP, back);
            });
            engine.run(Guest.CODE, Guest.CODE + 4, 0, 0);
        }
    }

    @Test
    void aDeviceReadFromACallbackFailsThere() {
        RuntimeException broken = new RuntimeException("device");
        try (Engine engine = Guest.x86(0xcd, 0x80, 0xff, 0xc0)) {
            engine.mmio(0x20000, 0x1000, (offset, size) -> fail(broken) ? 1 : 0,
                (offset, size, value) -> { });
            engine.onInterrupt((uc, number) ->
                assertThat(catchThrowable(() -> Guest.readLong(uc, 0x20000))).isSameAs(broken));
            assertThat(Guest.run(engine, 4)).isEqualTo(ErrorCode.OK);
            assertThat(engine.register(X86.REG_EAX)).as("the run went on").isEqualTo(1);
            assertThat(catchThrowable(() -> Guest.readLong(engine, 0x20000))).isSameAs(broken);
        }
    }
}
