package dev.initlab.suite.engine;

import java.util.List;

import dev.initlab.suite.BootImage;
import dev.initlab.suite.expect.Verdict;

/** Where initcalls are written, as far as an image's debug information says. */
final class SourceLines {
    private SourceLines() {
    }

    /** The lines of those that are known; nobody reads debug information yet. */
    static List<SourceLine> of(BootImage image, List<Verdict.Subject> subjects) {
        return List.of();
    }
}
