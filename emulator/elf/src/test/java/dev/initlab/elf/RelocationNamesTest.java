package dev.initlab.elf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Every relocation type that llvm-readelf has a name for has the same one here. */
class RelocationNamesTest {
    private static final Pattern LINE =
            Pattern.compile("[0-9a-f]{8,16} +([0-9a-f]{8,16}) (R_\\S+|Unknown).*");

    @TempDir
    Path directory;

    @Test
    void x86() throws IOException {
        check(ElfClass.ELF64, Machine.X86_64, 256, X86_64Relocation::of, List.of("R_X86_64_RELATIVE64"));
    }

    @Test
    void aarch64() throws IOException {
        check(ElfClass.ELF64, Machine.AARCH64, 1100, Aarch64Relocation::of, List.of("R_AARCH64_GOTPCREL32"));
    }

    @Test
    void arm() throws IOException {
        check(ElfClass.ELF32, Machine.ARM, 256, ArmRelocation::of, List.of("R_ARM_THM_GOT_BREL12"));
    }

    /** @param newer what the psABI has and LLVM 14 has not */
    private void check(ElfClass elfClass, Machine machine, int types,
            IntFunction<Optional<? extends Enum<?>>> table, List<String> newer) throws IOException {
        Toolchain tools = new Toolchain(directory);
        ElfBuilder builder = new ElfBuilder(elfClass, Endian.LITTLE, ElfType.REL, machine);
        int text = builder.section(".text", SectionType.PROGBITS, 6, new byte[8], 8);
        int symbols = builder.symbols(List.of());
        List<Relocation> relocations = new ArrayList<>();
        for (int type = 0; type < types; type++) {
            relocations.add(new Relocation(0, 0, type, 0, true));
        }
        builder.relocations(".rela.text", symbols, text, true, relocations);
        Path file = Files.write(directory.resolve("all.o"), builder.build());

        List<String> names = tools.readelf(file, "-r").stream().map(LINE::matcher).filter(Matcher::matches)
                .map(line -> line.group(2)).toList();

        assertThat(names).hasSize(types);
        for (int type = 0; type < types; type++) {
            String ours = table.apply(type).map(Enum::name).orElse("Unknown");
            String theirs = names.get(type);
            if (machine == Machine.AARCH64 && theirs.startsWith("R_AARCH64_P32_")) {
                theirs = "Unknown"; // ILP32's numbers are of ELF32
            }
            if (!newer.contains(ours)) {
                assertThat(ours).as("type " + type).isEqualTo(theirs);
            }
        }
    }
}
