package dev.initlab.kernel.module;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each arm64 type with fixed vectors: the calculation and the range of "ELF for the Arm 64-bit Architecture",
 * 5.7, and the encodings of the Architecture Reference Manual. Places are addresses of a module area.
 */
class Arm64RelocationTest {
    /** Instructions and data by type: S + A, and what the place holds before and after. */
    private static final String VECTORS = """
            NONE_OF_ARM,          ffff800000001000, ffff800008001234, 00000000deadbeef, 00000000deadbeef
            NONE,                 ffff800000001000, ffff800008001234, 00000000deadbeef, 00000000deadbeef
            ABS64,                ffff800000001000, ffff800008001234, 1111111111111111, ffff800008001234
            ABS32,                ffff800000001000, 00000000ffffffff, 1111111111111111, 11111111ffffffff
            ABS32,                ffff800000001000, 0000000000000000, 1111111111111111, 1111111100000000
            ABS16,                ffff800000001000, 000000000000ffff, 1111111111111111, 111111111111ffff
            ABS16,                ffff800000001000, 0000000000000000, 1111111111111111, 1111111111110000
            PREL64,               ffff800000001000, 0000000000000010, 0000000000000000, 00007ffffffff010
            PREL32,               ffff800000001000, ffff800080000fff, 1111111111111111, 111111117fffffff
            PREL32,               ffff800000001000, ffff7fff80001000, 1111111111111111, 1111111180000000
            PREL16,               ffff800000001000, ffff800000008fff, 1111111111111111, 1111111111117fff
            PREL16,               ffff800000001000, ffff7fffffff9000, 1111111111111111, 1111111111118000
            # movz x3, #0 -> #0xffff; movk keeps its opcode
            MOVW_UABS_G0,         ffff800000001000, 000000000000ffff, 00000000d2800003, 00000000d29fffe3
            MOVW_UABS_G0,         ffff800000001000, 0000000000000000, 00000000d29fffe3, 00000000d2800003
            MOVW_UABS_G0_NC,      ffff800000001000, ffff800008001234, 00000000f2800003, 00000000f2824683
            MOVW_UABS_G1,         ffff800000001000, 00000000ffff1234, 00000000d2a00003, 00000000d2bfffe3
            MOVW_UABS_G1_NC,      ffff800000001000, ffff800008001234, 00000000f2a00003, 00000000f2a10003
            MOVW_UABS_G2,         ffff800000001000, 0000ffff00001234, 00000000d2c00003, 00000000d2dfffe3
            MOVW_UABS_G2_NC,      ffff800000001000, ffff800008001234, 00000000f2c00003, 00000000f2d00003
            MOVW_UABS_G3,         ffff800000001000, ffff800008001234, 00000000d2e00003, 00000000d2ffffe3
            # the sign chooses movz (opc 10) or movn (opc 00) with the complement
            MOVW_SABS_G0,         ffff800000001000, 000000000000ffff, 0000000092800003, 00000000d29fffe3
            MOVW_SABS_G0,         ffff800000001000, ffffffffffff0000, 00000000d2800003, 00000000929fffe3
            MOVW_SABS_G1,         ffff800000001000, 00000000ffffffff, 0000000092a00003, 00000000d2bfffe3
            MOVW_SABS_G1,         ffff800000001000, ffffffff00000000, 00000000d2a00003, 0000000092bfffe3
            MOVW_SABS_G2,         ffff800000001000, 0000ffffffffffff, 0000000092c00003, 00000000d2dfffe3
            MOVW_SABS_G2,         ffff800000001000, ffff800008001234, 00000000d2c00003, 0000000092cfffe3
            MOVW_PREL_G0,         ffff800000001000, ffff800000010fff, 0000000092800003, 00000000d29fffe3
            MOVW_PREL_G0,         ffff800000001000, ffff800000000fff, 00000000d2800003, 0000000092800003
            MOVW_PREL_G0_NC,      ffff800000001000, ffff800008002234, 00000000f2800003, 00000000f2824683
            MOVW_PREL_G1,         ffff800000001000, ffff8000ffff1000, 0000000092a00003, 00000000d2bfffe3
            MOVW_PREL_G1,         ffff800000001000, ffff7fffffff1000, 00000000d2a00003, 0000000092a00003
            MOVW_PREL_G1_NC,      ffff800000001000, ffff800008001000, 00000000f2a00003, 00000000f2a10003
            MOVW_PREL_G2,         ffff800000001000, ffff800200001000, 0000000092c00003, 00000000d2c00043
            MOVW_PREL_G2,         ffff800000001000, ffff7ffe00001000, 00000000d2c00003, 0000000092c00023
            MOVW_PREL_G2_NC,      ffff800000001000, ffff800200001000, 00000000f2c00003, 00000000f2c00043
            MOVW_PREL_G3,         ffff800000001000, 0000000000001000, 0000000092e00003, 00000000d2e00003
            MOVW_PREL_G3,         ffff800000001000, ffff700000001000, 00000000d2e00003, 0000000092e00003
            # ldr x3, +1 MiB - 4 and - 1 MiB
            LD_PREL_LO19,         ffff800000001000, ffff800000100ffc, 0000000058000003, 00000000587fffe3
            LD_PREL_LO19,         ffff800000101000, ffff800000001000, 0000000058000003, 0000000058800003
            ADR_PREL_LO21,        ffff800000101000, ffff800000200fff, 0000000010000003, 00000000707fffe3
            ADR_PREL_LO21,        ffff800000101000, ffff800000001000, 0000000010000003, 0000000010800003
            # adrp x3: pages from the page of the place
            ADR_PREL_PG_HI21,     ffff800000001ffc, ffff800100000fff, 0000000090000003, 00000000f07fffe3
            ADR_PREL_PG_HI21,     ffff800000001000, ffff7fff00001fff, 0000000090000003, 0000000090800003
            ADR_PREL_PG_HI21_NC,  ffff800000001000, ffff800100001000, 0000000090000003, 0000000090800003
            ADD_ABS_LO12_NC,      ffff800000001000, ffff800008001fff, 0000000091000063, 00000000913ffc63
            LDST8_ABS_LO12_NC,    ffff800000001000, ffff800008001fff, 0000000039400063, 00000000397ffc63
            LDST16_ABS_LO12_NC,   ffff800000001000, ffff800008001ffe, 0000000079400063, 00000000795ffc63
            LDST32_ABS_LO12_NC,   ffff800000001000, ffff800008001ffc, 00000000b9400063, 00000000b94ffc63
            LDST64_ABS_LO12_NC,   ffff800000001000, ffff800008001ff8, 00000000f9400063, 00000000f947fc63
            LDST128_ABS_LO12_NC,  ffff800000001000, ffff800008001ff0, 000000003dc00063, 000000003dc3fc63
            # tbz x3, #0 and cbz x3 at both ends of their reach
            TSTBR14,              ffff800000101000, ffff800000108ffc, 0000000036000003, 000000003603ffe3
            TSTBR14,              ffff800000101000, ffff8000000f9000, 0000000036000003, 0000000036040003
            CONDBR19,             ffff800000101000, ffff800000200ffc, 00000000b4000003, 00000000b47fffe3
            CONDBR19,             ffff800000101000, ffff800000001000, 00000000b4000003, 00000000b4800003
            JUMP26,               ffff800008001000, ffff800010000ffc, 0000000014000000, 0000000015ffffff
            JUMP26,               ffff800008001000, ffff800000001000, 0000000014000000, 0000000016000000
            CALL26,               ffff800008001000, ffff800010000ffc, 0000000094000000, 0000000095ffffff
            CALL26,               ffff800008001000, ffff800000001000, 0000000097ffffff, 0000000096000000
            """;

    @Test
    void everyTypeHasAVector() {
        Set<String> types = new TreeSet<>();
        VECTORS.lines().filter(line -> !line.startsWith("#")).forEach(line -> types.add(line.split(",")[0]));
        assertThat(types).containsExactlyInAnyOrder(
                Arrays.stream(Arm64Relocation.values()).map(Enum::name).toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(textBlock = VECTORS)
    void patches(Arm64Relocation type, String place, String target, String before, String after) {
        PlainMemory memory = new PlainMemory(hex(place), 8);
        memory.put64(hex(place), hex(before));
        assertThat(type.patch(memory, hex(place), hex(target))).isTrue();
        assertThat(memory.i64(hex(place))).isEqualTo(hex(after));
    }

    /** The first value beyond each end of a range that is checked. */
    @ParameterizedTest
    @CsvSource({
        "ABS32,            ffff800000001000, 0000000100000000",
        "ABS32,            ffff800000001000, ffffffffffffffff",
        "ABS16,            ffff800000001000, 0000000000010000",
        "ABS16,            ffff800000001000, ffffffffffffffff",
        "PREL32,           ffff800000001000, ffff800080001000",
        "PREL32,           ffff800000001000, ffff7fff80000fff",
        "PREL16,           ffff800000001000, ffff800000009000",
        "PREL16,           ffff800000001000, ffff7fffffff8fff",
        "MOVW_UABS_G0,     ffff800000001000, 0000000000010000",
        "MOVW_UABS_G0,     ffff800000001000, ffffffffffffffff",
        "MOVW_UABS_G1,     ffff800000001000, 0000000100000000",
        "MOVW_UABS_G2,     ffff800000001000, 0001000000000000",
        "MOVW_SABS_G0,     ffff800000001000, 0000000000010000",
        "MOVW_SABS_G0,     ffff800000001000, fffffffffffeffff",
        "MOVW_SABS_G1,     ffff800000001000, 0000000100000000",
        "MOVW_SABS_G1,     ffff800000001000, fffffffeffffffff",
        "MOVW_SABS_G2,     ffff800000001000, 0001000000000000",
        "MOVW_SABS_G2,     ffff800000001000, fffeffffffffffff",
        "MOVW_PREL_G0,     ffff800000001000, ffff800000011000",
        "MOVW_PREL_G0,     ffff800000001000, ffff7ffffff00fff",
        "MOVW_PREL_G1,     ffff800000001000, ffff800100001000",
        "MOVW_PREL_G1,     ffff800000001000, ffff7fff00000fff",
        "MOVW_PREL_G2,     ffff800000001000, 0000800000001000",
        "LD_PREL_LO19,     ffff800000101000, ffff800000201000",
        "LD_PREL_LO19,     ffff800000101000, ffff800000000ffc",
        "ADR_PREL_LO21,    ffff800000101000, ffff800000201000",
        "ADR_PREL_LO21,    ffff800000101000, ffff800000000fff",
        "ADR_PREL_PG_HI21, ffff800000001ffc, ffff800100001000",
        "ADR_PREL_PG_HI21, ffff800000001000, ffff7fff00000fff",
        "TSTBR14,          ffff800000101000, ffff800000109000",
        "TSTBR14,          ffff800000101000, ffff8000000f8ffc",
        "CONDBR19,         ffff800000101000, ffff800000201000",
        "CONDBR19,         ffff800000101000, ffff800000000ffc",
        "JUMP26,           ffff800008001000, ffff800010001000",
        "JUMP26,           ffff800008001000, ffff800000000ffc",
        "CALL26,           ffff800008001000, ffff800010001000",
        "CALL26,           ffff800008001000, ffff800000000ffc",
    })
    void outOfRange(Arm64Relocation type, String place, String target) {
        PlainMemory memory = new PlainMemory(hex(place), 8);
        assertThat(type.patch(memory, hex(place), hex(target))).isFalse();
        assertThat(memory.i64(hex(place))).as("left alone").isZero();
    }

    private static long hex(String digits) {
        return Long.parseUnsignedLong(digits, 16);
    }
}
