package dev.initlab.capstone;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import dev.initlab.capstone.arm.ArmCondition;
import dev.initlab.capstone.arm.ArmCpsFlag;
import dev.initlab.capstone.arm.ArmCpsMode;
import dev.initlab.capstone.arm.ArmDetail;
import dev.initlab.capstone.arm.ArmInsn;
import dev.initlab.capstone.arm.ArmMemBarrier;
import dev.initlab.capstone.arm.ArmOperand;
import dev.initlab.capstone.arm.ArmReg;
import dev.initlab.capstone.arm.ArmSetEnd;
import dev.initlab.capstone.arm.ArmShift;
import dev.initlab.capstone.arm.ArmSysReg;
import dev.initlab.capstone.arm.ArmVectorData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class ArmDetailTest {

    static List<CapstoneLibrary> libraries() {
        return TestLibraries.all();
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void shiftedRegisters(CapstoneLibrary library) {
        // add r0, r1, r2, lsl r3; add r0, r1, r2, asr #7
        assertThat(arm(library, 0xe0810312).operands().getLast()).isEqualTo(reg(ArmReg.R2,
            new ArmOperand.Shift(ArmShift.LSL_REG, 0, Optional.of(ArmReg.R3)), false));
        assertThat(arm(library, 0xe08103c2).operands().getLast()).isEqualTo(reg(ArmReg.R2,
            new ArmOperand.Shift(ArmShift.ASR, 7, Optional.empty()), false));
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void memoryOperands(CapstoneLibrary library) {
        // ldr r0, [r1, r2, lsl #2]
        assertThat(arm(library, 0xe7910102).operands().getLast())
            .isEqualTo(new ArmOperand.Mem(Optional.of(ArmReg.R1),
            Optional.of(ArmReg.R2), 1, 0, 0, Optional.of(new ArmOperand.Shift(ArmShift.LSL, 2,
                Optional.empty())),
            false, Access.READ));
        // ldr r0, [r1, #-4]!
        ArmDetail preIndexed = arm(library, 0xe5310004);
        assertThat(preIndexed.writeback()).isTrue();
        assertThat(preIndexed.operands().getLast()).isInstanceOfSatisfying(ArmOperand.Mem.class, mem -> {
            assertThat(mem.base()).contains(ArmReg.R1);
            assertThat(mem.displacement()).isEqualTo(-4);
        });
        // ldr r0, [r1], -r2, lsl #2
        ArmDetail postIndexed = arm(library, 0xe6110102);
        assertThat(postIndexed.writeback()).isTrue();
        assertThat(postIndexed.postIndex()).isEqualTo(library.version().major() == 5);
        assertThat(postIndexed.operands().getLast()).isEqualTo(reg(ArmReg.R2,
            new ArmOperand.Shift(ArmShift.LSL, 2, Optional.empty()), true));
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void conditionsAndFlags(CapstoneLibrary library) {
        ArmDetail bne = arm(library, 0x1a000001);
        assertThat(bne.insn()).isEqualTo(ArmInsn.B);
        assertThat(bne.condition()).isEqualTo(ArmCondition.NE);
        assertThat(bne.operands()).singleElement().isInstanceOfSatisfying(ArmOperand.Imm.class,
            imm -> assertThat(imm.value()).isEqualTo(0x100c));
        // subs r0, r0, #1
        assertThat(arm(library, 0xe2500001).updatesFlags()).isTrue();
        assertThat(arm(library, 0xe2400001).updatesFlags()).isFalse();
        assertThat(Decode.arm(library, 0xebfffffe).isIn(CommonGroup.CALL)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void systemOperands(CapstoneLibrary library) {
        // mcr p15, #0, r0, c7, c5, #0
        assertThat(arm(library, 0xee070f15).operands()).hasSize(6)
            .satisfies(operands -> assertThat(operands.get(0))
                .isEqualTo(new ArmOperand.PImm(15, Access.UNKNOWN)))
            .satisfies(operands -> assertThat(operands.get(3))
                .isEqualTo(new ArmOperand.CImm(7, Access.UNKNOWN)));
        // msr cpsr_c, r0
        assertThat(arm(library, 0xe121f000).operands().getFirst()).isEqualTo(
            new ArmOperand.SysReg(ArmSysReg.CPSR_C.number(5), ArmSysReg.CPSR_C, Access.UNKNOWN));
        // cpsid i; dmb ish; setend be
        assertThat(arm(library, 0xf10c0080).cpsMode()).isEqualTo(ArmCpsMode.ID);
        assertThat(arm(library, 0xf10c0080).cpsFlags()).isEqualTo(ArmCpsFlag.I.number(5));
        assertThat(arm(library, 0xf57ff05b).barrier()).isEqualTo(ArmMemBarrier.ISH);
        assertThat(arm(library, 0xf1010200).operands()).singleElement()
            .isEqualTo(new ArmOperand.SetEnd(ArmSetEnd.BE, Access.UNKNOWN));
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void vectors(CapstoneLibrary library) {
        // vadd.f32 q0, q0, q1; vmov.32 r0, d1[1]; vmov.f64 d0, #1.0
        assertThat(arm(library, 0xf2000d42).vectorData()).isEqualTo(ArmVectorData.F32);
        assertThat(arm(library, 0xee310b10).operands().getLast()).isInstanceOfSatisfying(ArmOperand.Reg.class,
            reg -> assertThat(reg.vectorIndex()).hasValue(1));
        assertThat(arm(library, 0xeeb70b00).operands().getLast()).isInstanceOfSatisfying(ArmOperand.Fp.class,
            fp -> assertThat(fp.value()).isEqualTo(1.0));
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void thumb(CapstoneLibrary library) {
        try (Disassembler d = library.open(Arch.ARM, Mode.THUMB)) {
            // push {r4, lr}; bl +4
            List<Instruction> code = d.stream(Decode.hex("10 b5 00 f0 02 f8"), 0x2000).toList();
            assertThat(code).extracting(Instruction::size).containsExactly(2, 4);
            assertThat(code).extracting(Instruction::text).containsExactly("push {r4, lr}", "bl #0x200a");
        }
    }

    private static ArmDetail arm(CapstoneLibrary library, int word) {
        return (ArmDetail) Decode.arm(library, word).arch();
    }

    private static ArmOperand.Reg reg(ArmReg register, ArmOperand.Shift shift, boolean subtracted) {
        return new ArmOperand.Reg(register, Optional.of(shift), OptionalInt.empty(), OptionalInt.empty(),
            subtracted,
            Access.READ);
    }
}
