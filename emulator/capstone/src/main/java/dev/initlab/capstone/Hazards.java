package dev.initlab.capstone;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Where the library itself crashes on input that is merely wrong, and what keeps it from that.
 *
 * <p>Found by decoding random bytes and asking for the name of every number, on 4.0.2 and 5.0.7. Each method
 * says for one function of the library whether it may be called.
 */
final class Hazards {
    // m68k.h: M68K_INS_ENDING in version 4 and 5
    private static final int M68K_INSNS = 375;
    // tricore.h: TRICORE_REG_ENDING in version 5
    private static final int TRICORE_REGS = 61;

    private Hazards() {
    }

    /**
     * {@code cs_disasm_iter}: the 32-bit instructions of SH-2A whose first word is 0011xxxxxxxxx001 index a
     * table
     * with holes by their second word. They stay undecoded.
     */
    static boolean mayDecode(Arch arch, int modes, MemorySegment code, long length) {
        if (arch != Arch.SH || (modes & Mode.SH2A.bits()) == 0 || length < Short.BYTES) {
            return true;
        }
        ByteOrder order = (modes & Mode.BIG_ENDIAN.bits()) != 0 ? ByteOrder.BIG_ENDIAN
            : ByteOrder.LITTLE_ENDIAN;
        int word = code.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order), 0);
        return (word & 0xf007) != 0x3001;
    }

    /** {@code cs_reg_name}: TriCore's ends the process by an assertion. Number 0 is no register anywhere. */
    static boolean mayNameRegister(Arch arch, int number) {
        return number > 0 && (arch != Arch.TRICORE || number < TRICORE_REGS);
    }

    /** {@code cs_insn_name}: M68K's reads behind its table. Number 0 is no instruction anywhere. */
    static boolean mayNameInstruction(Arch arch, int number) {
        return number > 0 && (arch != Arch.M68K || number < M68K_INSNS);
    }
}
