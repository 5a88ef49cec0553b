package dev.initlab.kernel.fs;

/** An archive cannot be unpacked; the words are Linux's ({@code init/initramfs.c}). */
public final class CpioException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final long offset;

    CpioException(String reason, long offset) {
        super(reason + " at offset " + offset);
        this.reason = reason;
        this.offset = offset;
    }

    /** What Linux says behind {@code Initramfs unpacking failed: }. */
    public String reason() {
        return reason;
    }

    /** Where in the file; inside a compressed archive, where that archive begins. */
    public long offset() {
        return offset;
    }
}
