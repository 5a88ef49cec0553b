package dev.initlab.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code initlab diff}, and where golden orders come from. */
class DiffCommandTest {
    private static final String HEADER = "# initlab initcall order 1\n";
    private static final Path IMAGE = CommandRun.image("x86_64", "vmlinux");

    @TempDir
    private Path directory;
    private String golden = "";

    @BeforeEach
    void makeGolden() {
        CommandRun run = CommandRun.of("initcalls", "--order", IMAGE.toString());
        assertThat(run.status()).isZero();
        golden = run.out();
    }

    @Test
    void aGoldenOrderIsEqualToItsImageAndItsBoot() throws IOException {
        Path order = write("golden.order", golden);
        Path events = directory.resolve("boot.jsonl");
        Path ran = directory.resolve("ran.order");
        assertThat(CommandRun.of("boot", "-q", "--events", events.toString(), "--order", ran.toString(), "--insmod",
                CommandRun.image("x86_64", "modules/hello.ko").toString()).status()).isZero();
        for (List<Path> pair : List.of(List.of(order, IMAGE), List.of(IMAGE, events), List.of(events, ran),
                List.of(ran, IMAGE), List.of(order, ran))) {
            assertThat(CommandRun.of("diff", pair.get(0).toString(), pair.get(1).toString()))
                    .isEqualTo(new CommandRun(0, "", ""));
        }
        assertThat(ran).content().startsWith(HEADER + "# level function object result\nconsole "
                + "serial8250_console_init 8250 0\n").contains("\ndevice absent_init absent -19\n")
                .endsWith("\nmodule hello_init hello 0\n");
        Path without = write("without.order", Files.readString(ran).replace("module hello_init hello 0\n", ""));
        assertThat(CommandRun.of("diff", without.toString(), events.toString())).isEqualTo(new CommandRun(1,
                "added    module hello_init (hello): runs first\n", ""));
    }

    @Test
    void theArchitecturesHaveOrdersOfTheirOwn() {
        assertThat(CommandRun.of("initcalls", "--order").out()).isEqualTo(golden);
        assertThat(CommandRun.of("initcalls", "--order", "--arch", "arm64").out()).startsWith(HEADER)
                .contains("console pl011_console_init ").isNotEqualTo(golden);
    }

    @Test
    void differencesAreLinesAndExitStatusOne() {
        String changed = golden.replace("device supply_led_init supply_led\ndevice absent_init absent\n",
                "device absent_init absent\ndevice supply_led_init supply_led\n")
                .replace("late tick_report tick\n", "").replace("postcore tick_init", "core tick_init");
        CommandRun run = CommandRun.of("diff", write("a", golden).toString(), write("b", changed).toString());
        assertThat(run).isEqualTo(new CommandRun(1, """
                moved    device absent_init (absent): ran after supply_led_init (supply_led), now after heartbeat_init \
                (heartbeat)
                moved    device supply_led_init (supply_led): ran after heartbeat_init (heartbeat), now after \
                absent_init (absent)
                level    core tick_init (tick): ran in postcore, now in core
                removed  late tick_report (tick): ran first
                """, ""));
    }

    @Test
    void json() {
        Path a = write("a", HEADER + "device a x 0\ndevice b y\ndevice c z\nlate d -");
        Path b = write("b", HEADER + "device a x -19\ndevice c z\ndevice b y\nlate e \\u001b");
        CommandRun run = CommandRun.of("diff", "--json", a.toString(), b.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).startsWith("{\n  \"before\": \"" + a + "\",\n  \"after\": \"" + b + "\",\n")
                .contains("{\n      \"kind\": \"moved\",\n      \"level\": \"device\",\n      \"function\": \"c\",\n"
                        + "      \"object\": \"z\",\n      \"ranAfter\": {\n        \"level\": \"device\",\n"
                        + "        \"function\": \"b\",\n        \"object\": \"y\"\n      },\n")
                .contains("\"kind\": \"added\"").contains("\"kind\": \"removed\"")
                .contains("\"was\": {\n        \"level\": \"device\",\n        \"function\": \"a\",\n"
                        + "        \"object\": \"x\",\n        \"result\": 0\n      }")
                .contains("\"object\": \"\\u001b\"");
        assertThat(CommandRun.of("diff", "--json", a.toString(), a.toString()).out()).endsWith("\"changes\": []\n}\n");
    }

    @Test
    void whatASuiteForbidsComesFirst() {
        Path suite = write("my.initlab.yaml", """
                initlab: 1
                matrix: {append: ["", quiet]}
                expect:
                  - order: c before d
                  - name: nothing comes between
                    order: x:e immediately before "f*"
                  - order: b before c
                """.replace("\"f*\"", "f*"));
        Path a = write("a", HEADER + "device a x\ndevice b x\ndevice c x\ndevice d x\nlate e x\nlate f1 x");
        Path b = write("b", HEADER + "device b x\ndevice a x\ndevice d x\ndevice c x\nlate e x\nlate n x\nlate f1 x");
        CommandRun run = CommandRun.of("diff", "--suite", suite.toString(), a.toString(), b.toString());
        assertThat(run).isEqualTo(new CommandRun(1, """
                moved    device d (x): ran after c (x), now after a (x)
                         against %1$s:4:12: c before d
                moved    device c (x): ran after b (x), now after d (x)
                         against %1$s:4:12: c before d
                added    late n (x): runs after e (x)
                         against %1$s:6:12: nothing comes between
                moved    device b (x): ran after a (x), now first
                moved    device a (x): ran first, now after b (x)
                """.formatted(suite), ""));
        assertThat(CommandRun.of("diff", "--json", "--suite", suite.toString(), a.toString(), b.toString()).out())
                .contains("\"against\": [\n        {\n          \"suite\": \"" + suite + "\",\n          \"line\": 4,\n"
                        + "          \"column\": 12,\n          \"expectation\": \"c before d\"\n        }\n      ]");
        Path bad = write("bad.initlab.yaml", "initlab: 1\nexpect:\n  - ordre: a before b\n");
        assertThat(CommandRun.of("diff", "--suite", bad.toString(), a.toString(), b.toString()).err())
                .startsWith("initlab: " + bad + ":3:5: ").contains("ordre").endsWith("\n");
    }

    @Test
    void namesDoNoHarmToTheTerminal() {
        CommandRun run = CommandRun.of("diff", write("a", HEADER).toString(),
                write("b", HEADER + "late a\\u001b[2J -").toString());
        assertThat(run.out()).isEqualTo("added    late a\\u001b[2J: runs first\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nowhere | | nowhere: no such file
            bad | '' | bad: is no vmlinux, no golden order (docs/order.md) and no file of events (boot --events)
            bad | # initlab initcall order 7 | bad:1: is a golden order of version 7
            bad | # initlab initcall order 1^^foo a b | is no level; one of console, security,
            bad | # initlab initcall order 1^^foo a b | bad:3:
            bad | {"nonsense": 1} | bad:1:
            bad | \u007fELF | bad: offset 0x
            """)
    void badInputIsOneLine(String name, String content, String message) {
        Path bad = content == null ? directory.resolve(name) : write(name, content.replace('^', '\n'));
        for (CommandRun run : List.of(CommandRun.of("diff", bad.toString(), IMAGE.toString()),
                CommandRun.of("diff", IMAGE.toString(), bad.toString()))) {
            assertThat(run.status()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err().lines()).hasSize(1);
            assertThat(run.err()).startsWith("initlab: ").contains(message);
        }
    }

    @Test
    void optionsThatDoNotGoTogether() {
        assertThat(CommandRun.of("initcalls", "--json", "--order").err()).startsWith("initlab: --order: is no JSON");
        assertThat(CommandRun.of("initcalls", "--arch", "arm", IMAGE.toString()).err())
                .startsWith("initlab: --arch: chooses a default image, and ");
        assertThat(CommandRun.of("diff", IMAGE.toString()).status()).isEqualTo(2);
    }

    private Path write(String name, String content) {
        try {
            return Files.writeString(directory.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
