package dev.initlab.kernel.printk;

import java.util.Optional;

/** What formatting needs to read from the guest's memory; it never throws for a bad address. */
public interface GuestStrings {
    /**
     * The bytes at an address up to, not including, the first NUL, and at most {@code limit} of them.
     * A string that runs into unreadable memory ends there; empty if its first byte is unreadable.
     */
    Optional<byte[]> cString(long address, int limit);

    /** Exactly {@code length} bytes, or empty if any of them is unreadable. */
    Optional<byte[]> bytes(long address, int length);

    /** The {@code struct va_format} at an address ({@code %pV}); empty if it cannot be read. */
    default Optional<VaFormat> vaFormat(long address) {
        return Optional.empty();
    }

    /** A format with its arguments: what {@code struct va_format} points to. */
    record VaFormat(byte[] format, VarArgs args) {
    }
}
