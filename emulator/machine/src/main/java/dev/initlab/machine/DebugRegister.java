package dev.initlab.machine;

/**
 * A register a debugger shows.
 *
 * @param name as gdb's target descriptions have it
 * @param id   the engine's number, {@link #UNAVAILABLE} if the engine cannot be asked for it
 * @param bits its width
 */
public record DebugRegister(String name, int id, int bits) {
    /** A register gdb insists on and the engine does not give. */
    public static final int UNAVAILABLE = -1;

    public int bytes() {
        return bits / Byte.SIZE;
    }
}
