package dev.initlab.capstone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** All code of the committed guest images, kernels and modules, decodes as llvm-objdump decodes it. */
class ImageCodeTest {

    enum Image {
        // folder below testdata/images, target of the spelling table
        X86_64("x86_64", "X86_64", Arch.X86, Mode.BITS_64),
        ARM64("arm64", "AARCH64", Arch.ARM64),
        ARM("arm", "ARM", Arch.ARM, Mode.ARM);

        final String folder;
        final String target;
        final Arch arch;
        final Mode[] modes;

        Image(String folder, String target, Arch arch, Mode... modes) {
            this.folder = folder;
            this.target = target;
            this.arch = arch;
            this.modes = modes;
        }
    }

    @ParameterizedTest
    @EnumSource
    void decodesAsObjdumpDoes(Image image) throws Exception {
        assumeTrue(Objdump.isInstalled("llvm-objdump"), "llvm-objdump is needed");
        Path folder = Path.of(System.getProperty("initlab.root"), "testdata", "images", image.folder);
        assumeTrue(Files.isDirectory(folder), folder + " is needed");
        List<Path> objects;
        try (Stream<Path> files = Files.walk(folder)) {
            objects = files.filter(f -> f.endsWith("vmlinux") || f.toString().endsWith(".ko")).sorted()
                .toList();
        }
        Spelling spelling = Spelling.load();
        List<String> unexplained = new ArrayList<>();
        int count = 0;
        for (Path object : objects) {
            List<Objdump.Run> runs = Objdump.runs(object, "--x86-asm-syntax=intel");
            count += runs.stream().mapToInt(run -> run.lines().size()).sum();
            for (CapstoneLibrary library : TestLibraries.all()) {
                try (Disassembler disassembler = library.open(image.arch, image.modes)) {
                    disassembler.skipData(true);
                    for (Objdump.Run run : runs) {
                        unexplained.addAll(spelling.unexplained(disassembler, image.target, run));
                    }
                }
            }
        }
        assertThat(unexplained).isEmpty();
        assertThat(objects).isNotEmpty();
        assertThat(count).isGreaterThan(1000);
    }
}
