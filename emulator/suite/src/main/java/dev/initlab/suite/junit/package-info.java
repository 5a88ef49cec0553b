/** Boots as parameters of JUnit Jupiter tests. */
@NullMarked
package dev.initlab.suite.junit;

import org.jspecify.annotations.NullMarked;
