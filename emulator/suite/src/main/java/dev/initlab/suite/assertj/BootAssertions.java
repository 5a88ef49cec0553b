package dev.initlab.suite.assertj;

import dev.initlab.suite.BootStory;

/**
 * Where assertions about boots begin, to be imported beside AssertJ's own:
 *
 * <pre>
 * assertThat(boot).initcall("tpm_init").ranBefore("ima_init");
 * assertThat(boot).hasLogLine("Run /init");
 * assertThat(boot).module("hello").isLive();
 * </pre>
 */
public final class BootAssertions {
    private BootAssertions() {
    }

    /** An assertion about a boot. */
    public static BootAssert assertThat(BootStory boot) {
        return new BootAssert(boot);
    }
}
