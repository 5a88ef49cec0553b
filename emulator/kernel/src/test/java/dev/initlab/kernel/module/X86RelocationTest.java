package dev.initlab.kernel.module;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Each x86-64 type with fixed vectors: the calculations of the System V ABI, AMD64 supplement, 4.4. */
class X86RelocationTest {
    private static final long PLACE = 0xffff_ffff_c000_1000L;

    /** S + A, and the 8 bytes at the place after; they are zero before. */
    private static final String VECTORS = """
            ABS64,  ffffffff81001234, ffffffff81001234
            PC32,   ffffffffc0002000, 0000000000001000
            PC32,   ffffffff81001234, 00000000c1000234
            # a per-CPU variable: only right modulo 2^32
            PC32,   000000000001f000, 000000004001e000
            PLT32,  ffffffffc0000ffc, 00000000fffffffc
            ABS32,  00000000ffffffff, 00000000ffffffff
            ABS32,  0000000000000000, 0000000000000000
            ABS32S, 000000007fffffff, 000000007fffffff
            ABS32S, ffffffff80000000, 0000000080000000
            PC64,   0000000000000000, 000000003ffff000
            """;

    @Test
    void everyTypeHasAVector() {
        Set<String> types = new TreeSet<>(Set.of("NONE")); // nothing is calculated
        VECTORS.lines().filter(line -> !line.startsWith("#")).forEach(line -> types.add(line.split(",")[0]));
        assertThat(types).containsExactlyInAnyOrder(
                Arrays.stream(X86Relocation.values()).map(Enum::name).toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(textBlock = VECTORS)
    void patches(X86Relocation type, String target, String after) {
        PlainMemory memory = new PlainMemory(PLACE, 8);
        long value = type.value(PLACE, Long.parseUnsignedLong(target, 16));
        assertThat(type.holds(value)).isTrue();
        type.put(memory, PLACE, value);
        assertThat(memory.i64(PLACE)).isEqualTo(Long.parseUnsignedLong(after, 16));
    }

    @ParameterizedTest
    @CsvSource({
        "ABS32,  0000000100000000",
        "ABS32,  ffffffffffffffff",
        "ABS32S, 0000000080000000",
        "ABS32S, ffffffff7fffffff",
    })
    void outOfRange(X86Relocation type, String target) {
        assertThat(type.holds(type.value(PLACE, Long.parseUnsignedLong(target, 16)))).isFalse();
    }
}
