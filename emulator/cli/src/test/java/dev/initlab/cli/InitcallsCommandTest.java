package dev.initlab.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code initlab initcalls}: the table, the JSON, and one line for what is no image. */
class InitcallsCommandTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "x86_64, 16, PC-relative",
        "arm64,  16, PC-relative",
        "arm,     8, absolute",
    })
    void table(String architecture, int digits, String kind) {
        CommandRun run = CommandRun.of("initcalls", CommandRun.image(architecture, "vmlinux").toString());
        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        List<String> lines = run.out().lines().toList();
        assertThat(lines.getFirst()).matches("LEVEL +INDEX  ENTRY +ADDRESS +FUNCTION +OBJECT +ID +KIND");
        assertThat(lines).hasSizeGreaterThan(30).allSatisfy(line -> assertThat(line).doesNotEndWith(" "))
                .anyMatch(line -> line.matches(
                        "early +0  0x[0-9a-f]{%1$d}  0x[0-9a-f]{%1$d}  \\w+ +\\w+ +early +%2$s".formatted(digits, kind)))
                .anyMatch(line -> line.matches("fs +\\d+  .* rootfs_check +do_mounts +rootfs +" + kind))
                .anyMatch(line -> line.matches(
                        "security +0  .* initlab_lsm_init +lsm_initlab +sec +" + kind));
        int column = lines.getFirst().indexOf("FUNCTION");
        assertThat(lines).as("aligned")
                .allMatch(line -> line.charAt(column - 1) == ' ' && line.charAt(column) != ' ');
    }

    @Test
    void theDefaultImageWithoutAName() {
        assertThat(CommandRun.of("initcalls"))
                .isEqualTo(CommandRun.of("initcalls", CommandRun.image("x86_64", "vmlinux").toString()));
    }

    @Test
    void json() {
        String image = CommandRun.image("x86_64", "vmlinux").toString();
        CommandRun run = CommandRun.of("initcalls", "--json", image);
        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("{\n  \"image\": \"" + image + "\",\n  \"initcalls\": [\n    {\n"
                + "      \"level\": \"console\",\n      \"index\": 0,\n      \"entry\": \"0xffffffff81")
                .contains("\"function\": \"initlab_lsm_init\",\n      \"object\": \"lsm_initlab\",\n"
                + "      \"id\": \"sec\",\n      \"kind\": \"PC-relative\"\n    },").endsWith("    }\n  ]\n}\n");
        assertThat(run.out().lines().filter(line -> line.contains("\"index\"")).count())
                .isEqualTo(CommandRun.of("initcalls", image).out().lines().count() - 1);
    }

    /** What is wrong, the file, and what the one line says. */
    private record Row(String what, Function<Path, Path> file, String message) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                new Row("missing file", d -> d.resolve("nowhere"), "nowhere: no such file"),
                new Row("directory", d -> d, ": is a directory; a file is wanted"),
                new Row("text", d -> BadImages.write(d, new byte[] {'h', 'i'}), "bad: offset 0x0: "),
                new Row("cut", d -> BadImages.cut(d, 1000), "bad: offset 0x"),
                new Row("module", d -> CommandRun.image("x86_64", "modules/hello.ko"),
                        "hello.ko: is an object file or module, not linked; a vmlinux is wanted"),
                new Row("no symbols", BadImages::withoutSymbolTable, "bad: has no symbol table, by which "),
                new Row("no initcall symbols", BadImages::withoutInitcallSymbols,
                        "bad: has no symbol __initcall"),
                new Row("wild entry", BadImages::withEntryOutsideText, "which is no code of the image"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void oneLineForWhatIsNoImage(Row row) {
        CommandRun run = CommandRun.of("initcalls", row.file().apply(directory).toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).startsWith("initlab: ").contains(row.message());
    }

    /** An image that cannot be booted here can be looked at all the same. */
    @Test
    void imagesOfOtherArchitectures() {
        CommandRun run = CommandRun.of("initcalls", BadImages.forRiscV(directory).toString());
        assertThat(run.status()).isZero();
        assertThat(run.out()).isEqualTo(CommandRun.of("initcalls").out());
    }

    @Test
    void namesDoNoHarmToTheTerminal() throws IOException {
        byte[] image = Files.readAllBytes(CommandRun.image("x86_64", "vmlinux"));
        String text = new String(image, StandardCharsets.ISO_8859_1);
        String name = "initlab_lsm_init"; // the function's symbol, and the end of the entry's
        for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
            image[at] = 0x1b;
        }
        CommandRun run = CommandRun.of("initcalls", BadImages.write(directory, image).toString());
        assertThat(run.out()).contains(" \\x1bnitlab_lsm_init ").doesNotContain("\u001b");
    }
}
