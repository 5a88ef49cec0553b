package dev.initlab.unicorn;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(NoEngineLeft.class)
class RegisterTest {
    @Test
    void narrowRegistersAreZeroExtended() {
        try (Engine engine = Engine.open(Arch.X86, Mode.MODE_64)) {
            engine.register(X86.REG_RAX, 0x1122334455667788L);
            assertThat(engine.register(X86.REG_RAX)).isEqualTo(0x1122334455667788L);
            assertThat(engine.register(X86.REG_EAX)).isEqualTo(0x55667788);
            assertThat(engine.register(X86.REG_AX)).isEqualTo(0x7788);
            assertThat(engine.register(X86.REG_AL)).isEqualTo(0x88);
            assertThat(engine.register(X86.REG_AH)).isEqualTo(0x77);
        }
    }

    @Test
    void narrowWritesTakeTheLowBits() {
        try (Engine engine = Engine.open(Arch.X86, Mode.MODE_64)) {
            engine.register(X86.REG_RBX, -1);
            engine.register(X86.REG_BL, 0x1234);
            assertThat(engine.register(X86.REG_RBX)).isEqualTo(0xffffffffffffff34L);
            engine.register(X86.REG_BX, 0x56789abcL);
            assertThat(engine.register(X86.REG_RBX)).isEqualTo(0xffffffffffff9abcL);
        }
    }

    @Test
    void modesOf16And32BitsHaveTheirRegisters() {
        try (Engine real = Engine.open(Arch.X86, Mode.MODE_16);
                Engine arm = Engine.open(Arch.ARM, Mode.MODE_ARM)) {
            real.register(X86.REG_CX, 0xfedcba98L);
            real.register(X86.REG_DS, 0x40);
            assertThat(real.register(X86.REG_CX)).isEqualTo(0xba98);
            assertThat(real.register(X86.REG_DS)).isEqualTo(0x40);
            arm.register(Arm.REG_R7, 0xffffffff_80000001L);
            assertThat(arm.register(Arm.REG_R7)).isEqualTo(0x80000001L);
        }
    }

    @Test
    void batchesOfAnyLengthRoundTrip() {
        int[] ids = IntStream.range(0, 150).map(i -> Arm64.REG_X0 + i % 28).toArray();
        long[] values = IntStream.range(0, 150).mapToLong(i -> 0x100000001L * (i % 28)).toArray();
        try (Engine engine = Engine.open(Arch.ARM64, Mode.MODE_ARM)) {
            engine.setRegisters(ids, values);
            assertThat(engine.register(Arm64.REG_X5)).isEqualTo(0x500000005L);
            long[] read = new long[150];
            engine.registers(ids, read);
            assertThat(read).isEqualTo(values);
        }
    }

    @Test
    void batchesZeroExtendToo() {
        try (Engine engine = Engine.open(Arch.X86, Mode.MODE_64)) {
            engine.register(X86.REG_RDX, -1);
            long[] values = {-1, -1};
            engine.registers(new int[] {X86.REG_DX, X86.REG_DL}, values);
            assertThat(values).containsExactly(0xffff, 0xff);
        }
    }

    @Test
    void batchesIncludeSegmentRegisters() {
        try (Engine engine = Engine.open(Arch.X86, Mode.MODE_64)) {
            engine.setRegisters(new int[] {X86.REG_RSI, X86.REG_CS, X86.REG_RDI}, new long[] {5, 0x33, 6});
            assertThat(engine.register(X86.REG_CS)).isEqualTo(0x33);
            assertThat(engine.register(X86.REG_RDI)).isEqualTo(6);
        }
    }

    @Test
    void wideRegistersGoThroughSegments() {
        try (Engine engine = Engine.open(Arch.X86, Mode.MODE_64); Arena arena = Arena.ofConfined()) {
            MemorySegment in = arena.allocateFrom(ValueLayout.JAVA_LONG, 0x0123456789abcdefL, -2);
            engine.writeRegister(X86.REG_XMM3, in);
            MemorySegment out = MemorySegment.ofArray(new byte[64]);
            assertThat(engine.readRegister(X86.REG_XMM3, out)).isEqualTo(16);
            assertThat(out.asSlice(0, 16).mismatch(in)).isEqualTo(-1);
        }
    }

    @Test
    void descriptorTableRegistersAreStructs() {
        try (Engine engine = Engine.open(Arch.X86, Mode.MODE_64); Arena arena = Arena.ofConfined()) {
            MemorySegment gdtr = arena.allocate(24, 8);
            gdtr.set(ValueLayout.JAVA_LONG, 8, 0xffffffff81000000L);
            gdtr.set(ValueLayout.JAVA_INT, 16, 0x7f);
            engine.writeRegister(X86.REG_GDTR, gdtr);
            MemorySegment read = arena.allocate(24, 8);
            engine.readRegister(X86.REG_GDTR, read);
            assertThat(read.get(ValueLayout.JAVA_LONG, 8)).isEqualTo(0xffffffff81000000L);
            assertThat(read.get(ValueLayout.JAVA_INT, 16)).isEqualTo(0x7f);
        }
    }

    @Test
    void aTooSmallBufferIsRefused() {
        try (Engine engine = Engine.open(Arch.X86, Mode.MODE_64)) {
            assertThatThrownBy(() -> engine.register(X86.REG_XMM0)).isInstanceOf(UnicornException.class)
                .extracting("code").isEqualTo(ErrorCode.OVERFLOW);
            assertThatThrownBy(() -> engine.readRegister(X86.REG_RAX, MemorySegment.ofArray(new byte[4])))
                .extracting("code").isEqualTo(ErrorCode.OVERFLOW);
            assertThatThrownBy(() -> engine.writeRegister(X86.REG_YMM1, MemorySegment.ofArray(new byte[16])))
                .extracting("code").isEqualTo(ErrorCode.OVERFLOW);
            assertThatThrownBy(() -> engine.registers(new int[2], new long[1]))
                .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> engine.setRegisters(new int[2], new long[1]))
                .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void unknownRegistersAreErrors() {
        try (Engine engine = Engine.open(Arch.ARM64, Mode.MODE_ARM)) {
            assertThatThrownBy(() -> engine.register(9999)).isInstanceOf(UnicornException.class);
            assertThatThrownBy(() -> engine.register(-1, 0)).isInstanceOf(UnicornException.class);
            assertThatThrownBy(() -> engine.registers(new int[] {9999}, new long[1]))
                .isInstanceOf(UnicornException.class);
            assertThatThrownBy(() -> engine.setRegisters(new int[] {9999}, new long[1]))
                .isInstanceOf(UnicornException.class);
        }
    }

    @Test
    void modelSpecificRegisters() {
        int lstar = 0xc0000082;
        try (Engine engine = Engine.open(Arch.X86, Mode.MODE_64)) {
            engine.msr(lstar, 0xffffffff81800000L);
            assertThat(engine.msr(lstar)).isEqualTo(0xffffffff81800000L);
            assertThatThrownBy(() -> engine.coprocessor64(new Arm64CpReg(3, 0, 1, 0, 0)))
                .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void systemRegistersOfArm64() {
        Arm64CpReg midr = new Arm64CpReg(3, 0, 0, 0, 0);
        Arm64CpReg vbar = new Arm64CpReg(3, 0, 12, 0, 0);
        try (Engine engine = Engine.open(Arch.ARM64, Mode.MODE_ARM)) {
            assertThat(engine.coprocessor64(midr)).isEqualTo(0x410fd083L); // Cortex-A72
            engine.coprocessor64(vbar, 0xffff800008010000L);
            assertThat(engine.coprocessor64(vbar)).isEqualTo(0xffff800008010000L);
            assertThat(engine.register(Arm64.REG_VBAR_EL1)).isEqualTo(0xffff800008010000L);
            assertThatThrownBy(() -> engine.coprocessor64(new Arm64CpReg(3, 7, 15, 15, 7)))
                .isInstanceOf(UnicornException.class);
            assertThatThrownBy(() -> engine.msr(0x1b)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void coprocessorRegistersOfArm() {
        ArmCpReg domains = new ArmCpReg(15, 0, 3, 0, 0);
        try (Engine engine = Engine.open(Arch.ARM, Mode.MODE_ARM)) {
            engine.coprocessor(domains, 0x55555555);
            assertThat(engine.coprocessor(domains)).isEqualTo(0x55555555);
            assertThatThrownBy(() -> engine.coprocessor(new ArmCpReg(13, 7, 15, 15, 7)))
                .isInstanceOf(UnicornException.class);
        }
    }

    @Test
    void operationsHaveNoValueToRead() {
        try (Engine engine = Engine.open(Arch.ARM64, Mode.MODE_ARM);
                Engine arm = Engine.open(Arch.ARM, Mode.MODE_ARM)) {
            Arm64CpReg tlbiVmalle1 = new Arm64CpReg(1, 0, 8, 7, 0);
            ArmCpReg tlbiall = new ArmCpReg(15, 0, 8, 7, 0);
            engine.coprocessor64(tlbiVmalle1, 0);
            arm.coprocessor(tlbiall, 0);
            // libunicorn ends the process by an assertion there.
            assertThatThrownBy(() -> engine.coprocessor64(tlbiVmalle1))
                .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> arm.coprocessor(tlbiall)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> engine.coprocessor64(new Arm64CpReg(3, 0, 4, 2, 2)))
                .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> arm.coprocessor(new ArmCpReg(14, 0, 1, 0, 4)))
                .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> engine.readRegister(Arm64.REG_CP_REG,
                MemorySegment.ofArray(new byte[32])))
                .isInstanceOf(IllegalArgumentException.class);
            assertThat(arm.coprocessor(new ArmCpReg(15, 0, 7, 4, 0))).as("PAR").isZero();
        }
    }
}
