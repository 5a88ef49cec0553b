package dev.initlab.kernel.console;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;

/**
 * Where what is typed comes from.
 *
 * <p>The kernel model looks at places that are the same in every boot of the same image with the same keys, so that
 * somebody who counts the looks can give the same keys again. Asked by the task that holds the vCPU.
 */
public interface KeySource {
    /** Takes what has come since the last time, without waiting: empty if nothing will come any more. */
    Optional<byte[]> take();

    /** Waits on the host for something to take, or for the end; whether there is. It is not taken. */
    boolean await(long millis) throws InterruptedException;

    /** Keys from a stream, which a thread of its own reads until it ends. */
    static KeySource of(InputStream stream) {
        return new Stream(stream);
    }

    /** Keys as they come. */
    final class Stream implements KeySource {
        private static final byte[] END = {};

        private final LinkedBlockingDeque<byte[]> read = new LinkedBlockingDeque<>();

        private Stream(InputStream stream) {
            Thread.ofPlatform().daemon().name("initlab-keyboard").start(() -> carry(stream));
        }

        private void carry(InputStream keys) {
            try {
                for (byte[] some = new byte[256]; ; ) {
                    int n = keys.read(some);
                    if (n < 0) {
                        break;
                    }
                    if (n > 0) {
                        read.add(java.util.Arrays.copyOf(some, n));
                    }
                }
            } catch (IOException e) {
                // whoever typed is gone
            }
            read.add(END);
        }

        @Override
        public Optional<byte[]> take() {
            byte[] next = read.peek();
            if (next == END) {
                return Optional.empty(); // and stays there for the next look
            }
            return Optional.of(next == null ? new byte[0] : read.remove());
        }

        @Override
        public boolean await(long millis) throws InterruptedException {
            byte[] next = read.poll(millis, TimeUnit.MILLISECONDS);
            if (next != null) {
                read.addFirst(next);
            }
            return next != null;
        }
    }
}
