package dev.initlab.suite.engine;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import dev.initlab.suite.file.Suites;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.FilePosition;
import org.junit.platform.engine.support.descriptor.FileSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.EventType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectDirectory;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectFile;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUri;

class InitlabTestEngineTest {
    private static final Path MODULES = Suites.ROOT.resolve("testdata/images/x86_64/modules");

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        write("b", """
                initlab: 1
                matrix: {append: [quiet, debug]}
                expect:
                  - order: buses_init before platform_bus_init
                  - result: {absent_init: 0}
                """);
        write("a", "initlab: 1\nname: First\nexpect:\n  - ran: buses_init\n");
    }

    private void write(String name, String yaml) throws IOException {
        Files.writeString(folder.resolve(name + ".initlab.yaml"), yaml);
    }

    private static EngineExecutionResults run(DiscoverySelector... selectors) {
        return EngineTestKit.engine(InitlabTestEngine.ID).selectors(selectors).execute();
    }

    /** Type and name of everything that happened, and how it ended. */
    private static List<String> events(EngineExecutionResults results) {
        return results.allEvents().stream().filter(e -> e.getType() != EventType.REPORTING_ENTRY_PUBLISHED)
                .map(e -> e.getType() + " " + e.getTestDescriptor().getDisplayName()
                        + e.getPayload(TestExecutionResult.class).map(r -> " " + r.getStatus()).orElse("")).toList();
    }

    @Test
    void aFileIsAContainerABootOneInItAnExpectationATest() {
        assertThat(events(run(selectDirectory(folder.toString())))).containsExactly(
                "STARTED initlab",
                "STARTED First", "STARTED x86_64",
                "STARTED buses_init runs", "FINISHED buses_init runs SUCCESSFUL",
                "STARTED the boot ends in order", "FINISHED the boot ends in order SUCCESSFUL",
                "FINISHED x86_64 SUCCESSFUL", "FINISHED First SUCCESSFUL",
                "STARTED b", "STARTED x86_64, append 'quiet'",
                "STARTED buses_init before platform_bus_init",
                "FINISHED buses_init before platform_bus_init SUCCESSFUL",
                "STARTED absent_init returns 0", "FINISHED absent_init returns 0 FAILED",
                "STARTED the boot ends in order", "FINISHED the boot ends in order SUCCESSFUL",
                "FINISHED x86_64, append 'quiet' SUCCESSFUL",
                "STARTED x86_64, append 'debug'",
                "STARTED buses_init before platform_bus_init",
                "FINISHED buses_init before platform_bus_init SUCCESSFUL",
                "STARTED absent_init returns 0", "FINISHED absent_init returns 0 FAILED",
                "STARTED the boot ends in order", "FINISHED the boot ends in order SUCCESSFUL",
                "FINISHED x86_64, append 'debug' SUCCESSFUL",
                "FINISHED b SUCCESSFUL", "FINISHED initlab SUCCESSFUL");
    }

    @Test
    void severalJobsReportTheSameInTheSameOrder() {
        EngineExecutionResults two = EngineTestKit.engine(InitlabTestEngine.ID)
                .configurationParameter(InitlabTestEngine.JOBS, "2")
                .selectors(selectFile(path("b")), selectFile(path("a"))).execute();
        assertThat(events(two)).isEqualTo(events(run(selectFile(path("a")), selectFile(path("b")))));
    }

    @Test
    void aTestKnowsItsPlaceAndSaysWhatWasSeen() {
        Event failure = run(selectFile(path("b"))).testEvents().failed().stream().findFirst().orElseThrow();
        assertThat(failure.getTestDescriptor().getSource()).contains(FileSource.from(new File(relative("b")),
                FilePosition.from(5, 14)));
        Throwable thrown = failure.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow();
        assertThat(thrown).isInstanceOf(ExpectationFailedError.class)
                .hasMessageStartingWith("absent:absent_init must return 0, and returned -ENODEV.");
        assertThat(thrown.getStackTrace()).isEmpty();
    }

    @Test
    void everyUniqueIdSelectsItsPart() {
        List<TestDescriptor> all = new ArrayList<>();
        run(selectFile(path("b"))).allEvents().started().stream().forEach(e -> all.add(e.getTestDescriptor()));
        for (TestDescriptor part : all) {
            if (part.getParent().isPresent()) {
                List<UniqueId> tests = new ArrayList<>();
                part.accept(d -> {
                    if (d.isTest()) {
                        tests.add(d.getUniqueId());
                    }
                });
                assertThat(run(selectUniqueId(part.getUniqueId())).testEvents().started().stream()
                        .map(e -> e.getTestDescriptor().getUniqueId())).as(part.getUniqueId().toString())
                        .containsExactlyElementsOf(tests);
            }
        }
        assertThat(all).hasSize(10);
    }

    @Test
    void aLineSelectsTheExpectationsThere() {
        assertThat(names(run(selectFile(path("b"), org.junit.platform.engine.discovery.FilePosition.from(4)))))
                .containsExactly("buses_init before platform_bus_init", "buses_init before platform_bus_init");
        assertThat(names(run(selectFile(path("b"), org.junit.platform.engine.discovery.FilePosition.from(1)))))
                .as("no expectation there: the file").hasSize(6);
    }

    @Test
    void urisRootsResourcesAndClassesLeadToSuites() {
        assertThat(names(run(selectUri(folder.resolve("a.initlab.yaml").toUri())))).hasSize(2);
        assertThat(names(run(DiscoverySelectors.selectClasspathRoots(Set.of(folder))
                .toArray(DiscoverySelector[]::new)))).hasSize(8);
        assertThat(names(run(DiscoverySelectors.selectClasspathResource("dev/initlab/suite/engine/here.initlab.yaml"))))
                .containsExactly("buses_init runs", "the boot ends in order");
        assertThat(names(run(DiscoverySelectors.selectClass(Here.class)))).containsExactly("buses_init runs",
                "the boot ends in order");
        assertThat(names(run(DiscoverySelectors.selectClass(String.class)))).isEmpty();
    }

    /** Stands for a folder of the class path. */
    @SuiteFiles("dev/initlab/suite/engine")
    static final class Here {
    }

    private static List<String> names(EngineExecutionResults results) {
        return results.testEvents().started().stream().map(e -> e.getTestDescriptor().getDisplayName()).toList();
    }

    @Test
    void mistakesAreFailingTestsAndComeBeforeAnythingBoots() throws IOException {
        write("z", "initlab: 1\nexpect:\n  - ordr: a\n  - order: a\n");
        EngineExecutionResults results = run(selectDirectory(folder.toString()));
        assertThat(results.testEvents().failed().stream().limit(3).map(e -> e.getTestDescriptor().getDisplayName()))
                .satisfiesExactly(m -> assertThat(m).startsWith("3:5: 'ordr' is not understood"),
                        m -> assertThat(m).startsWith("3:5: an expectation has none of"),
                        m -> assertThat(m).startsWith("4:12: 'a' is not understood"));
        assertThat(events(results).get(1)).startsWith("STARTED").endsWith("z.initlab.yaml");
    }

    @Test
    void aHangingGuestEndsAtItsBudgetAndFailsOnlyItsOwnTests() throws IOException {
        write("aa", "initlab: 1\ninsmod: " + MODULES.resolve("hangs.ko") + "\nbudget: {work: 20000000}\nexpect:\n"
                + "  - order: buses_init before hangs:*\n");
        AtomicReference<String> message = new AtomicReference<>("");
        EngineExecutionResults results = run(selectFile(path("a")), selectFile(path("aa")));
        results.testEvents().failed().stream().forEach(e -> message.set(e.getRequiredPayload(TestExecutionResult.class)
                .getThrowable().orElseThrow().getMessage()));
        assertThat(results.testEvents().failed().count()).isEqualTo(1);
        assertThat(results.testEvents().succeeded().count()).isEqualTo(3);
        assertThat(message.get()).startsWith("The boot must end in order, and ended by budget-exhausted (");
    }

    @Test
    void aBootThatCannotBeginFailsAndItsTestsAreSkipped() throws IOException {
        Files.writeString(folder.resolve("bad.cpio"), "no archive");
        write("c", "initlab: 1\ninitrd: bad.cpio\nexpect:\n  - exit: power-off\n");
        EngineExecutionResults results = run(selectFile(path("c")));
        assertThat(results.testEvents().skipped().count()).isEqualTo(1);
        assertThat(results.containerEvents().failed().stream().map(e -> e.getRequiredPayload(TestExecutionResult.class)
                .getThrowable().orElseThrow().getMessage())).singleElement().asString().contains("bad.cpio: ");
    }

    private String path(String name) {
        return folder.resolve(name + ".initlab.yaml").toString();
    }

    private String relative(String name) {
        return SuiteSearch.portable(folder.resolve(name + ".initlab.yaml"));
    }
}
