package dev.initlab.debug.rsp;

import java.io.ByteArrayOutputStream;

/** Makes packets out of answers: escapes, run lengths, checksum. */
final class PacketWriter {
    private static final int ESCAPED = 0x20;
    /** A run is worth it from so many repetitions on. */
    private static final int SHORTEST_RUN = 3;
    private static final int LONGEST_RUN = 97;
    private static final int RUN_BASE = 29;

    private PacketWriter() {
    }

    /** The bytes to send for an answer. */
    static byte[] frame(byte[] answer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(answer.length + 4);
        for (int i = 0; i < answer.length; ) {
            int b = answer[i] & 0xff;
            int run = runAt(answer, i);
            put(out, b);
            i++;
            int repeats = Math.min(run - 1, LONGEST_RUN);
            while (repeats >= SHORTEST_RUN && !isCount(repeats + RUN_BASE)) {
                repeats--;
            }
            if (repeats >= SHORTEST_RUN) {
                out.write('*');
                out.write(repeats + RUN_BASE);
                i += repeats;
            }
        }
        byte[] body = out.toByteArray();
        int sum = 0;
        for (byte b : body) {
            sum += b & 0xff;
        }
        out.reset();
        out.write('$');
        out.writeBytes(body);
        out.writeBytes("#%02x".formatted(sum & 0xff).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    /** How often the byte at an index follows itself, itself counted. */
    private static int runAt(byte[] bytes, int start) {
        int end = start + 1;
        while (end < bytes.length && bytes[end] == bytes[start]) {
            end++;
        }
        return end - start;
    }

    /** Whether a count may stand in a packet: it must be printable and no sign of the frame's. */
    private static boolean isCount(int count) {
        return count < 127 && count != '#' && count != '$' && count != '+' && count != '-';
    }

    private static void put(ByteArrayOutputStream out, int b) {
        if (b == '#' || b == '$' || b == '}' || b == '*') {
            out.write('}');
            out.write(b ^ ESCAPED);
        } else {
            out.write(b);
        }
    }
}
