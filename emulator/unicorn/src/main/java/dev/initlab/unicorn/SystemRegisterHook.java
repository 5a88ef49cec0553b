package dev.initlab.unicorn;

/** An AArch64 MRS, MSR, SYS or SYSL instruction. */
@FunctionalInterface
public interface SystemRegisterHook {
    /**
     * The register is one of {@code Arm64.REG_X0}...; the value is the one to be written. Returns true
     * to skip the instruction.
     */
    boolean access(Engine engine, int register, Arm64CpReg systemRegister, long value);
}
