package dev.initlab.unicorn;

/** An AArch64 system register, by the fields of MRS and MSR in the order of the Arm manual. */
public record Arm64CpReg(int op0, int op1, int crn, int crm, int op2) {
}
