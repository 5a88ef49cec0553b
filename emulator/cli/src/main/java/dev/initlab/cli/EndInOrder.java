package dev.initlab.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a boot end in order when the program is told to end, by Ctrl-C or {@code kill}: the guest is stopped, and
 * its files are complete.
 */
final class EndInOrder implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 5;

    private final Thread working = Thread.currentThread();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "initlab-end");

    EndInOrder() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void stop() {
        working.interrupt();
        try {
            over.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The boot is over, and its files are written. */
    @Override
    public void close() {
        over.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the program is ending
        }
    }
}
