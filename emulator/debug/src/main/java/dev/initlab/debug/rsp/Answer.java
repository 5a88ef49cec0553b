package dev.initlab.debug.rsp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What is sent back.
 *
 * @param bytes   the packet's content, not yet escaped
 * @param silent  whether nothing is to be sent
 */
record Answer(byte[] bytes, boolean silent) {
    static final Answer OK = text("OK");
    /** What every stub says to a packet it does not know. */
    static final Answer UNKNOWN = text("");
    static final Answer NONE = new Answer(new byte[0], true);

    static Answer text(String text) {
        return new Answer(text.getBytes(StandardCharsets.ISO_8859_1), false);
    }

    /** A part of something longer, as {@code qXfer} wants it: {@code m} if more follows, {@code l} if not. */
    static Answer part(byte[] whole, String offsetAndLength) {
        String[] numbers = offsetAndLength.split(",", 2);
        int offset = (int) Math.min(Hex.number(numbers[0]), whole.length);
        int length = (int) Math.min(Hex.number(numbers[1]), PacketReader.MAX_SIZE / 4);
        int end = Math.min(offset + length, whole.length);
        byte[] part = new byte[end - offset + 1];
        part[0] = (byte) (end < whole.length ? 'm' : 'l');
        System.arraycopy(whole, offset, part, 1, end - offset);
        return new Answer(part, false);
    }

    static Answer part(String whole, String offsetAndLength) {
        return part(whole.getBytes(StandardCharsets.UTF_8), offsetAndLength);
    }

    /** A short text and bytes behind it. */
    static Answer binary(String head, byte[] bytes) {
        byte[] first = head.getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = Arrays.copyOf(first, first.length + bytes.length);
        System.arraycopy(bytes, 0, all, first.length, bytes.length);
        return new Answer(all, false);
    }
}
