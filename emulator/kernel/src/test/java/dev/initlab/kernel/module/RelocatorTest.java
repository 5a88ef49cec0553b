package dev.initlab.kernel.module;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.initlab.elf.ElfFile;
import dev.initlab.elf.Machine;
import dev.initlab.elf.Section;
import dev.initlab.elf.SectionType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static dev.initlab.kernel.module.Assembler.PLTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Whole modules: how large PLTs are, which entries they get, and what is said of a module that is refused. */
class RelocatorTest {
    private static final long ARM64_BASE = 0xffff_8000_0000_0000L;
    private static final long ARM64_FAR = 0xffff_8000_2000_0000L;
    private static final long ARM_BASE = 0xbf00_0000L;
    private static final long ARM_FAR = 0xc400_0000L;

    @TempDir
    Path folder;

    /** One entry for each type and symbol of a plain branch that leaves its section, and for each with an addend. */
    @Test
    void arm64PltSizes() throws IOException {
        ElfFile elf = assemble(Machine.AARCH64, """
                .text
                bl a
                bl b
                bl a
                b a
                bl a + 4
                bl a + 4
                bl here
                here: nop
                .quad a
                .section .init.text, "ax"
                bl a
                bl here
                nop
                .data
                .quad a
                """ + PLTS);
        Map<String, Section> sections = byName(new Arm64Relocator().frobArchSections("test", elf));
        assertThat(sections.get(".plt")).satisfies(plt -> {
            assertThat(plt.type()).as("NOBITS").isEqualTo(8);
            assertThat(plt.flags()).as("AX").isEqualTo(6);
            assertThat(plt.addralign()).isEqualTo(64);
            assertThat(plt.size()).as("b a, bl a, bl b, bl a + 4 twice, and one in reserve").isEqualTo(6 * 12);
        });
        assertThat(sections.get(".init.plt").size()).as("bl a, bl here, and one in reserve").isEqualTo(3 * 12);
    }

    @Test
    void arm64FarBranchesShareAnEntry() throws IOException {
        ElfFile elf = assemble(Machine.AARCH64, """
                .text
                bl far
                bl other
                bl far
                bl near
                b far
                adrp x0, near
                .section .init.text, "ax"
                bl far
                b near
                """ + PLTS);
        LaidOutModule module = relocate(elf, Machine.AARCH64, ARM64_BASE,
                Map.of("far", ARM64_FAR + 0x128, "other", ARM64_FAR, "near", ARM64_BASE + 0x100_0000));
        long text = address(module, ".text");
        long plt = address(module, ".plt");
        long initText = address(module, ".init.text");
        assertThat(Stream.of(0, 4, 8, 12, 16).map(i -> branch(module, text + i)))
                .as("b is sorted before bl, and its entry serves both").containsExactly(
                        plt, plt + 12, plt, ARM64_BASE + 0x100_0000, plt);
        assertThat(ReadBack.Arm64.veneer(module.memory(), plt)).isEqualTo(ARM64_FAR + 0x128);
        assertThat(ReadBack.Arm64.veneer(module.memory(), plt + 12)).isEqualTo(ARM64_FAR);
        assertThat(branch(module, initText)).isEqualTo(address(module, ".init.plt"));
        assertThat(branch(module, initText + 4)).isEqualTo(ARM64_BASE + 0x100_0000);
    }

    /** Where all relocations of a section are branches, Linux does not sort the last one: it gets its own entry. */
    @Test
    void arm64LastOfNothingButBranches() throws IOException {
        ElfFile elf = assemble(Machine.AARCH64, ".text\nbl far\nbl other\nbl far\n" + PLTS);
        LaidOutModule module = relocate(elf, Machine.AARCH64, ARM64_BASE,
                Map.of("far", ARM64_FAR, "other", ARM64_FAR + 0x100));
        long text = address(module, ".text");
        long plt = address(module, ".plt");
        assertThat(Stream.of(0, 4, 8).map(i -> branch(module, text + i))).containsExactly(plt, plt + 12, plt + 24);
        assertThat(module.image().placed(".plt").orElseThrow().header().size()).isEqualTo(4 * 12);
    }

    @Test
    void armPltSizes() throws IOException {
        ElfFile none = assemble(Machine.ARM, ".text\nbl here\nhere: nop\n" + PLTS);
        assertThat(byName(new ArmRelocator(false).frobArchSections("test", none)).get(".plt").size()).isZero();
        StringBuilder many = new StringBuilder(".text\n");
        for (int i = 0; i < 17; i++) {
            many.append("bl function%d\nbl function%d\n".formatted(i, i));
        }
        ElfFile elf = assemble(Machine.ARM, many + ".section .init.text, \"ax\"\nbl function1\nb function1\n" + PLTS);
        Map<String, Section> sections = byName(new ArmRelocator(false).frobArchSections("test", elf));
        assertThat(sections.get(".plt")).satisfies(plt -> {
            assertThat(plt.type()).as("NOBITS").isEqualTo(8);
            assertThat(plt.flags()).as("AX").isEqualTo(6);
            assertThat(plt.addralign()).isEqualTo(64);
            assertThat(plt.size()).as("17 entries: two blocks").isEqualTo(2 * 128);
        });
        assertThat(sections.get(".init.plt").size()).isEqualTo(128);
    }

    @Test
    void armFarBranchesShareAnEntry() throws IOException {
        ElfFile elf = assemble(Machine.ARM, """
                .text
                bl far
                bl other
                bl far
                b far
                bl near
                .section .init.text, "ax"
                blne far
                """ + PLTS);
        LaidOutModule module = relocate(elf, Machine.ARM, ARM_BASE,
                Map.of("far", ARM_FAR, "other", ARM_FAR + 0x100, "near", ARM_BASE + 0x10_0000));
        long text = address(module, ".text");
        long plt = address(module, ".plt");
        assertThat(Stream.of(0, 4, 8, 12, 16).map(i -> armBranch(module, text + i)))
                .as("bl is sorted before b, whose entry is not the last one made then").containsExactly(
                        plt, plt + 4, plt, plt + 8, ARM_BASE + 0x10_0000);
        assertThat(ReadBack.Arm.veneer(module.memory(), plt)).isEqualTo(ARM_FAR);
        assertThat(ReadBack.Arm.veneer(module.memory(), plt + 4)).isEqualTo(ARM_FAR + 0x100);
        assertThat(ReadBack.Arm.veneer(module.memory(), plt + 8)).isEqualTo(ARM_FAR);
        assertThat(armBranch(module, address(module, ".init.text"))).isEqualTo(address(module, ".init.plt"));
    }

    @Test
    void armPltsHaveBlocksOfSixteen() throws IOException {
        StringBuilder many = new StringBuilder(".text\n");
        Map<String, Long> symbols = new HashMap<>();
        for (int i = 0; i < 17; i++) {
            many.append("bl function").append(i).append('\n');
            symbols.put("function" + i, ARM_FAR + 16 * i);
        }
        LaidOutModule module = relocate(assemble(Machine.ARM, many + PLTS), Machine.ARM, ARM_BASE, symbols);
        long plt = address(module, ".plt");
        assertThat(IntStream.range(0, 17).mapToObj(i -> {
            long entry = armBranch(module, address(module, ".text") + 4L * i);
            assertThat(ReadBack.Arm.veneer(module.memory(), entry)).isEqualTo(ARM_FAR + 16 * i);
            return entry - plt;
        })).containsExactlyInAnyOrder(0L, 4L, 8L, 12L, 16L, 20L, 24L, 28L, 32L, 36L, 40L, 44L, 48L, 52L, 56L, 60L,
                128L);
    }

    /** A Thumb-2 kernel's veneer is {@code ldr.w pc, [pc, #...]}, and bit 0 of the literal keeps the mode. */
    @Test
    void thumbVeneer() throws IOException {
        ElfFile elf = assemble(Machine.ARM, ".text\n.thumb\nbl far\n" + PLTS);
        LaidOutModule module = LaidOutModule.of("test", elf, new ArmRelocator(true), ARM_BASE, s -> ARM_FAR + 1);
        module.image().applyRelocations(new ArmRelocator(true));
        long plt = address(module, ".plt");
        assertThat(module.memory().i32(plt)).isEqualTo(0xf03cf8df); // llvm-mc: ldr.w pc, [pc, #60]
        assertThat(Integer.toUnsignedLong(module.memory().i32(plt + 4 + 60))).isEqualTo(ARM_FAR + 1);
        long text = address(module, ".text");
        assertThat(text + 4 + ArmField.THUMB_BRANCH.addend(module.memory(), text)).isEqualTo(plt);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "X86_64  | .text; .reloc 0, R_X86_64_GOTPCREL, a; .long 0    | module: test: Unknown rela relocation: 9",
        "X86_64  | .text; .long a                                    | module: overflow in relocation type 10 val "
                + "ffff800020000000; module: `test' likely not compiled with -mcmodel=kernel",
        "X86_64  | .text; .reloc 0, R_X86_64_64, a; .quad 1          | module: x86/modules: Skipping invalid "
                + "relocation target, existing value is nonzero for type 1, loc (____ptrval____), "
                + "val ffff800020000000",
        "AARCH64 | .text; adrp x0, :got:a; PLTS                      | module test: unsupported RELA relocation: 311",
        "AARCH64 | .text; .hword a; PLTS                             | module test: overflow in relocation type 259 "
                + "val ffff800020000000",
        "AARCH64 | .text; cbz x0, a; PLTS                            | module test: overflow in relocation type 280 "
                + "val ffff800020000000",
        "AARCH64 | .text; bl a                                       | test: module PLT section(s) missing",
        "AARCH64 | .data; .reloc 0, R_AARCH64_CALL26, a; .word 0x94000000; PLTS | "
                + "WARN_ON() at arch/arm64/kernel/module-plts.c:98 module_emit_plt_entry",
        "ARM     | .data; .reloc 0, R_ARM_CALL, a; .word 0xebfffffe; PLTS | "
                + "kernel BUG at arch/arm/kernel/module-plts.c get_module_plt!",
        "ARM     | .text; .reloc 0, R_ARM_GOT_BREL, a; .word 0; PLTS | test: unknown relocation: 26",
        "ARM     | .text; .thumb; bl a; PLTS                         | test: unknown relocation: 10",
        "ARM     | .text; bl a + 1; bl b; PLTS                       | test: section 3 reloc 1 sym 'b': unsupported "
                + "interworking call (ARM -> Thumb)",
        "ARM     | .text; .word a(prel31); PLTS                      | test: section 3 reloc 0 sym 'a': relocation "
                + "42 out of range (0xbf000000 -> 0x20000000)",
        "ARM     | .text; bl a                                       | test: module PLT section(s) missing",
    })
    void refused(Machine machine, String source, String message) throws IOException {
        ElfFile elf = assemble(machine, source.replace("PLTS", PLTS).replace(";", "\n"));
        Map<String, Long> symbols = machine == Machine.ARM ? Map.of("a", 0x2000_0000L, "b", 0x2000_0001L)
                : Map.of("a", ARM64_FAR);
        RelocationException refusal = catchThrowableOfType(RelocationException.class,
                () -> relocate(elf, machine, machine == Machine.ARM ? ARM_BASE : ARM64_BASE, symbols));
        assertThat(refusal).hasMessage(message);
    }

    @ParameterizedTest
    @EnumSource(names = {"X86_64", "AARCH64", "ARM"})
    void theOtherKindOfRelocationSection(Machine machine) {
        byte[] bytes = SmallModule.of(machine);
        ElfFile right = ElfFile.parse(MemorySegment.ofArray(bytes.clone()), "right");
        right.sections().stream().filter(s -> s.name().startsWith(".rel")).forEach(section -> {
            int type = (int) (right.header().shoff() + (long) section.index() * right.header().shentsize() + 4);
            bytes[type] ^= (byte) (SectionType.REL.number() ^ SectionType.RELA.number());
        });
        ElfFile wrong = ElfFile.parse(MemorySegment.ofArray(bytes), "wrong");
        assertThat(catchThrowableOfType(RelocationException.class,
                () -> relocate(wrong, machine, ARM_BASE, Map.of())))
                .hasMessage("module test: REL relocation unsupported");
        relocate(right, machine, ARM_BASE, Map.of());
    }

    /** A branch of a Thumb-2 kernel's module to a function that is ARM code. */
    @Test
    void thumbToArm() throws IOException {
        ElfFile elf = assemble(Machine.ARM, ".text\n.thumb\nbl function\n.data\n.arm\n.type function, %function\n"
                + ".globl function\nfunction: .word 0\n" + PLTS);
        LaidOutModule module = LaidOutModule.of("test", elf, new ArmRelocator(true), ARM_BASE, s -> 0);
        assertThat(catchThrowableOfType(RelocationException.class,
                () -> module.image().applyRelocations(new ArmRelocator(true))))
                .hasMessage("test: section 3 reloc 0 sym 'function': unsupported interworking call (Thumb -> ARM)");
    }

    private LaidOutModule relocate(ElfFile elf, Machine machine, long base, Map<String, Long> symbols) {
        Relocator relocator = Relocator.of(machine, false);
        LaidOutModule module = LaidOutModule.of("test", elf, relocator, base, s -> symbols.getOrDefault(s.name(), 0L));
        module.image().applyRelocations(relocator);
        return module;
    }

    private static long branch(LaidOutModule module, long at) {
        return at + 4 * ReadBack.signed(module.memory().i32(at), 26);
    }

    private static long armBranch(LaidOutModule module, long at) {
        return at + 8 + 4 * ReadBack.signed(module.memory().i32(at), 24);
    }

    private static long address(LaidOutModule module, String section) {
        return module.image().placed(section).orElseThrow().address();
    }

    private static Map<String, Section> byName(List<Section> sections) {
        return sections.stream().collect(Collectors.toMap(Section::name, s -> s));
    }

    private ElfFile assemble(Machine machine, String source) throws IOException {
        return Assembler.assemble(folder, machine, ".globl a\n" + source); // clang forgets what only .reloc names
    }
}
