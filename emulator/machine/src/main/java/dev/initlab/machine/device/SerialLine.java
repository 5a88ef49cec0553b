package dev.initlab.machine.device;

import java.util.ArrayDeque;

/**
 * The wire behind a UART: what the guest sent goes to a listener, what was typed waits here.
 *
 * <p>{@link #type} and {@link #hangUp} may be called from any thread, the rest is the machine's.
 */
public final class SerialLine {
    /** Receives each byte the guest sent, inside the engine. */
    @FunctionalInterface
    public interface Listener {
        void sent(byte value);
    }

    private final Listener listener;
    private final ArrayDeque<Byte> typed = new ArrayDeque<>();
    private boolean hungUp;

    public SerialLine(Listener listener) {
        this.listener = listener;
    }

    /** Bytes for the guest to receive. */
    public synchronized void type(byte[] bytes) {
        for (byte b : bytes) {
            typed.add(b);
        }
    }

    /** Nothing more will be typed. */
    public synchronized void hangUp() {
        hungUp = true;
    }

    /** Whether nothing is left to receive and nothing will come. */
    public synchronized boolean isHungUp() {
        return hungUp && typed.isEmpty();
    }

    void send(int value) {
        listener.sent((byte) value);
    }

    /** Whether something is there to receive. */
    public synchronized boolean hasTyped() {
        return !typed.isEmpty();
    }

    /** The next byte typed, 0 if there is none. */
    synchronized int receive() {
        Byte next = typed.poll();
        return next == null ? 0 : Byte.toUnsignedInt(next);
    }
}
