/** Suite files: what is in an {@code *.initlab.yaml}, and what is wrong with it. */
@NullMarked
package dev.initlab.suite.file;

import org.jspecify.annotations.NullMarked;
