package dev.initlab.suite.engine;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

import dev.initlab.suite.expect.Verdict;
import dev.initlab.suite.file.Suite;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;

/** Walks the tree of tests and reports each of them, in its order. */
final class Run {
    private final EngineExecutionListener listener;
    private final Boots boots;

    Run(EngineExecutionListener listener, Boots boots) {
        this.listener = listener;
        this.boots = boots;
    }

    void execute(TestDescriptor engine) {
        engine.accept(d -> {
            if (d instanceof SuiteDescriptor.OfCell cell) {
                boots.announce(cell, checks(cell));
            }
        });
        run(engine);
    }

    private void run(TestDescriptor descriptor) {
        listener.executionStarted(descriptor);
        TestExecutionResult result = TestExecutionResult.successful();
        switch (descriptor) {
            case SuiteDescriptor.OfCell cell -> result = boot(cell);
            case SuiteDescriptor.OfMistake bad -> result = TestExecutionResult.failed(new MistakeError(bad.mistake()));
            default -> descriptor.getChildren().forEach(this::run);
        }
        listener.executionFinished(descriptor, result);
    }

    private TestExecutionResult boot(SuiteDescriptor.OfCell cell) {
        Boots.Checked checked;
        try {
            checked = boots.result(cell, checks(cell));
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNull(e.getCause());
            // The boot did not happen, and nothing is known of what was expected of it.
            cell.getChildren().forEach(c -> listener.executionSkipped(c, "the boot failed: " + cause.getMessage()));
            return TestExecutionResult.failed(cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cell.getChildren().forEach(c -> listener.executionSkipped(c, "interrupted"));
            return TestExecutionResult.aborted(e);
        }
        listener.reportingEntryPublished(cell, ReportEntry.from(Map.of(
                InitlabTestEngine.OUTCOME, checked.outcome(),
                InitlabTestEngine.SECONDS, String.format(Locale.ROOT, "%.6f", checked.seconds()))));
        for (TestDescriptor child : cell.getChildren()) {
            if (child instanceof SuiteDescriptor.OfCheck test) {
                listener.executionStarted(test);
                listener.executionFinished(test, result(test.check(), checked));
            }
        }
        return TestExecutionResult.successful();
    }

    private static TestExecutionResult result(Suite.Check check, Boots.Checked checked) {
        return checked.verdicts().get(check) instanceof Verdict.Failed failed
                ? TestExecutionResult.failed(new ExpectationFailedError(check.kind(), failed,
                        checked.sources().getOrDefault(check, List.of())))
                : TestExecutionResult.successful();
    }

    private static List<Suite.Check> checks(SuiteDescriptor.OfCell cell) {
        return cell.getChildren().stream().map(c -> ((SuiteDescriptor.OfCheck) c).check()).toList();
    }
}
