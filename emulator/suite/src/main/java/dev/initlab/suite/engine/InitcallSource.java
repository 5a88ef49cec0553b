package dev.initlab.suite.engine;

import dev.initlab.elf.dwarf.SourceLine;

/**
 * Where an initcall is written.
 *
 * @param initcall {@code module:function}
 * @param at       file and line, as the compiler was told
 */
public record InitcallSource(String initcall, SourceLine at) {
}
