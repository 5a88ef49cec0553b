package dev.initlab.kernel.module;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each arm type with fixed vectors: the calculation of "ELF for the Arm Architecture", 5.6, and the encodings of
 * the Architecture Reference Manual, ARMv7-A. Thumb instructions are two halfwords, the first in the low half.
 */
class ArmRelocationTest {
    private static final long PLACE = 0xbf00_1000L;

    /** Type, S, and what the place holds before (the addend is in it) and after. */
    private static final String VECTORS = """
            NONE,             c0101234, e1a00000, e1a00000
            ABS32,            c0101234, 00000004, c0101238
            ABS32,            00000000, fffffffc, fffffffc
            TARGET1,          c0101234, 00000004, c0101238
            REL32,            bf002000, 00000008, 00001008
            REL32,            bf000000, 00000008, fffff008
            # bit 31 is not of the value; +- 1 GiB
            PREL31,           bf002000, 80000000, 80001000
            PREL31,           bf001000, 7fffffff, 7fffffff
            PREL31,           ff000fff, 00000000, 3fffffff
            PREL31,           7f001000, 80000000, c0000000
            # bl, b, beq: the addend of a plain branch is -8
            CALL,             bf002000, ebfffffe, eb0003fe
            CALL,             c1001004, ebfffffe, eb7fffff
            CALL,             bd00100c, ebfffffe, eb800001
            CALL,             bf001000, eb000010, eb000010
            JUMP24,           bf002000, eafffffe, ea0003fe
            JUMP24,           c1001004, eafffffe, ea7fffff
            JUMP24,           bd00100c, eafffffe, ea800001
            PC24,             bf002000, 0afffffe, 0a0003fe
            PC24,             bd00100c, 0afffffe, 0a800001
            # bx r3 becomes mov pc, r3; bxeq lr becomes moveq pc, lr
            V4BX,             00000000, e12fff13, e1a0f003
            V4BX,             00000000, 012fff1e, 01a0f00e
            # movw and movt r3: the addend is 16 bits with a sign
            MOVW_ABS_NC,      c0101234, e3003000, e3013234
            MOVW_ABS_NC,      c0101234, e3003008, e301323c
            MOVW_ABS_NC,      c0101234, e30f3fff, e3013233
            MOVT_ABS,         c0101234, e3403000, e34c3010
            MOVT_ABS,         c0100000, e34f3fff, e34c300f
            MOVW_PREL_NC,     bf013234, e3003000, e3023234
            MOVT_PREL,        c0101234, e3403000, e3403110
            MOVT_PREL,        bf000000, e3403000, e34f3fff
            # bl and b.w: the addend of a plain branch is -4, bit 0 of S says Thumb
            THM_CALL,         bf002001, fffef7ff, fffef000
            THM_CALL,         c0001003, fffef7ff, d7fff3ff
            THM_CALL,         be001005, fffef7ff, d000f400
            THM_JUMP24,       bf002001, bffef7ff, bffef000
            THM_JUMP24,       c0001003, bffef7ff, 97fff3ff
            THM_JUMP24,       be001005, bffef7ff, 9000f400
            THM_MOVW_ABS_NC,  c0101234, 0300f240, 2334f241
            THM_MOVW_ABS_NC,  c010fabc, 0300f240, 23bcf64f
            THM_MOVW_ABS_NC,  c0101234, 73fff64f, 2333f241
            THM_MOVT_ABS,     c0101234, 0300f2c0, 0310f2cc
            THM_MOVW_PREL_NC, bf013234, 0300f240, 2334f242
            THM_MOVT_PREL,    bf000000, 0300f2c0, 73fff6cf
            # sub r0, pc, #8 and sub r0, r0, #8: 0x12344678 is 0x48 << 22, 0xd1 << 14 and 0x678
            ALU_PC_G0_NC,     d1345680, e24f0008, e28f0548
            ALU_PC_G0_NC,     accbc990, e24f0008, e24f0548
            ALU_PC_G0_NC,     bf001107, e24f0008, e28f00ff
            ALU_PC_G0_NC,     bf001000, e28f0cff, e28f0cff
            ALU_PC_G1_NC,     d1345680, e2400008, e28009d1
            ALU_PC_G1_NC,     accbc990, e2400008, e24009d1
            ALU_PC_G1_NC,     bf001107, e2400008, e2800000
            LDR_PC_G2,        d1345680, e5100008, e5900678
            LDR_PC_G2,        accbc990, e5100008, e5100678
            LDR_PC_G2,        bf001107, e5100008, e5900000
            """;

    @Test
    void everyTypeHasAVector() {
        Set<String> types = new TreeSet<>();
        VECTORS.lines().filter(line -> !line.startsWith("#")).forEach(line -> types.add(line.split(",")[0]));
        assertThat(types).containsExactlyInAnyOrder(
                Arrays.stream(ArmRelocation.values()).map(Enum::name).toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(textBlock = VECTORS)
    void patches(ArmRelocation type, String symbol, String before, String after) {
        PlainMemory memory = new PlainMemory(PLACE, 4);
        memory.put32(PLACE, hex(before));
        int value = type.value(memory, PLACE, hex(symbol));
        assertThat(type.holds(value)).isTrue();
        type.put(memory, PLACE, value);
        assertThat(memory.i32(PLACE)).isEqualTo(hex(after));
    }

    /** The first value beyond each end; Linux takes neither end of the range of a branch. */
    @ParameterizedTest
    @CsvSource({
        "CALL,       c1001008, ebfffffe",
        "CALL,       bd001008, ebfffffe",
        "JUMP24,     c1001008, eafffffe",
        "JUMP24,     bd001008, eafffffe",
        "PC24,       c1001008, eafffffe",
        "PC24,       bd001008, eafffffe",
        "PREL31,     ff001000, 00000000",
        "PREL31,     7f000fff, 00000000",
        "THM_CALL,   c0001004, fffef7ff",
        "THM_CALL,   be001004, fffef7ff",
        "THM_JUMP24, c0001004, bffef7ff",
        "THM_JUMP24, be001004, bffef7ff",
        "LDR_PC_G2,  d1346008, e5100008",
        "LDR_PC_G2,  d1346680, e5100008",
    })
    void outOfRange(ArmRelocation type, String symbol, String before) {
        PlainMemory memory = new PlainMemory(PLACE, 4);
        memory.put32(PLACE, hex(before));
        assertThat(type.holds(type.value(memory, PLACE, hex(symbol)))).isFalse();
    }

    private static int hex(String digits) {
        return Integer.parseUnsignedInt(digits, 16);
    }
}
