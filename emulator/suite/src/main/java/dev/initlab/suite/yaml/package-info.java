/**
 * YAML read by shapes: one description of a value both reads it, with a place for every mistake, and is its
 * JSON Schema, so that the two cannot disagree.
 */
@NullMarked
package dev.initlab.suite.yaml;

import org.jspecify.annotations.NullMarked;
