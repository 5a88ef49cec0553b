package dev.initlab.capstone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Code that clang makes of small C files decodes as llvm-objdump decodes it. */
class CompiledCodeTest {

    /** A target of clang and the disassembler for it. */
    enum Target {
        X86_64("x86_64-linux-gnu", "system_x86_64.c", Arch.X86, List.of(Mode.BITS_64), "-mcmodel=kernel"),
        I386("i386-linux-gnu", "", Arch.X86, List.of(Mode.BITS_32), "-msse2"),
        AARCH64("aarch64-linux-gnu", "system_aarch64.c", Arch.ARM64, List.of(), "-fno-pic"),
        ARM("armv7a-linux-gnueabihf", "system_arm.c", Arch.ARM, List.of(Mode.ARM), "-marm", "-mfpu=neon"),
        THUMB("armv7a-linux-gnueabihf", "system_arm.c", Arch.ARM, List.of(Mode.THUMB), "-mthumb",
            "-mfpu=neon");

        final String triple;
        final String system;
        final Arch arch;
        final List<Mode> modes;
        final List<String> options;

        Target(String triple, String system, Arch arch, List<Mode> modes, String... options) {
            this.triple = triple;
            this.system = system;
            this.arch = arch;
            this.modes = modes;
            this.options = List.of(options);
        }

        List<String> sources() {
            List<String> sources = new ArrayList<>(List.of("integers.c", "memory.c", "floats.c"));
            if (!system.isEmpty()) {
                sources.add(system);
            }
            return sources;
        }
    }

    @TempDir
    Path dir;

    @ParameterizedTest
    @EnumSource
    void decodesAsObjdumpDoes(Target target) throws Exception {
        assumeTrue(Objdump.isInstalled("clang") && Objdump.isInstalled("llvm-objdump"),
            "clang and llvm are needed");
        Spelling spelling = Spelling.load();
        List<String> unexplained = new ArrayList<>();
        int count = 0;
        for (String level : List.of("-O0", "-O2")) {
            for (String source : target.sources()) {
                List<Objdump.Run> runs = Objdump.runs(compile(target, level, source),
                    "--x86-asm-syntax=intel");
                count += runs.stream().mapToInt(run -> run.lines().size()).sum();
                for (CapstoneLibrary library : TestLibraries.all()) {
                    try (Disassembler disassembler = library.open(target.arch,
                        target.modes.toArray(Mode[]::new))) {
                        disassembler.skipData(true);
                        for (Objdump.Run run : runs) {
                            unexplained.addAll(spelling.unexplained(disassembler, target.name(), run));
                        }
                    }
                }
            }
        }
        assertThat(unexplained).isEmpty();
        assertThat(count).isGreaterThan(900);
    }

    private Path compile(Target target, String level, String source) throws Exception {
        Path object = dir.resolve(source + target + level + ".o");
        List<String> command = new ArrayList<>(List.of("clang", "--target=" + target.triple, level,
            "-ffreestanding",
            "-w", "-c", Objdump.resource("code/" + source, dir).toString(), "-o", object.toString()));
        command.addAll(target.options);
        Objdump.execute(command);
        return object;
    }
}
