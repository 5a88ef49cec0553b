package dev.initlab.elf;

import java.lang.foreign.MemorySegment;

/**
 * A note of a SHT_NOTE section or PT_NOTE segment (ELF gABI 5.3).
 *
 * @param name   the owner, for example {@code GNU} or {@code Linux}, without its terminating NUL
 * @param type   the owner's number, unsigned
 * @param offset where the note starts in the file
 * @param desc   the descriptor, read-only, without padding
 */
public record Note(String name, int type, long offset, MemorySegment desc) {
}
