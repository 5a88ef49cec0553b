/** Where the figures of the README come from; run by {@code scripts/benchmark.sh}. */
@NullMarked
package dev.initlab.benchmarks;

import org.jspecify.annotations.NullMarked;
