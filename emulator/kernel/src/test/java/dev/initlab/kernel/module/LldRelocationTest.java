package dev.initlab.kernel.module;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.initlab.elf.ElfFile;
import dev.initlab.elf.Machine;
import dev.initlab.elf.Relocation;
import dev.initlab.elf.Section;
import dev.initlab.kernel.boot.Toolchain;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The linker patches the same bytes as we: the same object, the same addresses, each type at both ends of its
 * range and between.
 */
class LldRelocationTest {
    @TempDir
    Path folder;

    /**
     * What the assembler makes relocations of, one a line: SYM is the line's own symbol, whose three values are
     * addresses, or after {@code P} distances from the line. (Of prel_g3 below 0 Linux makes a movn, lld a movz.)
     */
    private static final Map<Machine, String> LINES = Map.of(
            Machine.X86_64, """
                    .quad SYM                       |   0, ffffffffffffffff, ffffffffc0001230
                    .quad SYM - .                   | P -7fffffffffffff00, 7fffffffffffff00, 1230
                    .long SYM - .                   | P -80000000, 7fffffff, 1230
                    call SYM                        | P -7ffffffb, 80000004, 1230
                    movl $SYM, %eax                 |   0, ffffffff, 12345678
                    movq $SYM, %rax                 |   ffffffff80000000, 7fffffff, ffffffffc0001230
                    """,
            Machine.AARCH64, """
                    .quad SYM                       |   0, ffffffffffffffff, ffff800008001230
                    .word SYM                       |   0, ffffffff, 12345678
                    .hword SYM                      |   0, ffff, 1234
                    .quad SYM - .                   | P -7fffffffffffff00, 7fffffffffffff00, 1230
                    .word SYM - .                   | P -80000000, 7fffffff, 1230
                    .hword SYM - .                  | P -8000, 7fff, 1230
                    movz x3, #:abs_g0:SYM           |   0, ffff, 1234
                    movk x3, #:abs_g0_nc:SYM        |   0, ffffffffffffffff, ffff800008001230
                    movz x3, #:abs_g1:SYM           |   0, ffffffff, 12345678
                    movk x3, #:abs_g1_nc:SYM        |   0, ffffffffffffffff, ffff800008001230
                    movz x3, #:abs_g2:SYM           |   0, ffffffffffff, 123456789abc
                    movk x3, #:abs_g2_nc:SYM        |   0, ffffffffffffffff, ffff800008001230
                    movz x3, #:abs_g3:SYM           |   0, ffffffffffffffff, ffff800008001230
                    movz x3, #:abs_g0_s:SYM         |   ffffffffffff0000, ffff, ffffffffffffedcc
                    movz x3, #:abs_g1_s:SYM         |   ffffffff00000000, ffffffff, ffffffffedcba988
                    movz x3, #:abs_g2_s:SYM         |   ffff000000000000, ffffffffffff, ffff800008001230
                    movz x3, #:prel_g0:SYM          | P -10000, ffff, -1230
                    movk x3, #:prel_g0_nc:SYM       | P -10000, ffff, 8001230
                    movz x3, #:prel_g1:SYM          | P -100000000, ffffffff, -8001230
                    movk x3, #:prel_g1_nc:SYM       | P -100000000, ffffffff, 8001230
                    movz x3, #:prel_g2:SYM          | P -1000000000000, ffffffffffff, -8001230
                    movk x3, #:prel_g2_nc:SYM       | P -1000000000000, ffffffffffff, 8001230
                    movz x3, #:prel_g3:SYM          | P 0, 7fffffffffff0000, 123000000000000
                    ldr x3, SYM                     | P -100000, ffffc, 1230
                    adr x3, SYM                     | P -100000, fffff, 1230
                    adrp x3, SYM                    | P -100000000, fffff000, -1230
                    adrp x3, :pg_hi21_nc:SYM        | P -100000000, fffff000, 8001230
                    add x3, x3, :lo12:SYM           |   0, fff, ffff800008001234
                    ldrb w3, [x3, :lo12:SYM]        |   0, fff, ffff800008001234
                    ldrh w3, [x3, :lo12:SYM]        |   0, ffe, ffff800008001234
                    ldr w3, [x3, :lo12:SYM]         |   0, ffc, ffff800008001234
                    ldr x3, [x3, :lo12:SYM]         |   0, ff8, ffff800008001238
                    ldr q3, [x3, :lo12:SYM]         |   0, ff0, ffff800008001230
                    tbz x3, #3, SYM                 | P -8000, 7ffc, 1230
                    cbz x3, SYM                     | P -100000, ffffc, 1230
                    b.eq SYM                        | P -100000, ffffc, 1230
                    b SYM                           | P -8000000, 7fffffc, 1230
                    bl SYM                          | P -8000000, 7fffffc, 1230
                    """,
            Machine.ARM, """
                    .arm; .word SYM                 |   0, ffffffff, c0123454
                    .word SYM + 4                   |   0, ffffffff, c0123454
                    .word SYM - .                   | P -40000000, 40000000, 1234
                    .word SYM(target1)              |   0, ffffffff, c0123454
                    .word SYM(prel31)               | P -40000000, 3fffffff, -1234
                    bl SYM                          | P -1fffff4, 2000004, -1230
                    b SYM                           | P -1fffff4, 2000004, -1230
                    bleq SYM                        | P -1fffff4, 2000004, -1230
                    .reloc ., R_ARM_PC24, SYM; .word 0x0afffffe | P -1fffff4, 2000004, -1230
                    movw r3, #:lower16:SYM          |   0, ffffffff, c0123454
                    movt r3, #:upper16:SYM          |   0, ffffffff, c0123454
                    movw r3, #:lower16:(SYM - .)    | P -40000000, 40000000, 1234
                    movt r3, #:upper16:(SYM - .)    | P -40000000, 40000000, 1234
                    .reloc ., R_ARM_ALU_PC_G0_NC, SYM; .word 0xe24f0008 | P -12344670, 12344680, 107
                    .reloc ., R_ARM_ALU_PC_G1_NC, SYM; .word 0xe2400008 | P -12344670, 12344680, 107
                    .reloc ., R_ARM_LDR_PC_G2, SYM; .word 0xe5100008    | P -12344670, 12344680, 107
                    .thumb; bl SYM                  | P -fffffb, 1000001, -122f
                    b.w SYM                         | P -fffffb, 1000001, -122f
                    movw r3, #:lower16:SYM          |   0, ffffffff, c0123454
                    movt r3, #:upper16:SYM          |   0, ffffffff, c0123454
                    movw r3, #:lower16:(SYM - .)    | P -40000000, 40000000, 1234
                    movt r3, #:upper16:(SYM - .)    | P -40000000, 40000000, 1234
                    """);

    private static final Map<Machine, Long> BASES = Map.of(
            Machine.X86_64, 0xffff_ffff_c000_0000L, Machine.AARCH64, 0xffff_8000_1000_0000L,
            Machine.ARM, 0x7f00_0000L);
    private static final int STEP = 16;

    /** A line: its text, and the values of its symbol. */
    private record Line(String assembly, boolean relative, List<Long> values) {
        static Line of(String text) {
            String[] parts = text.split("\\|");
            String values = parts[1].strip();
            boolean relative = values.startsWith("P");
            return new Line(parts[0].strip(), relative, List.of(values.replace("P", "").split(",")).stream()
                    .map(String::strip)
                    .map(v -> v.startsWith("-") ? -Long.parseLong(v.substring(1), 16)
                            : Long.parseUnsignedLong(v, 16)).toList());
        }
    }

    @ParameterizedTest
    @CsvSource({
        // R_X86_64_NONE patches nothing
        "X86_64,  0",
        // R_AARCH64_NONE patches nothing
        "AARCH64, 0 256",
        // R_ARM_NONE patches nothing; lld leaves R_ARM_V4BX alone, as it is of no use on ARMv7
        "ARM,     0 40",
    })
    void theLinkerSaysTheSame(Machine machine, String notHere) throws IOException {
        Toolchain.require("ld.lld");
        List<Line> lines = LINES.get(machine).lines().map(Line::of).toList();
        ElfFile elf = assemble(machine, lines);
        Relocator relocator = Relocator.of(machine, true);
        long base = BASES.get(machine);
        long text = place(LaidOutModule.of("first", elf, relocator, base, symbol -> 0), ".text").address();
        for (int setting = 0; setting < 3; setting++) {
            Map<String, Long> symbols = new HashMap<>();
            for (int i = 0; i < lines.size(); i++) {
                long value = lines.get(i).values.get(setting) + (lines.get(i).relative ? text + (long) i * STEP : 0);
                symbols.put("sym" + i, machine == Machine.ARM ? value & 0xffff_ffffL : value);
            }
            byte[] linked = link(machine, text, symbols);
            LaidOutModule module = LaidOutModule.of("test", elf, relocator, base, s -> symbols.get(s.name()));
            module.image().applyRelocations(relocator);
            for (int i = 0; i < lines.size(); i++) {
                byte[] ours = module.memory().read(text + (long) i * STEP, 8);
                assertThat(ours).as("%s with %x", lines.get(i).assembly, symbols.get("sym" + i))
                        .isEqualTo(Arrays.copyOfRange(linked, i * STEP, i * STEP + 8));
            }
        }
        Set<Integer> types = new TreeSet<>(List.of(notHere.split(" ")).stream().map(Integer::valueOf).toList());
        Section table = elf.sections().stream().filter(s -> s.name().matches("\\.rela?\\.text")).findFirst()
                .orElseThrow();
        types.addAll(elf.relocations(table).stream().map(Relocation::type).toList());
        assertThat(types).as("types compared").isEqualTo(supported(machine));
    }

    private static Set<Integer> supported(Machine machine) {
        return IntStream.range(0, 2048).filter(number -> switch (machine) {
            case X86_64 -> X86Relocation.of(number).isPresent();
            case AARCH64 -> Arm64Relocation.of(number).isPresent();
            default -> ArmRelocation.of(number).isPresent();
        }).boxed().collect(Collectors.toCollection(TreeSet::new));
    }

    private static PlacedSection place(LaidOutModule module, String section) {
        return module.image().placed(section).orElseThrow();
    }

    /** Each line in 16 bytes of its own, and the sections the loader wants, which the linker gets empty. */
    private ElfFile assemble(Machine machine, List<Line> lines) throws IOException {
        List<String> text = new ArrayList<>(List.of(".syntax unified".repeat(machine == Machine.ARM ? 1 : 0), ".text"));
        for (int i = 0; i < lines.size(); i++) {
            text.add(".org " + i * STEP);
            text.add(".globl sym" + i); // clang forgets a symbol that only .reloc names
            text.add(lines.get(i).assembly.replace("SYM", "sym" + i));
        }
        text.add(".org " + lines.size() * STEP);
        text.add(".section .plt, \"ax\"\n.section .init.plt, \"ax\"\n");
        return Assembler.assemble(folder, machine, String.join("\n", text).replace(";", "\n"));
    }

    private byte[] link(Machine machine, long text, Map<String, Long> symbols) throws IOException {
        List<String> command = new ArrayList<>(List.of("ld.lld", "--no-relax", "-e", "0", "-Ttext",
                "0x%x".formatted(text), folder.resolve("test.o").toString(), "-o",
                folder.resolve("linked").toString()));
        symbols.forEach((name, value) -> command.add("--defsym=%s=0x%x".formatted(name, value)));
        Toolchain.run(command.toArray(String[]::new));
        ElfFile linked = ElfFile.read(folder.resolve("linked"));
        Section section = linked.section(".text").orElseThrow();
        assertThat(section.address()).isEqualTo(text);
        return linked.content(section).toArray(ValueLayout.JAVA_BYTE);
    }
}
