package dev.initlab.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.initlab.kernel.BootResult;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/** Bad input: exit status 2, and one line on stderr that names the file or option and what is wrong with it. */
class BadInputTest {
    @TempDir
    private Path directory;

    /** What is wrong, the command line that says so, and what the line must contain. */
    private record Row(String what, Function<Path, List<String>> arguments, String message) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                // ---- the image as a file
                row("missing file", d -> boot(d.resolve("nowhere")), "nowhere: no such file"),
                row("missing folder", d -> boot(d.resolve("a/b/c")), "c: no such file"),
                row("directory", d -> boot(d), ": is a directory; a file is wanted"),
                row("unreadable", d -> boot(unreadable(d)), "bad: cannot be read: permission denied"),
                row("empty file", d -> boot(BadImages.write(d, new byte[0])), "bad: "),
                row("text file", d -> boot(BadImages.write(d, text("Hello, this is no kernel.\n".repeat(20)))),
                        "bad: "),
                row("binary file", d -> boot(BadImages.write(d, new byte[100_000])), "bad: "),
                row("a file name of two lines", d -> boot(d.resolve("a\nb")), "a b: no such file"),
                row("ELF header cut", d -> boot(BadImages.cut(d, 40)), "bad: "),
                row("ELF cut behind its header", d -> boot(BadImages.cut(d, 64)), "bad: "),
                row("ELF cut in half", d -> boot(BadImages.cut(d, 50_000)), "bad: "),
                // ---- the image as an ELF file
                row("object file", d -> boot(CommandRun.image("x86_64", "modules/hello.ko")),
                        "hello.ko: is no executable (ELF type 1); a vmlinux is wanted"),
                row("shared library of the host", d -> boot(hostLibrary()), ".so"),
                row("other architecture", d -> boot(BadImages.forRiscV(d)),
                        "x86_64, arm64 and arm are supported"),
                row("no symbol table", d -> boot(BadImages.withoutSymbolTable(d)), "bad: has no symbol table; "),
                row("no initcall symbols", d -> boot(BadImages.withoutInitcallSymbols(d)),
                        "bad: has no symbol __initcall"),
                row("entry outside of text", d -> boot(BadImages.withEntryOutsideText(d)),
                        "which is no code of the image"),
                row("table back to front", d -> boot(BadImages.withTableBackToFront(d)), "__con_initcall_end"),
                row("overlapping segments", d -> boot(BadImages.withOverlappingSegments(d)),
                        "bad: segments 0 and 1 overlap at 0xffffffff81000000"),
                row("overlapping physically",
                        d -> boot(BadImages.withSegmentsOverlappingInPhysicalMemory(d)),
                        "bad: segments 0 and 1 overlap in physical memory at 0x1000000"),
                row("physical address 0", d -> boot(BadImages.withSegmentAtPhysicalZero(d)),
                        "bad: segment 0 lies at physical 0x0"),
                row("segment without end", d -> boot(BadImages.withSegmentThatWraps(d)), "bad: "),
                row("hypercalls back to front", d -> boot(BadImages.withSymbol(d, "__hypercall_end", 16)), "bad: "),
                row("hypercalls without end", d -> boot(BadImages.withSymbol(d, "__hypercall_end", -16)), "bad: "),
                row("init memory outside of the image", d -> boot(BadImages.withSymbol(d, "__init_begin", 4096)),
                        "bad: "),
                row("init memory back to front", d -> boot(BadImages.withSymbol(d, "__init_end", 4096)), "bad: "),
                row("exports back to front", d -> boot(BadImages.withSymbol(d, "__stop___ksymtab", 4096)), "bad: "),
                row("exports without end", d -> boot(BadImages.withSymbol(d, "__stop___ksymtab", -4096)), "bad: "),
                row("parameters without end", d -> boot(BadImages.withSymbol(d, "__stop___param", -8)), "bad: "),
                row("options without end", d -> boot(BadImages.withSymbol(d, "__setup_end", -8)), "bad: "),
                row("a struct nobody described, found out late",
                        d -> boot(BadImages.withText(d, "console.write", "console.wrote")),
                        "bad: no layout note for console.write; add LAYOUT_FIELD() for it"),
                // ---- the initramfs
                row("no initramfs there", d -> initrd(d.resolve("nowhere")), "nowhere: no such file"),
                row("initramfs is a directory", d -> initrd(d), ": is a directory; a file is wanted"),
                row("initramfs is no archive", d -> initrd(BadImages.write(d, text("not a cpio archive"))), "bad: "),
                row("initramfs cut", d -> initrd(BadImages.write(d, half("initramfs.cpio"))), "bad: "),
                row("initramfs is a kernel", d -> initrd(BadImages.good()), "vmlinux: "),
                // ---- options
                row("unknown option", d -> List.of("boot", "--frobnicate"), "Unknown option: '--frobnicate'"),
                row("unknown command", d -> List.of("reboot"), "reboot"),
                row("two images", d -> List.of("boot", "a", "b"), "'b'"),
                row("unknown architecture", d -> List.of("boot", "--arch", "mips"),
                        "--arch"),
                row("architecture that the image is not for", d -> List.of("boot", "--arch", "arm64",
                        BadImages.good().toString()), "vmlinux: is for x86_64; --arch says arm64"),
                row("timeout is no number", d -> List.of("boot", "--timeout", "soon"), "--timeout"),
                row("timeout 0", d -> List.of("boot", "--timeout", "0"), "--timeout"),
                row("timeout below 0", d -> List.of("boot", "--timeout=-1"), "--timeout"),
                row("timeout NaN", d -> List.of("boot", "--timeout", "NaN"), "--timeout"),
                row("timeout for ever", d -> List.of("boot", "--timeout", "Infinity"), "--timeout"),
                row("memory is no number", d -> List.of("boot", "--memory", "much"), "--memory"),
                row("memory 0", d -> List.of("boot", "--memory", "0"), "--memory"),
                row("memory below 0", d -> List.of("boot", "--memory=-64"), "--memory"),
                row("too much memory", d -> List.of("boot", "--memory", "100000"), "--memory"),
                row("more memory than an arm kernel has addresses for", d -> List.of("boot", "--arch", "arm",
                        "--memory", "513"), "--memory: 513 MiB: an arm guest has addresses for 512 MiB"),
                row("too little memory", d -> List.of("boot", "--memory", "8"), "give it more with --memory"),
                row("nothing to see of what is typed", d -> List.of("boot", "-i", "-q"), "--interactive"),
                row("option without value", d -> List.of("boot", "--append"), "--append"),
                row("insmod without value", d -> List.of("boot", "--insmod"), "--insmod"),
                row("insmod of nothing", d -> List.of("boot", "--insmod", " "), "--insmod"),
                row("insmod of a missing file", d -> List.of("boot", "--insmod", d.resolve("no.ko") + " a=1"),
                        "no.ko: no such file"),
                row("insmod of a directory", d -> List.of("boot", "--insmod", d.toString()), ": is a directory"),
                row("insmod without initramfs", d -> List.of("boot", BadImages.good().toString(), "--insmod",
                        CommandRun.image("x86_64", "modules/hello.ko").toString()), "add --initrd"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isOneLine(Row row) {
        CommandRun run = CommandRun.of(row.arguments.apply(directory));
        assertThat(run.status()).as(run.err()).isEqualTo(BootResult.EXIT_BAD_INPUT);
        assertThat(run.err()).startsWith("initlab: ").endsWith("\n").contains(row.message)
                .doesNotContain("\tat ", "Exception", "null");
        assertThat(run.err().lines()).as("lines on stderr").hasSize(1);
        assertThat(run.out()).isEmpty();
    }

    private static Row row(String what, Function<Path, List<String>> arguments, String message) {
        return new Row(what, arguments, message);
    }

    private static List<String> boot(Path image) {
        return List.of("boot", image.toString());
    }

    private static List<String> initrd(Path archive) {
        return List.of("boot", BadImages.good().toString(), "--initrd", archive.toString());
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] half(String file) {
        byte[] whole = BadImages.read(CommandRun.image("x86_64", file));
        return Arrays.copyOf(whole, whole.length / 2);
    }

    private static Path unreadable(Path directory) {
        Path file = BadImages.write(directory, new byte[100]);
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assumeFalse(Files.isReadable(file), "NOT RUN: root may read every file");
        return file;
    }

    /** One that is there wherever this runs: the JVM's own. */
    private static Path hostLibrary() {
        Path library = Path.of(System.getProperty("java.home"), "lib", "libjava.so");
        assumeFalse(!Files.exists(library), "NOT RUN: this JVM's libraries are no ELF files");
        return library;
    }
}
