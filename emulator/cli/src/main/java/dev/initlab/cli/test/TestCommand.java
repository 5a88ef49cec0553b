package dev.initlab.cli.test;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import dev.initlab.kernel.BootResult;
import dev.initlab.kernel.InputException;
import dev.initlab.kernel.host.InputFiles;
import dev.initlab.suite.engine.InitlabTestEngine;
import dev.initlab.suite.file.Suite;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code initlab test}: runs suite files. */
@Command(name = "test", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Run suite files (*" + Suite.SUFFIX + "): boots, and what is expected of them (docs/suites.md).",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:all is as expected",
            "2:a suite file has mistakes, and nothing was booted; or a boot could not begin",
            "3:nothing failed but boots that ran out of their budget",
            "4:a check failed",
        },
        footer = {
            "",
            "Examples:",
            "  initlab test testdata/suites",
            "  initlab test order.initlab.yaml --junit-xml report.xml --jobs 2",
            "  initlab test suites --update                        write the golden orders anew",
        })
public final class TestCommand implements Callable<Integer> {
    private static final int EXIT_CHECK_FAILED = 4;

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Suite files, and folders in which all are meant.")
    private List<Path> paths = new ArrayList<>();

    @Option(names = "--jobs", paramLabel = "N", defaultValue = "1",
            description = "Boot so many at a time (default: ${DEFAULT-VALUE}). Reports are the same.")
    private int jobs;

    @Option(names = "--list", description = "Show boots and expectations, and boot nothing.")
    private boolean list;

    @Option(names = "--update", description = "Show how golden orders differ, then write them.")
    private boolean update;

    @Option(names = "--junit-xml", paramLabel = "FILE", description = "Write a report in JUnit's XML.")
    private @Nullable Path junitXml;

    @Option(names = "--tap", paramLabel = "FILE", description = "Write a report in TAP 14.")
    private @Nullable Path tap;

    @Option(names = "--sarif", paramLabel = "FILE", description = "Write the failures in SARIF 2.1.0.")
    private @Nullable Path sarif;

    @Option(names = "--github", description = "Print the failures as annotations for GitHub's runner.")
    private boolean github;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (jobs < 1) {
            throw new InputException("--jobs", jobs + " is no number of boots greater than 0");
        }
        Stream.of(junitXml, tap, sarif).flatMap(Stream::ofNullable).forEach(TestCommand::requireFolder);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Launcher launcher = LauncherFactory.create(LauncherConfig.builder().enableTestEngineAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false)
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false).enableLauncherSessionListenerAutoRegistration(false)
                .addTestEngines(new InitlabTestEngine()).build());
        TestPlan plan = launcher.discover(request());
        if (!plan.containsTests()) {
            throw new InputException(paths.getFirst().toString(), "there is no suite file in it: *" + Suite.SUFFIX);
        }
        if (complain(plan, spec.commandLine().getErr())) {
            return BootResult.EXIT_BAD_INPUT;
        }
        if (list) {
            plan.getRoots().forEach(root -> list(plan, root, out));
            out.flush();
            return BootResult.EXIT_OK;
        }
        RunRecorder recorder = new RunRecorder(boot -> progress(boot, out));
        launcher.execute(plan, recorder);
        recorder.rethrowBug();
        return finish(recorder, out);
    }

    private LauncherDiscoveryRequest request() {
        List<DiscoverySelector> selectors = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                selectors.add(DiscoverySelectors.selectDirectory(path.toString()));
            } else {
                InputFiles.requireFile(path);
                if (!path.toString().endsWith(Suite.SUFFIX)) {
                    throw new InputException(path.toString(),
                            "is no suite file; its name would end in " + Suite.SUFFIX);
                }
                selectors.add(DiscoverySelectors.selectFile(path.toString()));
            }
        }
        return LauncherDiscoveryRequestBuilder.request().selectors(selectors)
                .enableImplicitConfigurationParameters(false)
                .configurationParameter(InitlabTestEngine.JOBS, Integer.toString(jobs)).build();
    }

    /** A line for each mistake of a file; whether there was one. */
    private static boolean complain(TestPlan plan, PrintWriter err) {
        List<TestIdentifier> mistakes = plan.getRoots().stream().flatMap(root -> plan.getDescendants(root).stream())
                .filter(id -> InitlabTestEngine.isMistake(id.getUniqueIdObject()))
                .sorted(Comparator.comparing(RunRecorder::file).thenComparingInt(
                        id -> Integer.parseInt(id.getUniqueIdObject().getLastSegment().getValue()))).toList();
        mistakes.forEach(id -> err.println("initlab: " + RunRecorder.file(id) + ":" + id.getDisplayName()));
        err.flush();
        return !mistakes.isEmpty();
    }

    private static void list(TestPlan plan, TestIdentifier id, PrintWriter out) {
        for (TestIdentifier child : plan.getChildren(id)) {
            if (InitlabTestEngine.isBoot(child.getUniqueIdObject())) {
                out.printf("%s [%s]%n", RunRecorder.file(child), child.getDisplayName());
            } else if (child.isTest()) {
                out.printf("  %s %s%n", RunRecorder.place(child), child.getDisplayName());
            }
            list(plan, child, out);
        }
    }

    private static void progress(BootReport boot, PrintWriter out) {
        out.printf(Locale.ROOT, "%-4s  %s: %s, %.2f s%n", boot.isWell() ? "ok" : "FAIL", boot.title(),
                count(boot.tests().size(), "check"), boot.seconds());
        boot.problem().ifPresent(p -> out.printf("      %s%n", p));
        boot.tests().forEach(test -> test.failure().ifPresent(f -> {
            out.printf("      %s:%d:%d: %s%n", boot.file(), test.line(), test.column(), test.title());
            out.print(f.message().indent(8));
        }));
        out.flush();
    }

    private int finish(RunRecorder recorder, PrintWriter out) {
        List<BootReport> boots = recorder.boots();
        write(junitXml, JUnitXml.of(boots));
        write(tap, Tap.of(boots));
        write(sarif, Sarif.of(boots, version()));
        if (github) {
            out.print(GitHub.of(boots));
        }
        long checks = boots.stream().mapToLong(b -> b.tests().size()).sum();
        long failed = boots.stream().mapToLong(BootReport::failures).sum();
        long broken = boots.stream().filter(b -> b.problem().isPresent()).count();
        out.printf("%s, %s: %s%s%n", count(boots.size(), "boot"), count(checks, "check"),
                failed == 0 ? "none failed" : failed + " failed",
                broken == 0 ? "" : ", %s could not begin".formatted(count(broken, "boot")));
        if (update) {
            Goldens.update(recorder.goldens(), out);
            failed -= recorder.goldens().size();
        }
        out.flush();
        if (broken > 0) {
            return BootResult.EXIT_BAD_INPUT;
        }
        if (failed == 0) {
            return BootResult.EXIT_OK;
        }
        return boots.stream().allMatch(b -> b.isWell() || b.ranOut()) ? BootResult.EXIT_BUDGET : EXIT_CHECK_FAILED;
    }

    static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String version() {
        return Optional.ofNullable(TestCommand.class.getPackage().getImplementationVersion()).orElse("0");
    }

    /** Before the boots, not after them. */
    private static void requireFolder(Path report) {
        Path folder = report.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new InputException(report.toString(), "cannot be written: its folder is not there");
        }
    }

    private static void write(@Nullable Path file, String text) {
        if (file != null) {
            try {
                Files.writeString(file, text, StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new InputException(file.toString(), "cannot be written: " + e.getMessage());
            }
        }
    }
}
