package dev.initlab.suite.junit;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** What a test types; a reader waits for it. Any thread may type. */
final class TypedKeys extends InputStream {
    private static final byte[] HANG_UP = new byte[0];

    private final BlockingQueue<byte[]> typed = new LinkedBlockingQueue<>();
    // Of the one thread that reads.
    private byte[] current = {};
    private int at;
    private boolean over;

    void type(String text) {
        if (!text.isEmpty()) {
            typed.add(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Ends the input behind what was typed. */
    void hangUp() {
        typed.add(HANG_UP);
    }

    @Override
    public int read() throws IOException {
        return fill() ? Byte.toUnsignedInt(current[at++]) : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, current.length - at);
        System.arraycopy(current, at, into, offset, count);
        at += count;
        return count;
    }

    private boolean fill() throws IOException {
        while (!over && at == current.length) {
            try {
                current = typed.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while nobody typed");
            }
            at = 0;
            over = current.length == 0;
        }
        return !over;
    }
}
