package dev.initlab.capstone;

import dev.initlab.capstone.arm.ArmReg;
import dev.initlab.capstone.arm64.Arm64Reg;
import dev.initlab.capstone.x86.X86Reg;

/**
 * A register of some architecture.
 *
 * <p>For the spelling an assembler takes see {@link Disassembler#registerName(Register)}.
 */
public sealed interface Register extends Constant permits X86Reg, ArmReg, Arm64Reg, NamedRegister {

    /** The name in upper case, as the headers have it: {@code RAX}. */
    String name();
}
