package dev.initlab.kernel;

import dev.initlab.trace.Outcome;

/**
 * Thrown to end a boot: it unwinds the guest calls and Java frames of the task that meets the end.
 *
 * <p>Nothing but the top of a task catches it.
 */
public final class BootEnd extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Outcome outcome;

    public BootEnd(Outcome outcome, String reason) {
        super(reason, null, false, false);
        this.outcome = outcome;
    }

    public Outcome outcome() {
        return outcome;
    }

    /** What to tell the user, such as the panic's text; empty for an orderly end. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
