package dev.initlab.elf.dwarf;

import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import java.util.List;

import dev.initlab.elf.ElfException;
import dev.initlab.elf.ElfFile;
import dev.initlab.elf.LineFile;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A line table that is not as it must be is an ElfException, and costs no more than its bytes. */
class HostileLinesTest {
    /** The standard opcodes' numbers of operands. */
    private static final String LENGTHS = "000101010000000100000001 ";
    private static final String FORMATS = "01 01 1f "; // path, line_strp
    private static final String NAMES = FORMATS + "01 00000000 " + FORMATS + "01 04000000 ";
    private static final String PROGRAM = "04 00 00 09 02 1000000000000000 03 09 01 02 04 03 01 01 02 04 00 01 01 ";
    private static final byte[] GOOD = unit("01 01 01 fb 0e 0d " + LENGTHS + NAMES, PROGRAM);

    @Example
    void theGoodOneIsGood() {
        LineTable table = LineTable.of(LineFile.of(GOOD));
        assertThat(table.at(0x10)).contains(new SourceLine("dir/main.c", 10));
        assertThat(table.at(0x13)).contains(new SourceLine("dir/main.c", 10));
        assertThat(table.at(0x17)).contains(new SourceLine("dir/main.c", 11));
        assertThat(table.at(0x0f)).isEmpty();
        assertThat(table.at(0x18)).isEmpty();
        assertThat(table.isEmpty()).isFalse();
    }

    @Example
    void everyMistakeIsOneLine() {
        refused(unit("01 00 01 fb 0e 0d " + LENGTHS + NAMES, PROGRAM), "or opcode_base is 0");
        refused(unit("01 01 01 fb 00 0d " + LENGTHS + NAMES, PROGRAM), "or opcode_base is 0");
        refused(unit("01 01 01 fb 0e 00 " + NAMES, PROGRAM), "or opcode_base is 0");
        refused(unit("01 01 01 fb 0e 0d " + LENGTHS + "01 01 25 00 00", PROGRAM), "form 0x25 is not one of");
        refused(unit("01 01 01 fb 0e 0d " + LENGTHS + "00 ffffffffffffffff7f 00 00", PROGRAM),
                "9223372036854775807 entries of 0 fields in ");
        refused(unit("01 01 01 fb 0e 0d " + LENGTHS + FORMATS + "ff7f 00000000", PROGRAM), "entries of 1 fields");
        refused(unit("01 01 01 fb 0e 0d " + LENGTHS + FORMATS + "01 ff000000 00 00", PROGRAM),
                "a name at 0xff of .debug_line_str, which has 0xb bytes");
        refused(unit("01 01 01 fb 0e 0d " + LENGTHS + "01 01 0e 01 00000000 00 00", PROGRAM),
                "needs section .debug_str, which is not there");
        refused(unit("01 01 01 fb 0e 0d " + LENGTHS + "01 02 0b 01 00 00 00", PROGRAM), "entry 0 has no path");
        refused(unit("01 01 01 fb 0e 0d " + LENGTHS + NAMES, "00 00"), "an extended opcode of 0 bytes");
        refused(unit("01 01 01 fb 0e 0d " + LENGTHS + NAMES, "00 7f 01"), "an extended opcode of 127 bytes");
        refused(unit("01 01 01 fb 0e 0d " + LENGTHS + NAMES, "00 04 02 000000"), "a number of 3 bytes");
        refused(unit("01 01 01 fb 0e 0d " + LENGTHS + NAMES, "02 80"), "1 bytes are wanted where 0 are left");
        refused(hex("ff000000 0500"), "a unit of 0xff bytes where 0x2 are left");
        refused(hex("f5ffffff 0500"), "a unit of the reserved length 0xfffffff5");
        refused(hex("ffffffff ffffffffffffffff 0500"), "a unit of 0xffffffffffffffff bytes where 0x2 are left");
        refused(hex("08000000 0500 0800 ff000000"), "a header of 0xff bytes where 0x0 are left");
        assertThatThrownBy(() -> LineTable.of(ElfFile.parse(MemorySegment.ofArray(LineFile.bytes(GOOD, 0x800)),
                "lines")).at(0)).hasMessageContaining("is compressed; llvm-objcopy --decompress-debug-sections");
    }

    @Example
    void aVersionOfTheFutureIsPassedOver() {
        byte[] future = hex("06000000 0900 01020304");
        byte[] both = new byte[future.length + GOOD.length];
        System.arraycopy(future, 0, both, 0, future.length);
        System.arraycopy(GOOD, 0, both, future.length, GOOD.length);
        assertThat(LineTable.of(LineFile.of(both)).at(0x10)).contains(new SourceLine("dir/main.c", 10));
    }

    @Property(tries = 3000)
    void anyChangedBytesGiveLinesOrAnElfException(@ForAll @Size(min = 1, max = 6) List<@IntRange(max = 4000) Integer> at,
            @ForAll @Size(6) List<Byte> values) {
        byte[] bytes = GOOD.clone();
        for (int i = 0; i < at.size(); i++) {
            bytes[at.get(i) % bytes.length] = values.get(i);
        }
        LineExercise.everything(bytes);
    }

    @Property
    void anyBytesGiveLinesOrAnElfException(@ForAll @Size(max = 200) byte[] bytes) {
        LineExercise.everything(bytes);
    }

    private static void refused(byte[] lines, String reason) {
        assertThatThrownBy(() -> LineTable.of(LineFile.of(lines)).at(0)).isInstanceOf(ElfException.class)
                .hasMessageStartingWith("lines: offset 0x").hasMessageContaining(".debug_line: ")
                .hasMessageContaining(reason).hasMessageNotContaining("\n");
    }

    /** A unit of version 5; its lengths are calculated. */
    private static byte[] unit(String header, String program) {
        byte[] head = hex(header);
        byte[] code = hex(program);
        return hex("%s 0500 0800 %s".formatted(little(2 + 2 + 4 + head.length + code.length), little(head.length))
                + header + program);
    }

    private static String little(int value) {
        return "%08x".formatted(Integer.reverseBytes(value));
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }
}
