package dev.initlab.suite.engine;

import java.util.List;
import java.util.Optional;

import dev.initlab.suite.expect.ExpectationKind;
import dev.initlab.suite.expect.GoldenChange;
import dev.initlab.suite.expect.Verdict;
import org.opentest4j.AssertionFailedError;

/** A boot was not as expected. It has no stack trace: no line of Java is to blame. */
public final class ExpectationFailedError extends AssertionFailedError {
    private static final long serialVersionUID = 1L;

    private final transient ExpectationKind kind;
    private final transient Verdict.Failed verdict;
    private final transient List<InitcallSource> sources;

    ExpectationFailedError(ExpectationKind kind, Verdict.Failed verdict, List<InitcallSource> sources) {
        super(verdict.message());
        this.kind = kind;
        this.verdict = verdict;
        this.sources = List.copyOf(sources);
    }

    /** The kind of what was expected. */
    public ExpectationKind kind() {
        return kind;
    }

    /** Where the initcalls that have to do with it are written, as far as the image knows. */
    public List<InitcallSource> sources() {
        return sources;
    }

    /** How a golden file would have to change, if one differs. */
    public Optional<GoldenChange> golden() {
        return verdict.golden();
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
