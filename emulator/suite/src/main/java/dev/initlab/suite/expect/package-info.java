/** What a suite may expect of a boot: {@link dev.initlab.suite.expect.ExpectationKind} is the table of it. */
@NullMarked
package dev.initlab.suite.expect;

import org.jspecify.annotations.NullMarked;
