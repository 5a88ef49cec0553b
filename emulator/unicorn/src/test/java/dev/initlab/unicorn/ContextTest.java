package dev.initlab.unicorn;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(NoEngineLeft.class)
class ContextTest {
    private static final int[] IDS = {X86.REG_RAX, X86.REG_RIP, X86.REG_EBX};

    @Test
    void savesAndRestores() {
        try (Engine engine = Guest.x86(0xff, 0xc0); Context context = engine.newContext()) {
            engine.register(X86.REG_RAX, 5);
            context.save();
            Guest.run(engine, 2);
            assertThat(engine.register(X86.REG_RAX)).isEqualTo(6);
            context.restore();
            assertThat(engine.register(X86.REG_RAX)).isEqualTo(5);
        }
    }

    @Test
    void registersOfTheSavedState() {
        try (Engine engine = Guest.x86(); Context context = engine.newContext()) {
            engine.setRegisters(IDS, new long[] {-2, 0x4000, 7});
            context.save();
            long[] values = new long[3];
            context.registers(IDS, values);
            assertThat(values).containsExactly(-2, 0x4000, 7);
            context.register(X86.REG_RAX, 99);
            context.setRegisters(new int[] {X86.REG_RIP, X86.REG_RFLAGS}, new long[] {0x5000, 0x46});
            assertThat(context.register(X86.REG_AX)).isEqualTo(99);
            assertThat(engine.register(X86.REG_RAX)).as("the engine is not touched").isEqualTo(-2);
            context.restore();
            assertThat(engine.register(X86.REG_RAX)).isEqualTo(99);
            assertThat(engine.register(X86.REG_RIP)).isEqualTo(0x5000);
            assertThat(engine.register(X86.REG_RFLAGS) & 0x44).isEqualTo(0x44);
        }
    }

    @Test
    void theBytesCanBePatched() {
        try (Engine engine = Guest.x86(); Context context = engine.newContext()) {
            engine.register(X86.REG_RAX, 0x5ca1ab1e0ddba11L);
            engine.register(X86.REG_RCX, 0x0c0ffee0badf00dL);
            context.save();
            MemorySegment bytes = context.bytes();
            long rax = -1;
            for (long at = 0; at + 16 <= bytes.byteSize() && rax < 0; at += 4) {
                if (bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, at) == 0x5ca1ab1e0ddba11L
                    && bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, at + 8) == 0x0c0ffee0badf00dL) {
                    rax = at;
                }
            }
            assertThat(rax).isPositive();
            bytes.set(ValueLayout.JAVA_LONG_UNALIGNED, rax, 1234);
            context.restore();
            assertThat(engine.register(X86.REG_RAX)).isEqualTo(1234);
        }
    }

    @Test
    void aSpoiltHeaderDoesNoHarm() {
        try (Engine engine = Guest.x86(); Context context = engine.newContext()) {
            engine.register(X86.REG_RAX, 5);
            context.save();
            context.bytes().asSlice(0, 16).fill((byte) 0x77);
            engine.register(X86.REG_RAX, 6);
            assertThat(context.register(X86.REG_RAX)).isEqualTo(5);
            context.restore();
            assertThat(engine.register(X86.REG_RAX)).isEqualTo(5);
        }
    }

    @Test
    void goesIntoASecondEngineOfTheSameKind() {
        try (Engine one = Guest.x86(); Engine two = Guest.x86(); Engine other = Guest.arm64();
                Context context = one.newContext()) {
            one.register(X86.REG_R15, 0xabc);
            context.save();
            context.restoreInto(two);
            assertThat(two.register(X86.REG_R15)).isEqualTo(0xabc);
            assertThatThrownBy(() -> context.restoreInto(other)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void registersOutOfItsReachAreRefused() {
        try (Engine x86 = Guest.x86(); Engine arm64 = Guest.arm64(); Engine arm = Guest.arm()) {
            Context ofX86 = saved(x86);
            Context ofArm64 = saved(arm64);
            Context ofArm = saved(arm);
            // libunicorn crashes on each of these.
            assertThatThrownBy(() -> ofX86.register(X86.REG_CR0, 1))
                .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> ofX86.register(X86.REG_CR4, -1))
                .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> ofX86.register(X86.REG_FS, 8))
                .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> ofArm64.register(Arm64.REG_FPCR))
                .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> ofArm64.registers(new int[] {Arm64.REG_FPSR}, new long[1]))
                .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> ofArm.register(Arm.REG_FPSCR))
                .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> ofArm.setRegisters(new int[] {Arm.REG_PC}, new long[1]))
                .isInstanceOf(IllegalArgumentException.class);
            assertThat(ofX86.register(X86.REG_CR0)).isEqualTo(x86.register(X86.REG_CR0));
            assertThat(ofArm.register(Arm.REG_CPSR)).isEqualTo(arm.register(Arm.REG_CPSR));
            assertThatThrownBy(() -> ofX86.register(X86.REG_XMM0)).isInstanceOf(UnicornException.class);
            assertThatThrownBy(() -> ofX86.register(9999, 1)).isInstanceOf(UnicornException.class);
        }
    }

    private static Context saved(Engine engine) {
        Context context = engine.newContext();
        context.save();
        return context;
    }

    @Test
    void misuseIsAnException() {
        Engine engine = Guest.x86();
        Context context = engine.newContext();
        assertThatThrownBy(context::restore).isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("saved");
        assertThatThrownBy(() -> context.register(X86.REG_RAX)).isInstanceOf(IllegalStateException.class);
        MemorySegment bytes = context.bytes();
        context.close();
        context.close();
        assertThatThrownBy(context::save).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> bytes.get(ValueLayout.JAVA_BYTE, 0))
            .isInstanceOf(IllegalStateException.class);
        Context forgotten = engine.newContext();
        engine.close();
        assertThatThrownBy(forgotten::save).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> forgotten.bytes().get(ValueLayout.JAVA_BYTE, 0))
            .isInstanceOf(IllegalStateException.class);
        forgotten.close();
    }

    @Test
    void theUnsizedFunctionsAgree() {
        try (Engine engine = Guest.x86(); Context context = engine.newContext();
                Arena arena = Arena.ofConfined()) {
            engine.register(X86.REG_RBX, 0x1111);
            context.save();
            long bytes = context.bytes().address();
            MemorySegment value = arena.allocateFrom(ValueLayout.JAVA_LONG, 0);
            MemorySegment ids = arena.allocateFrom(ValueLayout.JAVA_INT, X86.REG_RBX);
            MemorySegment pointers = arena.allocateFrom(ValueLayout.JAVA_LONG, value.address());
            assertThat(UnsizedCalls.contextRegRead(bytes, X86.REG_RBX, value.address())).isZero();
            assertThat(value.get(ValueLayout.JAVA_LONG, 0)).isEqualTo(0x1111);
            value.set(ValueLayout.JAVA_LONG, 0, 0x2222);
            assertThat(UnsizedCalls.contextRegWrite(bytes, X86.REG_RBX, value.address())).isZero();
            assertThat(context.register(X86.REG_RBX)).isEqualTo(0x2222);
            value.set(ValueLayout.JAVA_LONG, 0, 0x3333);
            assertThat(UnsizedCalls.contextRegWriteBatch(bytes, ids.address(), pointers.address(), 1))
                .isZero();
            value.set(ValueLayout.JAVA_LONG, 0, 0);
            assertThat(UnsizedCalls.contextRegReadBatch(bytes, ids.address(), pointers.address(), 1))
                .isZero();
            assertThat(value.get(ValueLayout.JAVA_LONG, 0)).isEqualTo(0x3333);
        }
    }
}
