package dev.initlab.kernel.module;

import dev.initlab.elf.Section;

/**
 * A section of a module at its place in memory.
 *
 * @param header  as laid out: type and size may differ from the file's
 * @param address of its first byte
 * @param isInit  whether it is in the part that is freed after init
 * @param memory  where it is
 */
record PlacedSection(Section header, long address, boolean isInit, ModuleMemory memory) {

    /** P, the address of a place, once it is known to lie in the section with all its {@code width} bytes. */
    long place(long offset, int width) {
        if (offset < 0 || offset > header.size() - width) {
            throw RelocationException.of(); // Linux patches whatever lies there
        }
        return address + offset;
    }
}
