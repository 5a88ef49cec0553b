package dev.initlab.cli.test;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import dev.initlab.kernel.InputException;
import dev.initlab.suite.engine.ExpectationFailedError;
import dev.initlab.suite.engine.InitlabTestEngine;
import dev.initlab.suite.expect.GoldenChange;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.engine.support.descriptor.FilePosition;
import org.junit.platform.engine.support.descriptor.FileSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Listens to a launcher and makes a report of every boot; the engine tells all from one thread. */
final class RunRecorder implements TestExecutionListener {
    private final Consumer<BootReport> finished;
    private final List<BootReport> boots = new ArrayList<>();
    private final List<GoldenChange> goldens = new ArrayList<>();
    private final List<BootReport.Test> tests = new ArrayList<>();
    private Optional<String> outcome = Optional.empty();
    private double seconds;
    private Optional<RuntimeException> bug = Optional.empty();

    /** A recorder that hands on each boot as soon as it is over. */
    RunRecorder(Consumer<BootReport> finished) {
        this.finished = finished;
    }

    List<BootReport> boots() {
        return List.copyOf(boots);
    }

    /** The golden files that differ, in the order they were met. */
    List<GoldenChange> goldens() {
        return List.copyOf(goldens);
    }

    /** Throws what is neither the guest's fault nor the input's. */
    void rethrowBug() {
        bug.ifPresent(e -> {
            throw e;
        });
    }

    @Override
    public void executionStarted(TestIdentifier id) {
        if (isBoot(id)) {
            tests.clear();
            outcome = Optional.empty();
            seconds = 0;
        }
    }

    @Override
    public void reportingEntryPublished(TestIdentifier id, ReportEntry entry) {
        outcome = Optional.ofNullable(entry.getKeyValuePairs().get(InitlabTestEngine.OUTCOME));
        seconds = Double.parseDouble(entry.getKeyValuePairs().getOrDefault(InitlabTestEngine.SECONDS, "0"));
    }

    @Override
    public void executionSkipped(TestIdentifier id, String reason) {
        if (id.isTest()) {
            tests.add(test(id, Optional.empty()));
        }
    }

    @Override
    public void executionFinished(TestIdentifier id, TestExecutionResult result) {
        Optional<Throwable> failure = result.getThrowable();
        if (failure.isPresent() && !(failure.get() instanceof InputException)
                && !(failure.get() instanceof ExpectationFailedError)) {
            bug = bug.or(() -> Optional.of(new IllegalStateException(id.getDisplayName() + " failed", failure.get())));
        }
        if (id.isTest()) {
            tests.add(test(id, failure.filter(ExpectationFailedError.class::isInstance)
                    .map(ExpectationFailedError.class::cast)));
        } else if (isBoot(id)) {
            BootReport report = new BootReport(file(id), id.getDisplayName(), outcome,
                    failure.map(f -> String.valueOf(f.getMessage())), seconds, tests);
            boots.add(report);
            finished.accept(report);
        }
    }

    private BootReport.Test test(TestIdentifier id, Optional<ExpectationFailedError> failure) {
        failure.flatMap(ExpectationFailedError::golden).ifPresent(goldens::add);
        FilePosition at = position(id);
        return new BootReport.Test(id.getDisplayName(), at.getLine(), at.getColumn().orElse(1), failure.map(
                f -> new BootReport.Failure(f.kind().keyword(), String.valueOf(f.getMessage()), f.sources())));
    }

    private static boolean isBoot(TestIdentifier id) {
        return InitlabTestEngine.isBoot(id.getUniqueIdObject());
    }

    private static Optional<FileSource> source(TestIdentifier id) {
        return id.getSource().filter(FileSource.class::isInstance).map(FileSource.class::cast);
    }

    /** Where a test stands in its file: {@code line:column}. */
    static String place(TestIdentifier id) {
        FilePosition at = position(id);
        return at.getLine() + ":" + at.getColumn().orElse(1);
    }

    private static FilePosition position(TestIdentifier id) {
        return source(id).flatMap(FileSource::getPosition).orElseGet(() -> FilePosition.from(1));
    }

    /** The suite file, relative to the working directory where it is below that. */
    static String file(TestIdentifier id) {
        File file = source(id).map(FileSource::getFile).orElse(new File("?"));
        Path here = Path.of("").toAbsolutePath().normalize();
        Path path = file.toPath().toAbsolutePath().normalize();
        return (path.startsWith(here) ? here.relativize(path) : path).toString().replace('\\', '/');
    }
}
