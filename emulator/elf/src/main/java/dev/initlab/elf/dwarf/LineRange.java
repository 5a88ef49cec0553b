package dev.initlab.elf.dwarf;

/**
 * Code in one piece that comes from one line.
 *
 * @param section index of the section of code in an object file; 0 in a linked file
 * @param start   offset of its first byte in the section, or its address in a linked file
 * @param end     the same of the byte behind its last
 */
public record LineRange(int section, long start, long end, SourceLine line) {

    /** Whether the line is of a file, named by its path or the end of it from a slash on. */
    public boolean isOf(String file) {
        return line.file().equals(file) || line.file().endsWith("/" + file);
    }
}
