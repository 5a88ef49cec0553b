package dev.initlab.capstone;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;

import dev.initlab.capstone.arm.ArmGroup;
import dev.initlab.capstone.arm.ArmInsn;
import dev.initlab.capstone.arm.ArmReg;
import dev.initlab.capstone.arm64.Arm64Group;
import dev.initlab.capstone.arm64.Arm64Insn;
import dev.initlab.capstone.arm64.Arm64Reg;
import dev.initlab.capstone.x86.X86Group;
import dev.initlab.capstone.x86.X86Insn;
import dev.initlab.capstone.x86.X86Reg;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The numbers in the generated enums are the library's: it gives each number the name the enum has. */
class NamesTest {

    static List<CapstoneLibrary> libraries() {
        return TestLibraries.all();
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void x86(CapstoneLibrary library) throws Exception {
        try (Disassembler d = library.open(Arch.X86, Mode.BITS_64)) {
            assertThat(differences(d, "X86Reg", X86Reg.values(), X86Reg.INVALID, d::registerName)).isEmpty();
            assertThat(differences(d, "X86Insn", X86Insn.values(), X86Insn.INVALID, d::instructionName))
                .isEmpty();
            assertThat(differences(d, "X86Group", X86Group.values(), X86Group.INVALID,
                n -> d.groupName(X86Group.of(library.version().major(), n)))).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void arm(CapstoneLibrary library) throws Exception {
        try (Disassembler d = library.open(Arch.ARM, Mode.ARM)) {
            assertThat(differences(d, "ArmReg", ArmReg.values(), ArmReg.INVALID, d::registerName)).isEmpty();
            assertThat(differences(d, "ArmInsn", ArmInsn.values(), ArmInsn.INVALID, d::instructionName))
                .isEmpty();
            assertThat(differences(d, "ArmGroup", ArmGroup.values(), ArmGroup.INVALID,
                n -> d.groupName(ArmGroup.of(library.version().major(), n)))).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void arm64(CapstoneLibrary library) throws Exception {
        try (Disassembler d = library.open(Arch.ARM64)) {
            assertThat(differences(d, "Arm64Reg", Arm64Reg.values(), Arm64Reg.INVALID, d::registerName))
                .isEmpty();
            assertThat(differences(d, "Arm64Insn", Arm64Insn.values(), Arm64Insn.INVALID, d::instructionName))
                .isEmpty();
            assertThat(differences(d, "Arm64Group", Arm64Group.values(), Arm64Group.INVALID,
                n -> d.groupName(Arm64Group.of(library.version().major(), n)))).isEmpty();
        }
    }

    /** Constants that the library calls otherwise, without those that name-differences.txt explains. */
    private static <E extends Enum<E> & Constant> List<String> differences(Disassembler d, String type,
        E[] constants,
            E invalid, IntFunction<Optional<String>> name) throws Exception {
        int major = d.library().version().major();
        List<String[]> known;
        try (Stream<String[]> lines = HeaderFacts.lines("name-differences.txt")) {
            known = lines.toList();
        }
        List<String> differences = new ArrayList<>();
        for (E constant : constants) {
            int number = constant.number(major);
            if (constant == invalid || number < 0) {
                continue;
            }
            String ours = plain(constant.name());
            String theirs = name.apply(number).map(NamesTest::plain).orElse("(none)");
            boolean explained = known.stream().anyMatch(words -> words[0].equals(type)
                && words[1].contains(Integer.toString(major)) && constant.name().matches(words[2])
                && theirs.matches(words[3]));
            if (!ours.equals(theirs) && !explained) {
                differences.add(type + " " + d.library().version() + " " + constant + " " + theirs);
            }
        }
        return differences;
    }

    /** Names without case and punctuation. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9()]", "");
    }
}
