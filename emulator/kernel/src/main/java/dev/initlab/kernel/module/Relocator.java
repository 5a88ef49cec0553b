package dev.initlab.kernel.module;

import dev.initlab.elf.Relocation;

/** Applies the relocations of one architecture to sections that have been copied to their place. */
interface Relocator {
    /**
     * {@code apply_relocate_add()} for one entry.
     *
     * @param module the module's name, for messages
     * @param place  P, the address to patch
     * @param symbol S, the symbol's value
     * @throws dev.initlab.kernel.errno.ErrnoException ENOEXEC, with the message already in the log
     */
    void apply(String module, Relocation relocation, long place, long symbol);
}
