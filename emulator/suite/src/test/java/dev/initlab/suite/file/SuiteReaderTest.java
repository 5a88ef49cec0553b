package dev.initlab.suite.file;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import dev.initlab.suite.BootFiles;
import dev.initlab.suite.file.SuiteReader.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Every mistake has its place and says what was expected, and all of a file are found. */
class SuiteReaderTest {

    @Test
    void allMistakesOfAFileAreFoundInTheirOrder() {
        assertThat(Suites.mistakes("""
                initlab: 2
                arch: x86
                insmod: /no/such.ko who=me
                expct:
                  - a
                budget: {seconds: soon}
                expect:
                  - ordr: a before b
                  - order: a befor b
                  - level: {buses_init: coree}
                  - result: {a: -EFOO, b: 1.5}
                  - log: "["
                  - {order: a before b, level: {a: core}}
                """)).containsExactly(
                "1:10: 1 is expected, this is the number 2",
                "2:7: 'x86' is not understood; one of x86_64, arm64, arm is expected.",
                "3:9: /no/such.ko: no such file",
                "4:1: 'expct' is not understood in a suite; expected are initlab, name, image, arch, append, initrd, "
                        + "insmod, memory, budget, matrix, expect. Did you mean expect?",
                "6:19: a number from 0.001 to 86400 is expected, this is the text 'soon'",
                "8:5: 'ordr' is not understood in an expectation; expected are order, level, present, absent, ran, "
                        + "result, skipped, log, no-log, module, taints, exit, init-memory, count, work, golden, name, "
                        + "arch. Did you mean order?",
                "8:5: an expectation has none of order, level, present, absent, ran, result, skipped, log, no-log, "
                        + "module, taints, exit, init-memory, count, work, golden; one is expected",
                "9:12: 'a befor b' is not understood; a sentence like 'a before b', 'a immediately before b' or "
                        + "'a before b before c' is expected",
                "10:25: 'coree' is not understood; one of console, security, early, pure, core, core_sync, postcore, "
                        + "postcore_sync, arch, arch_sync, subsys, subsys_sync, fs, fs_sync, rootfs, device, "
                        + "device_sync, late, late_sync is expected. Did you mean core?",
                "11:17: '-EFOO' is no error of Linux. Did you mean -EDOM or -EIO or -ELOOP?",
                "11:27: a whole number from -2147483648 to 2147483647 is expected, this is the number 1.5",
                "12:10: '[' is no regular expression: Unclosed character class at character 1",
                "13:5: an expectation has order, level; only one of them is expected, begin another item for the next");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                    | 1:1: is empty; a map is expected
            '- a'                                 | 1:1: a map with initlab, expect is expected, this is a list
            'initlab: 1'                          | 1:1: a suite has no 'expect': What is expected of every boot.
            'initlab: [1'                         | 1:12: is no YAML: expected ',' or ']', but got <stream end>
            '{initlab: 1, expect: []}'            | 1:22: a list of at least one, each a map with
            '{initlab: 1, initlab: 1, expect: [exit: halt]}' | 1:14: 'initlab' stands in this map a second time
            '{initlab: 1, image: nobody, expect: [exit: halt]}' | nobody: no such file
            '{initlab: 1, matrix: {arch: [arm, arm]}, expect: [exit: halt]}' | 1:14: the matrix has the boot 'arm' twice
            '{initlab: 1, arch: arm, matrix: {arch: [arm64]}, expect: [exit: halt]}' | 1:14: 'arch' stands in the matrix, too
            '{initlab: 1, append: 5, expect: [exit: halt]}' | 1:22: text is expected, this is the number 5; put it
            '{initlab: 1, append: yes, memory: true, expect: [exit: halt]}' | 1:35: a whole number from 1 to 3072 is expected, this is the truth value true
            """)
    void aMistakeSaysWhatWasExpected(String yaml, String mistake) {
        assertThat(Suites.mistakes(yaml)).singleElement().asString().contains(mistake);
    }

    @Test
    void anImageOfAnotherArchitectureIsAMistakeOfTheSuite() {
        assertThat(Suites.mistakes("initlab: 1\narch: arm\nimage: " + Suites.ROOT
                + "/testdata/images/x86_64/vmlinux\nexpect:\n  - exit: halt\n")).singleElement().asString()
                .startsWith("3:8: ").endsWith("is for x86_64; arm is asked for");
    }

    @Test
    void modulesNeedAnInitramfs() {
        assertThat(Suites.mistakes(("initlab: 1\nimage: %1$s/x86_64/vmlinux\ninsmod: %1$s/x86_64/modules/hello.ko\n"
                + "expect:\n  - exit: halt\n").formatted(Suites.ROOT + "/testdata/images"))).singleElement().asString()
                .startsWith("3:9: there is no initramfs");
    }

    @Test
    void bytesThatAreNoTextAreRefusedWithTheirPlace() {
        byte[] bytes = "initlab: 1\nname: \u00e4b".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Suites.read(Path.of("x"), bytes)).isInstanceOfSatisfying(Result.Bad.class, bad -> assertThat(
                bad.mistakes()).singleElement().hasToString("x:2:7: byte 0xe4 is no UTF-8; a text file in UTF-8 is expected"));
    }

    @Test
    void aFileThatIsNotThereIsAMistake() {
        assertThat(new SuiteReader(new BootFiles()).read(Path.of("no.initlab.yaml")))
                .isInstanceOfSatisfying(Result.Bad.class, bad -> assertThat(bad.mistakes()).singleElement()
                        .hasToString("no.initlab.yaml:1:1: no such file"));
    }

    @Test
    void theMatrixHasEveryCombinationAndExpectationsTheirArchitectures() {
        Result result = Suites.read("""
                initlab: 1
                append: quiet
                matrix: {arch: [x86_64, arm], append: ["", debug]}
                expect:
                  - {arch: arm, ran: a}
                  - level: {b: core, c: late}
                """);
        assertThat(result).isInstanceOfSatisfying(Result.Good.class, good -> {
            List<Suite.Cell> cells = good.suite().cells();
            assertThat(cells).extracting(Suite.Cell::name).containsExactly("x86_64, append ''",
                    "x86_64, append 'debug'", "arm, append ''", "arm, append 'debug'");
            assertThat(cells).extracting(c -> c.plan().append()).containsExactly("quiet", "quiet debug", "quiet",
                    "quiet debug");
            assertThat(cells.getFirst().checks()).extracting(c -> c.at() + " " + c.title()).containsExactly(
                    "6:13 b is in level core", "6:22 c is in level late", "4:1 the boot ends in order");
            assertThat(cells.getLast().checks()).extracting(Suite.Check::title).first().isEqualTo("a runs");
        });
    }
}
