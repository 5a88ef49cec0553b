package dev.initlab.trace;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Text as a guest writes it: mostly UTF-8, sometimes any bytes.
 *
 * <p>A byte that is no UTF-8 becomes the lone surrogate U+DC80 to U+DCFF with its value in the low eight
 * bits, and so comes back unchanged (Python's PEP 383). For every byte array {@code b},
 * {@code encode(decode(b))} equals {@code b}.
 */
public final class GuestText {

    private static final char ESCAPE = 0xDC00;

    private GuestText() {
    }

    /** Reads bytes of the guest. */
    public static String decode(byte[] bytes) {
        CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        // UTF-8 never gives more UTF-16 units than it has bytes.
        CharBuffer out = CharBuffer.allocate(bytes.length);
        for (;;) {
            CoderResult result = utf8.decode(in, out, true);
            if (result.isUnderflow()) {
                return out.flip().toString();
            }
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (ESCAPE | in.get() & 0xFF));
            }
            utf8.reset();
        }
    }

    /** Gives the guest's bytes back; surrogates that stand for no byte become question marks. */
    public static byte[] encode(String text) {
        var out = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            int c = text.codePointAt(i);
            if (c >= (ESCAPE | 0x80) && c <= (ESCAPE | 0xFF)) {
                out.write(c & 0xFF);
            } else {
                out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(c) - 1;
            }
        }
        return out.toByteArray();
    }
}
