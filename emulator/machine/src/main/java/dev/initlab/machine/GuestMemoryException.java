package dev.initlab.machine;

/** Java was about to touch guest memory that is not there or not allowed: {@code EFAULT}. */
public final class GuestMemoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Access access;
    private final long address;

    GuestMemoryException(Access access, long address) {
        super("%s of 0x%x".formatted(access, address), null, false, false);
        this.access = access;
        this.address = address;
    }

    public Access access() {
        return access;
    }

    /** The first virtual address that could not be used. */
    public long address() {
        return address;
    }
}
