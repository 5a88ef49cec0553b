/** {@code initlab test}: suites from the command line, and the reports CI reads. */
@NullMarked
package dev.initlab.cli.test;

import org.jspecify.annotations.NullMarked;
