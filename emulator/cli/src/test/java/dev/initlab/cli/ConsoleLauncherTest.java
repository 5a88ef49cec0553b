package dev.initlab.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.console.ConsoleLauncher;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import static org.assertj.core.api.Assertions.assertThat;

/** JUnit's own console launcher finds and runs what {@code initlab test} does, with the same results. */
class ConsoleLauncherTest {

    @TempDir
    private Path folder;

    @Test
    void bothSayTheSame() throws Exception {
        Path suites = Files.createDirectory(folder.resolve("suites"));
        Path tree = CommandRun.root().resolve("testdata/suites");
        for (String name : List.of("order", "log", "level", "counts")) {
            Files.copy(tree.resolve(name + ".initlab.yaml"), suites.resolve(name + ".initlab.yaml"));
        }
        Files.writeString(suites.resolve("fails.initlab.yaml"),
                "initlab: 1\nexpect:\n  - result: {absent_init: 0, rtc_hctosys: -19}\n  - absent: bus*\n");

        CommandRun ours = CommandRun.of("test", suites.toString(), "--junit-xml", folder.resolve("ours.xml").toString());
        StringWriter out = new StringWriter();
        int status = ConsoleLauncher.run(new PrintWriter(out), new PrintWriter(out), "execute", "--disable-banner",
                "--select-directory", suites.toString(), "--reports-dir", folder.toString()).getExitCode();

        assertThat(ours.status()).isEqualTo(4);
        assertThat(status).as("tests failed").isEqualTo(1);
        List<String> wanted = tests(folder.resolve("ours.xml")).stream().map(t -> t.replaceFirst("line \\d+: ", ""))
                .toList();
        assertThat(wanted).contains("absent_init returns 0 failed", "bus* is absent failed",
                "rtc_hctosys returns -ENODEV passed");
        assertThat(tests(folder.resolve("TEST-initlab.xml"))).as(out.toString())
                .containsExactlyInAnyOrderElementsOf(wanted);
    }

    /** Name and result of every test of a report. */
    private static List<String> tests(Path xml) throws Exception {
        NodeList tests = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml.toFile())
                .getElementsByTagName("testcase");
        return IntStream.range(0, tests.getLength()).mapToObj(i -> (Element) tests.item(i)).map(test ->
                test.getAttribute("name") + (test.getElementsByTagName("failure").getLength() > 0 ? " failed"
                        : " passed")).toList();
    }
}
