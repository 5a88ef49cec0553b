/** AssertJ assertions about boots. */
@NullMarked
package dev.initlab.suite.assertj;

import org.jspecify.annotations.NullMarked;
