package dev.initlab.unicorn;

/** An AArch64 MRS, MSR, SYS or SYSL instruction. */
@FunctionalInterface
public interface SystemRegisterHook {
    /**
     * Returns true to skip the instruction, false to have it executed.
     *
     * <p>An encoding that the processor does not have is not skipped by the engine: there the hook moves
     * the program counter too, or the instruction is met again and again.
     *
     * @param register       the general register, one of {@code Arm64.REG_X0} and so on
     * @param systemRegister the system register or operation
     * @param value          what is to be written, for MSR and SYS
     */
    boolean access(Engine engine, int register, Arm64CpReg systemRegister, long value);
}
