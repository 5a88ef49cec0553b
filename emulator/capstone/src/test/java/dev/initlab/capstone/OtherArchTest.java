package dev.initlab.capstone;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The architectures without types of their own decode, and tell what the table of {@link Arch} promises. */
class OtherArchTest {

    record Case(Arch arch, List<Mode> modes, String bytes, String text, List<OtherOperand> operands) {
    }

    static final List<Case> CASES = List.of(
        of(Arch.MIPS, List.of(Mode.MIPS32, Mode.BIG_ENDIAN), "8f a4 00 10", "lw $a0, 0x10($sp)", reg("A0"),
            mem("SP", 0x10)),
        of(Arch.PPC, List.of(Mode.BITS_32, Mode.BIG_ENDIAN), "80 61 00 10", "lwz r3, 0x10(r1)", reg("R3"),
            mem("R1", 0x10)),
        of(Arch.SPARC, List.of(Mode.BIG_ENDIAN), "c2 03 a0 40", "ld [%sp+0x40], %g1", mem("SP", 0x40),
            reg("G1")),
        of(Arch.SYSZ, List.of(Mode.BIG_ENDIAN), "58 20 f0 50", "l %r2, 0x50(%r15)", reg("2"),
            mem("15", 0x50)),
        of(Arch.XCORE, List.of(), "fe 0f", "get r11, ed", reg("R11"), reg("ED")),
        of(Arch.M68K, List.of(Mode.BIG_ENDIAN, Mode.M68K_040), "4e 75", "rts"),
        of(Arch.TMS320C64X, List.of(Mode.BIG_ENDIAN), "01 ac 88 40", "add.D1 a11, a4, a3"),
        of(Arch.M680X, List.of(Mode.M680X_6809), "39", "rts"),
        of(Arch.EVM, List.of(), "01", "add"),
        of(Arch.MOS65XX, List.of(Mode.MOS65XX_6502), "ad 34 12", "lda 0x1234",
            new OtherOperand.Mem(Optional.empty(),
            Optional.empty(), 0x1234)),
        of(Arch.WASM, List.of(), "20 05", "get_local 0x5"),
        of(Arch.BPF, List.of(Mode.BPF_EXTENDED), "79 01 08 00 00 00 00 00", "ldxdw r1, [r0+0x8]", reg("R1"),
            mem("R0", 8)),
        of(Arch.RISCV, List.of(Mode.RISCV64), "83 35 01 01", "ld a1, 0x10(sp)", reg("A1"), mem("SP", 0x10)),
        of(Arch.SH, List.of(Mode.SH4), "0b 00", "rts"),
        of(Arch.TRICORE, List.of(Mode.TRICORE_162), "00 90", "ret"));

    private static Case of(Arch arch, List<Mode> modes, String bytes, String text, OtherOperand... operands) {
        return new Case(arch, modes, bytes, text, List.of(operands));
    }

    private static OtherOperand reg(String name) {
        return new OtherOperand.Reg(new NamedRegister(-1, name));
    }

    private static OtherOperand mem(String base, long displacement) {
        return new OtherOperand.Mem(Optional.of(new NamedRegister(-1, base)), Optional.empty(), displacement);
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void decodes(Case one) {
        for (CapstoneLibrary library : TestLibraries.all()) {
            if (!library.supports(one.arch())) {
                continue;
            }
            try (Disassembler d = library.open(one.arch(), one.modes().toArray(Mode[]::new)).detail(true)) {
                Instruction instruction = d.first(Decode.hex(one.bytes()), 0x1000).orElseThrow();
                assertThat(instruction.text()).as("%s", library).isEqualTo(one.text());
                assertThat(instruction.size()).isEqualTo(Decode.hex(one.bytes()).length);
                assertThat(instruction.detail().orElseThrow().arch())
                    .isInstanceOfSatisfying(OtherDetail.class,
                    detail -> assertThat(detail.operands())
                        .usingRecursiveFieldByFieldElementComparatorIgnoringFields(
                        "register.number", "base.value.number").isEqualTo(one.operands()));
            }
        }
    }

    static Stream<Arguments> archs() {
        return TestLibraries.all().stream().flatMap(library -> Arrays.stream(Arch.values())
            .map(arch -> Arguments.of(library, arch)));
    }

    @ParameterizedTest
    @MethodSource("archs")
    void opensWhatTheLibrarySupportsAndRefusesTheRest(CapstoneLibrary library, Arch arch) {
        Mode[] modes = CASES.stream().filter(c -> c.arch() == arch).findFirst()
            .map(c -> c.modes().toArray(Mode[]::new)).orElse(new Mode[0]);
        if (library.supports(arch)) {
            try (Disassembler d = library.open(arch, modes)) {
                assertThat(d.arch()).isEqualTo(arch);
            }
        } else {
            assertThatThrownBy(() -> library.open(arch, modes))
                .isInstanceOfSatisfying(CapstoneException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.ARCH));
        }
    }

    @ParameterizedTest
    @MethodSource("archs")
    void namesAnyNumberWithoutHarm(CapstoneLibrary library, Arch arch) {
        assumeTrue(library.supports(arch));
        Mode[] modes = CASES.stream().filter(c -> c.arch() == arch).findFirst()
            .map(c -> c.modes().toArray(Mode[]::new)).orElse(new Mode[0]);
        try (Disassembler d = library.open(arch, modes)) {
            for (int number = -3; number < 4000; number++) {
                d.registerName(number);
                d.instructionName(number);
                d.groupName(new NamedGroup(number, ""));
            }
            for (int number : new int[] {0xffff, 0x10000, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
                assertThat(d.registerName(number)).isEmpty();
                d.instructionName(number);
                d.groupName(new NamedGroup(number, ""));
            }
            assertThat(d.instructionName(0)).isEmpty();
            assertThat(d.instructionName(1)).isPresent();
        }
    }
}
