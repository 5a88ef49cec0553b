/** The JUnit Platform engine that finds suite files and runs them. */
@NullMarked
package dev.initlab.suite.engine;

import org.jspecify.annotations.NullMarked;
