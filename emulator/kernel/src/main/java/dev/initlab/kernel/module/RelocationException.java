package dev.initlab.kernel.module;

import java.util.List;

/** A module that cannot be relocated: ENOEXEC, and the lines Linux logs on level {@code err}. */
final class RelocationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<String> log;

    private RelocationException(List<String> log) {
        super(String.join("; ", log));
        this.log = log;
    }

    /** With the lines to log; none where Linux says nothing. */
    static RelocationException of(String... log) {
        return new RelocationException(List.of(log));
    }

    List<String> log() {
        return log;
    }
}
