package dev.initlab.unicorn;

/**
 * An AArch32 coprocessor register, by the fields of MRC and MCR.
 *
 * @param wide     whether it is a 64-bit register (MRRC, MCRR)
 * @param security the bank, as libunicorn's field {@code sec}: 0 unless the processor banks the register
 */
public record ArmCpReg(int cp, int opc1, int crn, int crm, int opc2, boolean wide, int security) {
    /** A 32-bit register of the first bank. */
    public ArmCpReg(int cp, int opc1, int crn, int crm, int opc2) {
        this(cp, opc1, crn, crm, opc2, false, 0);
    }
}
