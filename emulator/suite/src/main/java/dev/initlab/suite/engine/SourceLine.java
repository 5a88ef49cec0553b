package dev.initlab.suite.engine;

/**
 * Where an initcall is written.
 *
 * @param initcall {@code module:function}
 * @param file     as the compiler was told
 * @param line     from 1
 */
public record SourceLine(String initcall, String file, int line) {
}
