package dev.initlab.elf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import net.fornwall.jelf.ElfRelocation;
import net.fornwall.jelf.ElfRelocationAddend;
import net.fornwall.jelf.ElfRelocationAddendSection;
import net.fornwall.jelf.ElfRelocationSection;
import net.fornwall.jelf.ElfSection;
import net.fornwall.jelf.ElfSymbol;
import net.fornwall.jelf.ElfSymbolTableSection;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A second opinion, by another reader in Java. */
class JelfTest {
    private static final String SOURCE = """
            extern int ext(int);
            static int counter = 3;
            int work(int a) { return ext(a) + counter++; }
            int *pointer = &counter; int (*function)(int) = work;
            """;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {Toolchain.X86_64, Toolchain.AARCH64, Toolchain.ARMV7})
    void jelfSeesTheSame(String target) throws IOException {
        Toolchain tools = new Toolchain(directory);
        Path object = tools.compile(target, "object.o", SOURCE, "-g");
        compare(object);
        compare(tools.link("executable", object, "-e", "work", "--unresolved-symbols=ignore-all",
                "--build-id=sha1"));
    }

    private static void compare(Path path) throws IOException {
        ElfFile ours = ElfFile.read(path);
        net.fornwall.jelf.ElfFile theirs = net.fornwall.jelf.ElfFile.from(path.toFile());

        assertThat(ours.header().entry()).isEqualTo(theirs.e_entry);
        assertThat(ours.header().machineNumber()).isEqualTo(theirs.e_machine);
        assertThat(ours.sections()).hasSize(theirs.e_shnum);
        assertThat(ours.segments()).hasSize(theirs.e_phnum);
        for (Section section : ours.sections()) {
            ElfSection other = theirs.getSection(section.index());
            assertThat(List.of(section.type(), section.flags(), section.address(), section.offset(),
                    section.size()))
                    .isEqualTo(List.of(other.header.sh_type, unsigned(ours, other.header.sh_flags),
                            other.header.sh_addr, other.header.sh_offset, other.header.sh_size));
            if (!section.name().isEmpty()) {
                assertThat(section.name()).isEqualTo(other.header.getName());
            }
            if (section.is(SectionType.REL) || section.is(SectionType.RELA)) {
                assertThat(relocations(ours.relocations(section))).isEqualTo(relocations(other));
            }
        }
        ElfSymbolTableSection symbols = theirs.getSymbolTableSection();
        assertThat(ours.symbols().all()).hasSize(symbols.symbols.length);
        for (Symbol symbol : ours.symbols().all()) {
            ElfSymbol other = symbols.symbols[symbol.index()];
            assertThat(List.of(symbol.value(), symbol.size(), symbol.binding().number(),
                    symbol.type().number()))
                    .isEqualTo(List.of(other.st_value, other.st_size, other.getBinding(), other.getType()));
            assertThat(symbol.name()).isEqualTo(other.getName() == null ? "" : other.getName());
        }
    }

    /** jelf extends the sign of the 32-bit sh_flags. */
    private static long unsigned(ElfFile file, long value) {
        return file.header().elfClass() == ElfClass.ELF32 ? value & 0xffffffffL : value;
    }

    private static List<String> relocations(List<Relocation> ours) {
        return ours.stream().map(each -> each.offset() + " " + each.symbolIndex() + " " + each.type() + " "
                + each.addend()).toList();
    }

    private static List<String> relocations(ElfSection section) {
        List<String> texts = new ArrayList<>();
        if (section instanceof ElfRelocationSection rel) {
            for (ElfRelocation each : rel.relocations) {
                texts.add(each.r_offset + " " + each.getSymbolIndex() + " " + each.getType() + " 0");
            }
        } else if (section instanceof ElfRelocationAddendSection rela) {
            for (ElfRelocationAddend each : rela.relocations) {
                texts.add(each.r_offset + " " + each.getSymbolIndex() + " " + each.getType() + " "
                        + each.r_addend);
            }
        }
        return texts;
    }
}
