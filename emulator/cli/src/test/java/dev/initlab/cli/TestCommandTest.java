package dev.initlab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code initlab test}: what it says, what it writes, and its exit status. */
class TestCommandTest {
    private static final Path SUITES = CommandRun.root().resolve("testdata/suites");
    private static final String WELL = "initlab: 1\nexpect:\n  - order: buses_init before platform_bus_init\n";
    private static final String FAILS = "initlab: 1\nexpect:\n  - result: {absent_init: 0}\n";

    @TempDir
    private Path folder;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static CommandRun test(Object... words) {
        List<String> all = new ArrayList<>(List.of("test"));
        for (Object word : words) {
            all.add(word.toString());
        }
        return CommandRun.of(all);
    }

    @Test
    void everySuiteOfTheTreeIsWellAndReportsDependOnNeitherJobsNorOrder() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(SUITES)) {
            files = new ArrayList<>(all.filter(f -> f.toString().endsWith(".initlab.yaml")).sorted().toList());
        }
        CommandRun one = test(SUITES, "--junit-xml", folder.resolve("1.xml"), "--tap", folder.resolve("1.tap"),
                "--sarif", folder.resolve("1.sarif"));
        Collections.reverse(files);
        List<Object> words = new ArrayList<>(files);
        words.addAll(List.of("--jobs", "2", "--junit-xml", folder.resolve("2.xml"), "--tap", folder.resolve("2.tap"),
                "--sarif", folder.resolve("2.sarif")));
        CommandRun two = test(words.toArray());

        assertThat(one.status()).as(one.out()).isZero();
        assertThat(one.out()).contains(" boots, ").endsWith(" checks: none failed\n");
        assertThat(withoutTimes(two.out())).isEqualTo(withoutTimes(one.out()));
        for (String kind : List.of("xml", "tap", "sarif")) {
            assertThat(withoutTimes(Files.readString(folder.resolve("2." + kind)))).as(kind)
                    .isEqualTo(withoutTimes(Files.readString(folder.resolve("1." + kind)))).isNotEmpty();
        }
    }

    private static String withoutTimes(String text) {
        return text.replaceAll("\\d+\\.\\d+ s\n", "0 s\n").replaceAll("(time|timestamp)=\"[^\"]*\"", "$1=\"\"");
    }

    @Test
    void aFailedCheckIsShownWhereItStandsAndTheStatusIs4() throws IOException {
        write("a.initlab.yaml", WELL);
        Path bad = write("b.initlab.yaml", FAILS);
        CommandRun run = test(folder);
        assertThat(run.status()).isEqualTo(4);
        assertThat(run.out()).contains("ok    ", "FAIL  " + bad + " [x86_64]: 2 checks, ", """
                      %s:3:14: absent_init returns 0
                        absent:absent_init must return 0, and returned -ENODEV.
                """.formatted(bad)).endsWith("2 boots, 4 checks: 1 failed\n");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void mistakesOfAllFilesAreSaidAndNothingBoots() throws IOException {
        write("a.initlab.yaml", WELL);
        Path b = write("b.initlab.yaml", "initlab: 1\nexpect:\n  - order: a\n  - exit: well\n");
        Path c = write("c.initlab.yaml", "initlab: 1\n");
        CommandRun run = test(c, folder, "--junit-xml", folder.resolve("x.xml"));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err().lines()).satisfiesExactly(
                line -> assertThat(line).startsWith("initlab: " + b + ":3:12: 'a' is not understood; a sentence like"),
                line -> assertThat(line).startsWith("initlab: " + b + ":4:11: 'well' is not understood; one of in-order"),
                line -> assertThat(line).startsWith("initlab: " + c + ":1:1: a suite has no 'expect'"));
        assertThat(run.out()).isEmpty();
        assertThat(folder.resolve("x.xml")).doesNotExist();
    }

    @Test
    void aHangingGuestFailsItsOwnChecksAndTheStatusIs3() throws IOException {
        write("a.initlab.yaml", "initlab: 1\ninsmod: %s\nbudget: {work: 20000000}\nexpect:\n  - ran: hangs:*\n"
                .formatted(CommandRun.image("x86_64", "modules/hangs.ko")));
        write("b.initlab.yaml", WELL);
        CommandRun run = test(folder);
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.out()).contains("FAIL", "The boot must end in order, and ended by budget-exhausted (", "ok    ")
                .endsWith("2 boots, 4 checks: 1 failed\n");
        write("c.initlab.yaml", FAILS);
        assertThat(test(folder).status()).as("a check failed elsewhere").isEqualTo(4);
    }

    @Test
    void aBootThatCannotBeginIsBadInput() throws IOException {
        write("bad.cpio", "no archive");
        Path suite = write("a.initlab.yaml", "initlab: 1\ninitrd: bad.cpio\nexpect:\n  - exit: power-off\n");
        CommandRun run = test(suite, "--sarif", folder.resolve("a.sarif"), "--junit-xml", folder.resolve("a.xml"));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).contains("FAIL  ", "bad.cpio: ").endsWith("1 boot, 1 check: none failed, 1 boot could not begin\n");
        assertThat(folder.resolve("a.sarif")).content().contains("\"ruleId\": \"boot\"");
        assertThat(folder.resolve("a.xml")).content().contains("errors=\"1\"", "<error type=\"boot\"");
    }

    @Test
    void listShowsWhatWouldRun() throws IOException {
        Path suite = write("a.initlab.yaml", WELL + "matrix: {append: [quiet, debug]}\n");
        assertThat(test(suite, "--list")).isEqualTo(new CommandRun(0, """
                %1$s [x86_64, append 'quiet']
                  3:12 buses_init before platform_bus_init
                  2:1 the boot ends in order
                %1$s [x86_64, append 'debug']
                  3:12 buses_init before platform_bus_init
                  2:1 the boot ends in order
                """.formatted(suite), ""));
    }

    @Test
    void updateShowsTheDifferenceThenWritesTheGolden() throws IOException {
        Path suite = write("a.initlab.yaml", "initlab: 1\nexpect:\n  - golden: gold/${arch}.order\n");
        Path golden = folder.resolve("gold/x86_64.order");
        assertThat(test(suite).status()).isEqualTo(4);
        assertThat(golden).doesNotExist();
        assertThat(test(suite, "--update").status()).isZero();
        assertThat(test(suite).status()).isZero();

        List<String> lines = new ArrayList<>(Files.readAllLines(golden));
        Collections.swap(lines, 7, 8);
        Files.write(golden, lines);
        CommandRun failed = test(suite);
        assertThat(failed.status()).isEqualTo(4);
        assertThat(failed.out()).contains("The order differs from x86_64.order in 2 initcalls:\n");
        CommandRun updated = test(suite, "--update");
        assertThat(updated.status()).isZero();
        assertThat(updated.out()).contains(golden + ":\n  moved ").endsWith("1 golden file written\n");
        assertThat(test(suite).status()).isZero();
    }

    @Test
    void aGoldenFileOfTwoDifferentBootsIsNotWritten() throws IOException {
        Path suite = write("a.initlab.yaml",
                "initlab: 1\nmatrix: {arch: [x86_64, arm]}\nexpect:\n  - golden: a.order\n");
        CommandRun run = test(suite, "--update");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("a.order: two boots that differ have this golden file; put ${arch} into its name");
        assertThat(folder.resolve("a.order")).doesNotExist();
    }

    @Test
    void gitHubGetsAnnotations() throws IOException {
        Path suite = write("a.initlab.yaml", FAILS);
        assertThat(test(suite, "--github").out()).contains(("::error file=%s,line=3,col=14,title=absent_init returns 0 "
                + "[x86_64]::absent:absent_init must return 0, and returned -ENODEV.%%0A ").formatted(suite));
    }

    @Test
    void tapHasASubtestForEachBoot() throws IOException {
        Path suite = write("a.initlab.yaml", "initlab: 1\nexpect:\n  - taints: {hello: none}\n  - name: \"#1\"\n"
                + "    exit: power-off\n");
        assertThat(test(suite, "--tap", folder.resolve("a.tap")).status()).isEqualTo(4);
        assertThat(folder.resolve("a.tap")).content().isEqualTo("""
                TAP version 14
                1..1
                # Subtest: %1$s [x86_64]
                    1..2
                    not ok 1 - module hello taints nothing
                      ---
                      message: "Module hello must taint nothing, and taints O."
                      severity: "fail"
                      at:
                        file: "%1$s"
                      line: 3
                      column: 14
                      ...
                    ok 2 - \\#1
                not ok 1 - %1$s [x86_64]
                """.formatted(suite).replace("      line: 3\n      column: 14", "        line: 3\n        column: 14"));
    }

    @Test
    void whatIsNoSuiteIsRefused() throws IOException {
        assertThat(test(folder)).isEqualTo(new CommandRun(2, "",
                "initlab: " + folder + ": there is no suite file in it: *.initlab.yaml\n"));
        Path other = write("a.yaml", WELL);
        assertThat(test(other).err()).isEqualTo(
                "initlab: " + other + ": is no suite file; its name would end in .initlab.yaml\n");
        assertThat(test(folder.resolve("no")).err()).isEqualTo("initlab: " + folder.resolve("no") + ": no such file\n");
        Path suite = write("a.initlab.yaml", WELL);
        assertThat(test(suite, "--jobs", "0").err()).isEqualTo(
                "initlab: --jobs: 0 is no number of boots greater than 0\n");
        assertThat(test(suite, "--tap", folder.resolve("no/a.tap"))).isEqualTo(new CommandRun(2, "",
                "initlab: " + folder.resolve("no/a.tap") + ": cannot be written: its folder is not there\n"));
    }
}
