package dev.initlab.capstone;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The tables written by hand have the numbers of Capstone's headers, and leave nothing out. */
class HeaderConstantsTest {

    @Test
    void architectures() throws Exception {
        Map<String, Integer> ours = new TreeMap<>();
        Stream.of(Arch.values()).forEach(arch -> ours.put("CS_ARCH_" + arch, arch.number()));
        assertThat(ours).isEqualTo(header("CS_ARCH_", 2, Set.of("CS_ARCH_ALL", "CS_ARCH_MAX")));

        Map<String, Integer> version4 = header("CS_ARCH_", 1, Set.of("CS_ARCH_ALL", "CS_ARCH_MAX"));
        assertThat(Stream.of(Arch.values()).filter(arch -> arch.since() == 4).map(arch -> "CS_ARCH_" + arch))
            .containsExactlyInAnyOrderElementsOf(version4.keySet());
    }

    @Test
    void modes() throws Exception {
        Map<String, Integer> ours = new TreeMap<>();
        Stream.of(Mode.values()).forEach(mode -> ours.put("CS_MODE_" + mode.name().replace("BITS_", ""),
            mode.bits()));
        assertThat(ours).isEqualTo(header("CS_MODE_", 2, Set.of()));
    }

    @Test
    void options() throws Exception {
        Map<String, Integer> ours = new TreeMap<>();
        Stream.of(Option.values()).forEach(option -> ours.put("CS_OPT_" + option, option.number()));
        ours.put("CS_OPT_OFF", Option.OFF);
        ours.put("CS_OPT_ON", Option.ON);
        Stream.of(Syntax.values()).forEach(syntax ->
            ours.put("CS_OPT_SYNTAX_" + syntax.name().replace("NO_REGISTER_NAMES", "NOREGNAME"),
                syntax.number()));
        assertThat(ours).isEqualTo(header("CS_OPT_", 2, Set.of("CS_OPT_INVALID")));
    }

    @Test
    void errors() throws Exception {
        Map<String, Integer> ours = new TreeMap<>();
        Stream.of(ErrorCode.values()).filter(code -> code != ErrorCode.UNKNOWN)
            .forEach(code -> ours.put("CS_ERR_" + code, code.ordinal()));
        assertThat(ours).isEqualTo(header("CS_ERR_", 2, Set.of()));
        assertThat(ErrorCode.of(ours.size())).isEqualTo(ErrorCode.UNKNOWN);
    }

    @Test
    void groupsOfEveryArchitecture() throws Exception {
        Map<String, Integer> ours = new TreeMap<>();
        Stream.of(CommonGroup.values()).forEach(group -> ours.put("CS_GRP_" + group, group.number(5)));
        assertThat(ours).isEqualTo(header("CS_GRP_", 2, Set.of("CS_GRP_INVALID")));
    }

    @Test
    void accesses() throws Exception {
        Map<String, Integer> header = header("CS_AC_", 2, Set.of("CS_AC_INVALID"));
        assertThat(header).hasSize(2);
        assertThat(Access.of(header.get("CS_AC_READ"))).isEqualTo(Access.READ);
        assertThat(Access.of(header.get("CS_AC_WRITE"))).isEqualTo(Access.WRITE);
        assertThat(Access.of(header.get("CS_AC_READ") | header.get("CS_AC_WRITE")))
            .isEqualTo(Access.READ_WRITE);
    }

    @Test
    void kindsOfOtherOperands() throws Exception {
        for (OtherLayout layout : OtherLayout.values()) {
            String prefix = layout + "_OP_";
            Map<String, Integer> header = header(prefix, 2, Set.of());
            assertThat(header).as("%s", layout).containsEntry(prefix + "REG", 1)
                .containsEntry(prefix + "IMM", 2)
                .containsEntry(prefix + "MEM", layout.memoryKind());
        }
    }

    @Test
    void elementSizesOfArm64InVersion4() throws Exception {
        assertThat(header("ARM64_VESS_", 1, Set.of())).isEqualTo(Map.of("ARM64_VESS_INVALID", 0,
            "ARM64_VESS_B", 1, "ARM64_VESS_H", 2, "ARM64_VESS_S", 3, "ARM64_VESS_D", 4));
    }

    @Test
    void whatIsCommonDoesNotChangeBetweenVersions() throws Exception {
        assertThat(HeaderFacts.lines("header-constants.txt")
            .filter(words -> words[0].startsWith("CS_") && !words[1].equals("-")
                && !words[0].equals("CS_ARCH_MAX")))
            .hasSizeGreaterThan(80).allSatisfy(words -> assertThat((int) Long.parseLong(words[1]))
                .as(words[0])
                .isEqualTo((int) Long.parseLong(words[2])));
    }

    /** Constants with a prefix and their numbers as 32 bits, of version 4 (column 1) or 5 (column 2). */
    private static Map<String, Integer> header(String prefix, int column, Set<String> without)
        throws Exception {
        Map<String, Integer> constants = new TreeMap<>();
        HeaderFacts.lines("header-constants.txt")
            .filter(words -> words[0].startsWith(prefix) && !words[column].equals("-")
                && !without.contains(words[0]))
            .forEach(words -> constants.put(words[0], (int) Long.parseLong(words[column])));
        return constants;
    }
}
