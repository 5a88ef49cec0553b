package dev.initlab.machine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.function.Supplier;

/**
 * Guest memory as Java reads and writes it, through an address space with one party's rights.
 *
 * <p>Any alignment and any length; little endian. The kernel's view ignores write protection, as the
 * loader must fill pages that the guest may only read; the user view obeys every bit. An access that
 * fails throws {@link GuestMemoryException} with the first address that failed, and bytes before it
 * may have been written.
 */
public final class GuestMemory {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Supplier<AddressSpace> space;
    private final Privilege privilege;

    GuestMemory(AddressSpace space, Privilege privilege) {
        this(() -> space, privilege);
    }

    GuestMemory(Supplier<AddressSpace> space, Privilege privilege) {
        this.space = space;
        this.privilege = privilege;
    }

    /** A byte, 0 to 255. */
    public int u8(long address) {
        return Byte.toUnsignedInt(chunk(address, 1, Access.READ).get(ValueLayout.JAVA_BYTE, 0));
    }

    public int u16(long address) {
        return Short.toUnsignedInt(whole(address, 2).get(SHORT, 0));
    }

    public int i32(long address) {
        return whole(address, 4).get(INT, 0);
    }

    public long i64(long address) {
        return whole(address, 8).get(LONG, 0);
    }

    /** A pointer or unsigned long of 4 or 8 bytes. */
    public long word(long address, int size) {
        return size == 8 ? i64(address) : Integer.toUnsignedLong(i32(address));
    }

    public void putByte(long address, int value) {
        chunk(address, 1, Access.WRITE).set(ValueLayout.JAVA_BYTE, 0, (byte) value);
    }

    public void put32(long address, int value) {
        byte[] bytes = new byte[4];
        MemorySegment.ofArray(bytes).set(INT, 0, value);
        write(address, bytes);
    }

    public void put64(long address, long value) {
        byte[] bytes = new byte[8];
        MemorySegment.ofArray(bytes).set(LONG, 0, value);
        write(address, bytes);
    }

    /** A pointer or unsigned long of 4 or 8 bytes. */
    public void putWord(long address, long value, int size) {
        if (size == 8) {
            put64(address, value);
        } else {
            put32(address, (int) value);
        }
    }

    /** A copy of {@code length} bytes. */
    public byte[] read(long address, int length) {
        byte[] bytes = new byte[length];
        MemorySegment to = MemorySegment.ofArray(bytes);
        for (int done = 0; done < length; ) {
            MemorySegment from = chunk(address + done, length - done, Access.READ);
            MemorySegment.copy(from, 0, to, done, from.byteSize());
            done += (int) from.byteSize();
        }
        return bytes;
    }

    public void write(long address, byte[] bytes) {
        write(address, MemorySegment.ofArray(bytes));
    }

    public void write(long address, MemorySegment bytes) {
        for (long done = 0; done < bytes.byteSize(); ) {
            MemorySegment to = chunk(address + done, bytes.byteSize() - done, Access.WRITE);
            MemorySegment.copy(bytes, done, to, 0, to.byteSize());
            done += to.byteSize();
        }
    }

    /** Sets {@code length} bytes to one value. */
    public void fill(long address, long length, int value) {
        for (long done = 0; done < length; ) {
            MemorySegment to = chunk(address + done, length - done, Access.WRITE);
            to.fill((byte) value);
            done += to.byteSize();
        }
    }

    /** The bytes up to the NUL or up to {@code limit}, without the NUL. */
    public byte[] string(long address, int limit) {
        int length = 0;
        while (length < limit) {
            MemorySegment chunk = chunk(address + length, limit - length, Access.READ);
            for (long i = 0; i < chunk.byteSize(); i++, length++) {
                if (chunk.get(ValueLayout.JAVA_BYTE, i) == 0) {
                    return read(address, length);
                }
            }
        }
        return read(address, length);
    }

    /** Whether all of a range can be read; device registers and the page at the end of runs cannot. */
    public boolean isReadable(long address, long length) {
        AddressSpace in = space.get();
        for (long page = address & -Mmu.PAGE_SIZE; page - address < length; page += Mmu.PAGE_SIZE) {
            long entry = in.entryAt(page);
            if (!allowed(entry, Access.READ)
                    || !in.mmu().ram().contains(AddressSpace.physicalOf(entry), Mmu.PAGE_SIZE)) {
                return false;
            }
        }
        return true;
    }

    private MemorySegment whole(long address, int size) {
        if ((address & (Mmu.PAGE_SIZE - 1)) + size <= Mmu.PAGE_SIZE) {
            return chunk(address, size, Access.READ);
        }
        return MemorySegment.ofArray(read(address, size));
    }

    /** The bytes from an address to the end of its page, at most {@code limit}. */
    private MemorySegment chunk(long address, long limit, Access access) {
        AddressSpace in = space.get();
        long entry = in.entryAt(address);
        if (!allowed(entry, access)) {
            throw new GuestMemoryException(access, address);
        }
        long offset = address & (Mmu.PAGE_SIZE - 1);
        long physical = AddressSpace.physicalOf(entry) + offset;
        long length = Math.min(limit, Mmu.PAGE_SIZE - offset);
        Ram ram = in.mmu().ram();
        if (!ram.contains(physical, length)) {
            throw new GuestMemoryException(access, address);
        }
        if (access == Access.WRITE) {
            in.mmu().written(entry);
        }
        return ram.slice(physical, length);
    }

    private boolean allowed(long entry, Access access) {
        return entry != 0 && (privilege == Privilege.KERNEL
                || (entry & Protection.USER) != 0 && (entry & access.needed()) != 0);
    }
}
