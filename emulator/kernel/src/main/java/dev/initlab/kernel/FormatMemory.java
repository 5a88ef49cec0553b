package dev.initlab.kernel;

import java.util.Optional;

import dev.initlab.kernel.printk.GuestStrings;
import dev.initlab.machine.GuestMemory;
import dev.initlab.machine.GuestMemoryException;

/** Guest memory as formatting reads it: a bad address is no error. */
record FormatMemory(GuestMemory memory) implements GuestStrings {
    @Override
    public Optional<byte[]> cString(long address, int limit) {
        if (!memory.isReadable(address, 1)) {
            return Optional.empty();
        }
        try {
            return Optional.of(memory.string(address, limit));
        } catch (GuestMemoryException e) {
            return Optional.of(memory.read(address, (int) (e.address() - address)));
        }
    }

    @Override
    public Optional<byte[]> bytes(long address, int length) {
        return memory.isReadable(address, length) ? Optional.of(memory.read(address, length)) : Optional.empty();
    }
}
