package dev.initlab.suite.yaml;

import java.nio.file.Path;

/**
 * What is wrong with a file: one line that says where, what, and what was expected.
 *
 * @param file as it was named
 * @param at   the place
 * @param kind who can see it
 * @param text what is wrong, and what was expected
 */
public record Mistake(Path file, Position at, Kind kind, String text) {
    /** Who can see a mistake. */
    public enum Kind {
        /** It is no YAML, or has a key twice: no schema gets to see it. */
        SYNTAX,
        /** The schema refuses it, too. */
        STRUCTURE,
        /** Only the reader knows: a file is not there, a regular expression is none. */
        MEANING
    }

    /** {@code file:line:column: what is wrong}. */
    @Override
    public String toString() {
        return file + ":" + at + ": " + text;
    }
}
