package dev.initlab.elf.dwarf;

/**
 * A line of a source file.
 *
 * @param file its path as the compiler was given it: absolute, or relative to where the compiler ran
 * @param line from 1
 */
public record SourceLine(String file, int line) {
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
