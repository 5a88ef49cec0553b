package dev.initlab.suite.engine;

import dev.initlab.suite.yaml.Mistake;

/** A suite file has a mistake, so that nothing of it was run. It has no stack trace. */
public final class MistakeError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Mistake mistake;

    MistakeError(Mistake mistake) {
        super(mistake.toString(), null, false, false);
        this.mistake = mistake;
    }

    /** The mistake. */
    public Mistake mistake() {
        return mistake;
    }
}
