package dev.initlab.kernel.module;

import java.util.List;
import java.util.Optional;

/** A module that cannot be relocated: ENOEXEC, and what Linux logs: a warning, or lines on level {@code err}. */
final class RelocationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<String> log;
    private final transient Optional<String> warning;

    private RelocationException(String message, List<String> log, Optional<String> warning) {
        super(message);
        this.log = log;
        this.warning = warning;
    }

    /** With the lines to log; none where Linux says nothing. */
    static RelocationException of(String... log) {
        return new RelocationException(String.join("; ", log), List.of(log), Optional.empty());
    }

    /** With the place of the {@code WARN_ON()} that Linux meets. */
    static RelocationException warned(String place) {
        return new RelocationException("WARN_ON() at " + place, List.of(), Optional.of(place));
    }

    List<String> log() {
        return log;
    }

    Optional<String> warning() {
        return warning;
    }
}
