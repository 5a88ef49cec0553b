package dev.initlab.machine.device;

/**
 * A device on x86 I/O ports.
 *
 * <p>Called inside the engine: must not block, throw or touch the vCPU.
 */
public interface PortDevice {
    /** First port. */
    int port();

    /** How many ports follow from there. */
    int ports();

    /**
     * Reads a register.
     *
     * @param offset port minus {@link #port()}
     * @param size   1, 2 or 4 bytes
     */
    int in(int offset, int size);

    void out(int offset, int size, int value);
}
