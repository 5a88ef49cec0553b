package dev.initlab.debug.rsp;

/**
 * A packet the stub answers: a line of {@code docs/gdb-packets.md}.
 *
 * @param name    how it begins; the rest is its arguments
 * @param what    what it does
 * @param handler answers it
 */
record Packet(String name, String what, Handler handler) {

    /** Answers a packet. */
    @FunctionalInterface
    interface Handler {
        /**
         * The answer.
         *
         * @param arguments what follows the name
         * @throws PacketException       for an error of the protocol
         * @throws IllegalArgumentException if the arguments make no sense; so do exceptions of indices
         */
        Answer answer(String arguments) throws InterruptedException;
    }

    /** Whether a packet is of this kind: long names end where their arguments begin. */
    boolean matches(String packet) {
        if (!packet.startsWith(name)) {
            return false;
        }
        boolean open = name.length() == 1 || packet.length() == name.length()
                || !Character.isLetterOrDigit(name.charAt(name.length() - 1));
        return open || !Character.isLetterOrDigit(packet.charAt(name.length()));
    }
}
