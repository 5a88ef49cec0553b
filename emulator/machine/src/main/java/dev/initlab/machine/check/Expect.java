package dev.initlab.machine.check;

import java.util.Objects;

/** What a check expects of the engine. */
final class Expect {
    private Expect() {
    }

    /** Fails unless two numbers are the same; they are shown in hex. */
    static void equal(long expected, long actual, String what) {
        if (expected != actual) {
            throw new CheckFailedException("%s: 0x%x instead of 0x%x".formatted(what, actual, expected));
        }
    }

    static void same(Object expected, Object actual, String what) {
        if (!Objects.equals(expected, actual)) {
            throw new CheckFailedException("%s: %s instead of %s".formatted(what, actual, expected));
        }
    }

    static void that(boolean condition, String what) {
        if (!condition) {
            throw new CheckFailedException(what);
        }
    }
}
