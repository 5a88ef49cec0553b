package dev.initlab.capstone;

import java.util.List;
import java.util.Optional;

import dev.initlab.capstone.arm64.Arm64Arrangement;
import dev.initlab.capstone.arm64.Arm64Barrier;
import dev.initlab.capstone.arm64.Arm64Condition;
import dev.initlab.capstone.arm64.Arm64Detail;
import dev.initlab.capstone.arm64.Arm64Extend;
import dev.initlab.capstone.arm64.Arm64Insn;
import dev.initlab.capstone.arm64.Arm64Operand;
import dev.initlab.capstone.arm64.Arm64PState;
import dev.initlab.capstone.arm64.Arm64Prefetch;
import dev.initlab.capstone.arm64.Arm64Reg;
import dev.initlab.capstone.arm64.Arm64Shift;
import dev.initlab.capstone.arm64.Arm64SysOp;
import dev.initlab.capstone.arm64.Arm64SysReg;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class Arm64DetailTest {

    static List<CapstoneLibrary> libraries() {
        return TestLibraries.all();
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void memoryOperands(CapstoneLibrary library) {
        // ldr x0, [x1, x2, lsl #3]
        Arm64Detail indexed = arm64(library, 0xf8627820);
        assertThat(indexed.insn()).isEqualTo(Arm64Insn.LDR);
        assertThat(indexed.operands().getLast()).isEqualTo(new Arm64Operand.Mem(Optional.of(Arm64Reg.X1),
            Optional.of(Arm64Reg.X2), 0, Optional.of(new Arm64Operand.Shift(Arm64Shift.LSL, 3)),
                Optional.empty(),
            Access.READ));
        // ldr w3, [x4, w5, uxtw]
        assertThat(arm64(library, 0xb8654883).operands().getLast())
            .isInstanceOfSatisfying(Arm64Operand.Mem.class,
            mem -> assertThat(mem.extend()).contains(Arm64Extend.UXTW));
        // stp x29, x30, [sp, #-32]!
        Arm64Detail push = arm64(library, 0xa9be7bfd);
        assertThat(push.writeback()).isTrue();
        assertThat(push.postIndex()).isFalse();
        assertThat(push.operands().getLast()).isInstanceOfSatisfying(Arm64Operand.Mem.class, mem -> {
            assertThat(mem.base()).contains(Arm64Reg.SP);
            assertThat(mem.displacement()).isEqualTo(-32);
        });
        // ldr w0, [x1], #4
        assertThat(arm64(library, 0xb8404420).postIndex()).isEqualTo(library.version().major() == 5);
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void shiftsAndExtensions(CapstoneLibrary library) {
        // add x0, x1, w2, sxtb #3
        assertThat(arm64(library, 0x8b228c20).operands().getLast())
            .isInstanceOfSatisfying(Arm64Operand.Reg.class,
            reg -> {
                assertThat(reg.register()).isEqualTo(Arm64Reg.W2);
                assertThat(reg.extend()).contains(Arm64Extend.SXTB);
                assertThat(reg.shift()).contains(new Arm64Operand.Shift(Arm64Shift.LSL, 3));
            });
        // add x0, x1, #1, lsl #12
        assertThat(arm64(library, 0x91400420).operands().getLast())
            .isInstanceOfSatisfying(Arm64Operand.Imm.class,
            imm -> {
                assertThat(imm.value()).isEqualTo(1);
                assertThat(imm.shift()).contains(new Arm64Operand.Shift(Arm64Shift.LSL, 12));
            });
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void systemRegisters(CapstoneLibrary library) {
        // mrs x1, sctlr_el1; msr sctlr_el1, x1: op0 3, op1 0, CRn 1, CRm 0, op2 0
        assertThat(arm64(library, 0xd5381001).operands().getLast())
            .isInstanceOfSatisfying(Arm64Operand.SysReg.class,
            reg -> {
                assertThat(reg.number()).isEqualTo(3 << 14 | 1 << 7);
                assertThat(reg.written()).isFalse();
            });
        assertThat(arm64(library, 0xd5181001).operands().getFirst()).isInstanceOfSatisfying(
            Arm64Operand.SysReg.class, reg -> {
                assertThat(reg.number()).isEqualTo(3 << 14 | 1 << 7);
                assertThat(reg.written()).isTrue();
            });
        if (library.version().major() == 5) {
            assertThat(arm64(library, 0xd5381001).operands().getLast()).isInstanceOfSatisfying(
                Arm64Operand.SysReg.class, reg -> assertThat(reg.register())
                    .isEqualTo(Arm64SysReg.SCTLR_EL1));
        }
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void systemOperations(CapstoneLibrary library) {
        // msr daifset, #2; dsb sy; dc civac, x0; at s1e1r, x4; ic iallu; tlbi vmalle1
        assertThat(arm64(library, 0xd50342df).operands().getFirst()).isInstanceOfSatisfying(
            Arm64Operand.PState.class, p -> assertThat(p.field()).isEqualTo(Arm64PState.DAIFSET));
        assertThat(arm64(library, 0xd5033f9f).operands()).singleElement().isInstanceOfSatisfying(
            Arm64Operand.Barrier.class, b -> assertThat(b.option()).isEqualTo(Arm64Barrier.SY));
        assertThat(operation(library, 0xd50b7e20)).isEqualTo(Arm64SysOp.DC_CIVAC);
        assertThat(operation(library, 0xd5087804)).isEqualTo(Arm64SysOp.AT_S1E1R);
        assertThat(operation(library, 0xd508751f)).isEqualTo(Arm64SysOp.IC_IALLU);
        assertThat(operation(library, 0xd508871f)).isEqualTo(Arm64SysOp.TLBI_VMALLE1);
        // prfm pldl1keep, [x1]: version 5 tells its operation in the text only
        if (library.version().major() == 4) {
            assertThat(arm64(library, 0xf9800020).operands().getFirst()).isInstanceOfSatisfying(
                Arm64Operand.Prefetch.class, p -> assertThat(p.operation())
                    .isEqualTo(Arm64Prefetch.PLDL1KEEP));
        }
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void vectors(CapstoneLibrary library) {
        // dup v0.8h, w1; mov w0, v1.s[1]; fmov d0, #1.0
        assertThat(arm64(library, 0x4e020c20).operands().getFirst())
            .isInstanceOfSatisfying(Arm64Operand.Reg.class,
            reg -> assertThat(reg.arrangement()).isEqualTo(Arm64Arrangement._8H));
        assertThat(arm64(library, 0x0e0c3c20).operands().getLast())
            .isInstanceOfSatisfying(Arm64Operand.Reg.class,
            reg -> {
                assertThat(reg.arrangement()).isEqualTo(Arm64Arrangement._1S);
                assertThat(reg.vectorIndex()).hasValue(1);
            });
        assertThat(arm64(library, 0x1e6e1000).operands().getLast())
            .isInstanceOfSatisfying(Arm64Operand.Fp.class,
            fp -> assertThat(fp.value()).isEqualTo(1.0));
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void conditionsAndGroups(CapstoneLibrary library) {
        // b.eq .; subs x0, x0, #1; bl .; svc #0
        assertThat(arm64(library, 0x54000000).condition()).isEqualTo(Arm64Condition.EQ);
        assertThat(arm64(library, 0xf1000400).updatesFlags()).isTrue();
        assertThat(Decode.arm64(library, 0x94000000).isIn(CommonGroup.CALL))
            .isEqualTo(library.version().major() == 5);
        assertThat(Decode.arm64(library, 0x94000000).isIn(CommonGroup.BRANCH_RELATIVE)).isTrue();
        assertThat(Decode.arm64(library, 0xd4000001).isIn(CommonGroup.INT)).isTrue();
    }

    private static Arm64SysOp operation(CapstoneLibrary library, int word) {
        return ((Arm64Operand.Sys) arm64(library, word).operands().getFirst()).operation();
    }

    private static Arm64Detail arm64(CapstoneLibrary library, int word) {
        return (Arm64Detail) Decode.arm64(library, word).arch();
    }
}
