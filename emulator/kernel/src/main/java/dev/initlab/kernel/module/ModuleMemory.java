package dev.initlab.kernel.module;

import dev.initlab.machine.GuestMemory;

/**
 * The memory a module is laid out in: values at guest addresses, little endian, of any alignment.
 *
 * <p>Relocation needs no more than this, so that modules can be relocated without a running guest.
 */
interface ModuleMemory {
    int u16(long address);

    int i32(long address);

    long i64(long address);

    void put16(long address, int value);

    void put32(long address, int value);

    void put64(long address, long value);

    /** The memory of a guest. */
    static ModuleMemory of(GuestMemory memory) {
        return new ModuleMemory() {
            @Override
            public int u16(long address) {
                return memory.u16(address);
            }

            @Override
            public int i32(long address) {
                return memory.i32(address);
            }

            @Override
            public long i64(long address) {
                return memory.i64(address);
            }

            @Override
            public void put16(long address, int value) {
                memory.write(address, new byte[] {(byte) value, (byte) (value >> 8)});
            }

            @Override
            public void put32(long address, int value) {
                memory.put32(address, value);
            }

            @Override
            public void put64(long address, long value) {
                memory.put64(address, value);
            }
        };
    }
}
