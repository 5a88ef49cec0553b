package dev.initlab.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import dev.initlab.elf.ElfFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The initcall tables are those that {@code llvm-nm -n} and the bytes of the image show. */
class LlvmNmTest {
    @TempDir
    private Path directory;

    static Stream<Path> committed() throws IOException {
        try (Stream<Path> files = Files.walk(Tools.root().resolve("testdata/images"))) {
            return files.filter(file -> file.getFileName().toString().equals("vmlinux")).sorted().toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("committed")
    void committedImages(Path image) throws Exception {
        Tools.require("llvm-nm", "llvm-readelf");
        boolean is32 = Tools.root().resolve("testdata/images").relativize(image).startsWith("arm");
        assertAgrees(image, is32 ? EntryKind.ABSOLUTE : EntryKind.PREL32, is32 ? 4 : 8, 5);
    }

    @Test
    void thereAreImagesOfEveryArchitecture() throws IOException {
        assertThat(committed().map(path -> path.getParent().getFileName().toString()))
                .contains("x86_64", "arm64", "arm");
    }

    @ParameterizedTest
    @CsvSource({
        "x86_64, n, new",
        "x86_64, y, old",
        "arm64, n, old",
        "arm, y, new",
        "arm, n, old",
    })
    void otherKindsOfEntriesAndNames(String architecture, String prel32, String names) throws Exception {
        Path image = built(architecture, "CONFIG_PREL32=" + prel32, "CONFIG_INITCALL_NAMES=" + names);
        EntryKind kind = prel32.equals("y") ? EntryKind.PREL32 : EntryKind.ABSOLUTE;
        assertAgrees(image, kind, architecture.equals("arm") ? 4 : 8, 40);
        assertThat(tables(image).all()).allMatch(entry -> entry.object().isPresent() == names.equals("new"));
    }

    /** Linux since 4.20 has no table of security initcalls, and a kernel may do without a console. */
    @Test
    void imagesWithoutConsoleAndSecurityTables() throws Exception {
        Tools.require("llvm-objcopy");
        Path whole = Tools.root().resolve("testdata/images/x86_64/vmlinux");
        Path image = directory.resolve("vmlinux");
        List<Object> command = new ArrayList<>(List.of("llvm-objcopy"));
        for (String symbol : List.of("con", "security")) {
            command.add("--strip-symbol=__" + symbol + "_initcall_start");
            command.add("--strip-symbol=__" + symbol + "_initcall_end");
        }
        command.addAll(List.of(whole, image));
        Tools.run(command.toArray());
        List<InitcallEntry> left = tables(image).all();
        assertThat(left).isEqualTo(tables(whole).all().stream()
                .filter(e -> e.level() != InitcallLevel.CONSOLE && e.level() != InitcallLevel.SECURITY)
                .toList());
        assertThat(left).hasSizeGreaterThan(30);
    }

    /** A kernel of 32 bits, as far as its initcalls go: pointers of 4 bytes. */
    @Test
    void imagesOf32Bits() throws Exception {
        Tools.require("clang", "ld.lld", "llvm-nm", "llvm-readelf");
        Path source = directory.resolve("arm.S");
        List<String> lines = new ArrayList<>(
                List.of(".section .init.text,\"ax\"", ".globl _start", "_start: nop"));
        List<String> table = new ArrayList<>(List.of(".section .init.data,\"aw\""));
        table.add(".globl __initcall_start");
        table.add("__initcall_start:");
        for (int level = 0; level <= 7; level++) {
            table.add(".globl __initcall" + level + "_start");
            table.add("__initcall" + level + "_start:");
            lines.add(".type f" + level + ", %function");
            lines.add("f" + level + ": bx lr");
            table.add("__initcall__kmod_many__" + level + "_10_f" + level + level + ": .long f" + level);
        }
        table.add(".globl __initcall_end");
        table.add("__initcall_end:");
        lines.addAll(table);
        Files.write(source, lines);
        Path object = directory.resolve("arm.o");
        Path image = directory.resolve("vmlinux");
        Tools.run("clang", "--target=arm-linux-gnueabihf", "-c", source, "-o", object);
        Tools.run("ld.lld", "-Ttext=0xc0008000", "--section-start=.init.text=0xc0100000",
                "--section-start=.init.data=0xc0200000", object, "-o", image);
        assertAgrees(image, EntryKind.ABSOLUTE, 4, 8);
        assertThat(tables(image).level(InitcallLevel.LATE)).extracting(InitcallEntry::function)
                .containsExactly("f7");
    }

    private static void assertAgrees(Path image, EntryKind kind, int wordSize, int atLeast) throws Exception {
        InitcallTables tables = tables(image);
        assertThat(tables.kind()).isEqualTo(kind);
        assertThat(tables.all().stream().map(e -> "%s %d 0x%x 0x%x %s %s %s".formatted(e.level().levelName(),
                e.index(), e.entry(), e.address(), e.function(), e.object().orElse("-"), e.id())))
                .hasSizeGreaterThanOrEqualTo(atLeast)
                .isEqualTo(new Truth(image, wordSize).initcalls(kind));
    }

    private static InitcallTables tables(Path image) throws IOException {
        return InitcallTables.read(ElfImage.of(ElfFile.read(image)));
    }

    private Path built(String architecture, String... options) throws Exception {
        Tools.require("clang", "ld.lld", "llvm-nm", "llvm-readelf", "make");
        List<Object> command = new ArrayList<>(List.of("make", "-C", Tools.root().resolve("guest-kernel"),
                "ARCH=" + architecture, "O=" + directory, "vmlinux"));
        command.addAll(Arrays.asList(options));
        Tools.run(command.toArray());
        return directory.resolve("vmlinux");
    }
}
