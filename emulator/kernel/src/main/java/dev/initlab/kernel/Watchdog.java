package dev.initlab.kernel;

import java.time.Duration;
import java.util.Optional;

import dev.initlab.machine.Vcpu;

/**
 * Ends a boot that takes too long on the host.
 *
 * <p>The last resort: where the guest is stopped depends on the host, so nothing it does afterwards is
 * deterministic, and the boot is over.
 */
final class Watchdog implements AutoCloseable {
    private static final Duration REPEAT = Duration.ofMillis(2);

    private final Optional<Thread> thread;

    private Watchdog(Optional<Thread> thread) {
        this.thread = thread;
    }

    /** Watches a vCPU until closed; without a limit nothing is watched. */
    static Watchdog start(Vcpu vcpu, Optional<Duration> limit) {
        return new Watchdog(limit.map(l -> Thread.ofPlatform().daemon().name("initlab-watchdog").start(() -> {
            try {
                Thread.sleep(l);
                while (true) {
                    vcpu.requestStop();
                    Thread.sleep(REPEAT);
                }
            } catch (InterruptedException e) {
                // closed in time
            }
        })));
    }

    @Override
    public void close() {
        thread.ifPresent(t -> {
            t.interrupt();
            try {
                t.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
