package dev.initlab.unicorn;

import java.lang.foreign.MemorySegment;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

/** The C structs in which libunicorn takes registers that have a number or fields of their own. */
final class CpRegStructs {
    /** {@code uc_arm64_cp_reg}: crn, crm, op0, op1, op2, padding, 64-bit value. */
    private static final long ARM64_VALUE = 24;
    /** {@code uc_arm_cp_reg}: cp, is64, sec, crn, crm, opc1, opc2, padding, 64-bit value. */
    private static final long ARM_VALUE = 32;
    /** {@code uc_x86_msr}: index, padding, 64-bit value. */
    private static final long MSR_VALUE = 8;

    private CpRegStructs() {
    }

    static Arm64CpReg readArm64(MemorySegment memory, long at) {
        return new Arm64CpReg(memory.get(JAVA_INT, at + 8), memory.get(JAVA_INT, at + 12),
            memory.get(JAVA_INT, at), memory.get(JAVA_INT, at + 4), memory.get(JAVA_INT, at + 16));
    }

    static long arm64Value(MemorySegment memory, long at) {
        return memory.get(JAVA_LONG, at + ARM64_VALUE);
    }

    static void writeArm64(MemorySegment memory, Arm64CpReg reg, long value) {
        memory.set(JAVA_INT, 0, reg.crn());
        memory.set(JAVA_INT, 4, reg.crm());
        memory.set(JAVA_INT, 8, reg.op0());
        memory.set(JAVA_INT, 12, reg.op1());
        memory.set(JAVA_INT, 16, reg.op2());
        memory.set(JAVA_LONG, ARM64_VALUE, value);
    }

    static long armValue(MemorySegment memory) {
        return memory.get(JAVA_LONG, ARM_VALUE);
    }

    static void writeArm(MemorySegment memory, ArmCpReg reg, long value) {
        memory.set(JAVA_INT, 0, reg.cp());
        memory.set(JAVA_INT, 4, reg.wide() ? 1 : 0);
        memory.set(JAVA_INT, 8, reg.security());
        memory.set(JAVA_INT, 12, reg.crn());
        memory.set(JAVA_INT, 16, reg.crm());
        memory.set(JAVA_INT, 20, reg.opc1());
        memory.set(JAVA_INT, 24, reg.opc2());
        memory.set(JAVA_LONG, ARM_VALUE, value);
    }

    static long msrValue(MemorySegment memory) {
        return memory.get(JAVA_LONG, MSR_VALUE);
    }

    static void writeMsr(MemorySegment memory, int index, long value) {
        memory.set(JAVA_INT, 0, index);
        memory.set(JAVA_LONG, MSR_VALUE, value);
    }
}
