package dev.initlab.debug.rsp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Takes what a debugger sends apart: packets, acknowledgements, interrupts.
 *
 * <p>Bytes between packets that mean nothing are passed over. Nothing that comes can make it fail, only the stream can.
 */
final class PacketReader {
    /** Bytes a packet may have, as {@code qSupported} announces. */
    static final int MAX_SIZE = 0x10000;

    private static final int INTERRUPT = 0x03;
    private static final int ESCAPE = '}';
    private static final int ESCAPED = 0x20;
    private static final int RUN = '*';
    private static final int RUN_BASE = 29;

    private final InputStream in;

    /** What came. */
    sealed interface Incoming {
        /** A packet whose checksum is right, without escapes. */
        record Packet(byte[] data) implements Incoming {
        }

        /** A packet that is damaged. */
        record Damaged() implements Incoming {
        }

        /** A packet that is longer than any may be. */
        record TooLong() implements Incoming {
        }

        /** Byte 0x03: stop. */
        record Interrupt() implements Incoming {
        }

        record Acknowledged() implements Incoming {
        }

        /** The other side wants the last packet again. */
        record Rejected() implements Incoming {
        }

        /** The other side has gone. */
        record End() implements Incoming {
        }
    }

    PacketReader(InputStream in) {
        this.in = in;
    }

    /** Waits for what comes next. */
    Incoming next() throws IOException {
        while (true) {
            int b = in.read();
            switch (b) {
                case -1 -> {
                    return new Incoming.End();
                }
                case '+' -> {
                    return new Incoming.Acknowledged();
                }
                case '-' -> {
                    return new Incoming.Rejected();
                }
                case INTERRUPT -> {
                    return new Incoming.Interrupt();
                }
                case '$' -> {
                    return packet();
                }
                default -> {
                    // noise
                }
            }
        }
    }

    private Incoming packet() throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        int sum = 0;
        boolean damaged = false;
        int last = -1;
        for (int b = in.read(); b != '#'; b = in.read()) {
            if (b < 0) {
                return new Incoming.End();
            }
            if (b == '$') { // the beginning of another; what came before was cut off
                data.reset();
                sum = 0;
                damaged = false;
                last = -1;
                continue;
            }
            sum += b;
            int times = 1;
            if (b == ESCAPE) {
                int escaped = in.read();
                if (escaped < 0) {
                    return new Incoming.End();
                }
                sum += escaped;
                last = escaped ^ ESCAPED;
            } else if (b == RUN) {
                int count = in.read();
                if (count < 0) {
                    return new Incoming.End();
                }
                sum += count;
                times = count - RUN_BASE;
                damaged |= last < 0 || times < 1;
            } else {
                last = b;
            }
            for (int i = 0; i < times && data.size() <= MAX_SIZE; i++) {
                data.write(last);
            }
        }
        int high = in.read();
        int low = in.read();
        if (low < 0) {
            return new Incoming.End();
        }
        int wanted = Character.digit(high, 16) << 4 | Character.digit(low, 16);
        if (damaged || wanted != (sum & 0xff)) {
            return new Incoming.Damaged();
        }
        return data.size() > MAX_SIZE ? new Incoming.TooLong() : new Incoming.Packet(data.toByteArray());
    }
}
