package dev.initlab.suite.expect;

import dev.initlab.suite.BootStory;

/**
 * One thing a suite expects of a boot.
 *
 * <p>Immutable; a kind is a line of {@link ExpectationKind}.
 */
public sealed interface Expectation permits OrderExpectation, LevelExpectation, PresenceExpectation, RanExpectation,
        ResultExpectation, SkippedExpectation, LogExpectation, NoLogExpectation, ModuleExpectation, TaintsExpectation,
        ExitExpectation, InitMemoryExpectation, CountExpectation, WorkExpectation, GoldenExpectation {

    /** A short sentence, the same in every boot: the test's name. */
    String title();

    /** Whether a boot is as expected, and if not, what was seen instead. */
    Verdict check(BootStory story);
}
