package dev.initlab.kernel.boot;

import java.nio.ByteBuffer;
import java.util.function.LongPredicate;

/** How an entry of an initcall table names its function; found out from what makes sense, not from the product. */
enum TableEntry {
    /** The distance from the entry, {@code CONFIG_HAVE_ARCH_PREL32_RELOCATIONS}. */
    PREL32(Integer.BYTES) {
        @Override
        long function(ByteBuffer bytes, int at, long address) {
            return address + bytes.getInt(at);
        }

        @Override
        void put(ByteBuffer bytes, int at, long address, long function) {
            bytes.putInt(at, Math.toIntExact(function - address));
        }
    },
    POINTER64(Long.BYTES) {
        @Override
        long function(ByteBuffer bytes, int at, long address) {
            return bytes.getLong(at);
        }

        @Override
        void put(ByteBuffer bytes, int at, long address, long function) {
            bytes.putLong(at, function);
        }
    },
    POINTER32(Integer.BYTES) {
        @Override
        long function(ByteBuffer bytes, int at, long address) {
            return Integer.toUnsignedLong(bytes.getInt(at));
        }

        @Override
        void put(ByteBuffer bytes, int at, long address, long function) {
            bytes.putInt(at, (int) function);
        }
    };

    private final int size;

    TableEntry(int size) {
        this.size = size;
    }

    /** Bytes of an entry. */
    int size() {
        return size;
    }

    /** The function an entry names. */
    abstract long function(ByteBuffer bytes, int at, long address);

    abstract void put(ByteBuffer bytes, int at, long address, long function);

    /** The one reading of a table's first entry that gives a function. */
    static TableEntry of(ByteBuffer bytes, int at, long address, LongPredicate isFunction) {
        for (TableEntry entry : values()) {
            if (bytes.remaining() - at >= entry.size && isFunction.test(entry.function(bytes, at, address))) {
                return entry;
            }
        }
        throw new AssertionError("the entry at 0x%x names no function in any way".formatted(address));
    }
}
