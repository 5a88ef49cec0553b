package dev.initlab.kernel.console;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

import dev.initlab.kernel.fs.WaitChannel;
import dev.initlab.kernel.task.Outside;
import dev.initlab.machine.Vcpu;
import dev.initlab.machine.device.SerialLine;

/** Somebody at the other end of the serial line, whom readers of {@code /dev/console} wait for. */
public final class Keyboard implements Outside {
    private static final long LOOK_AROUND_MILLIS = 50;

    private final SerialLine line;
    private final WaitChannel typed;
    private final Vcpu vcpu;
    private final Runnable onStop;

    /**
     * Carries what is typed to the line, by a thread of its own that ends with the stream.
     *
     * @param typed  woken when there is something to read
     * @param onStop called when the boot is to stop while everybody waits for keys; throws
     */
    public Keyboard(InputStream keys, SerialLine line, WaitChannel typed, Vcpu vcpu, Runnable onStop) {
        this.onStop = onStop;
        this.line = line;
        this.typed = typed;
        this.vcpu = vcpu;
        Thread.ofPlatform().daemon().name("initlab-keyboard").start(() -> carry(keys));
    }

    private void carry(InputStream keys) {
        try {
            byte[] some = new byte[256];
            for (int n = keys.read(some); n >= 0; n = keys.read(some)) {
                line.type(Arrays.copyOf(some, n));
            }
        } catch (IOException e) {
            // whoever typed is gone
        }
        line.hangUp();
    }

    @Override
    public void poll() {
        if (typed.hasWaiters() && (line.hasTyped() || line.isHungUp())) {
            typed.wakeAll();
        }
    }

    @Override
    public boolean await() {
        try {
            while (typed.hasWaiters()) {
                if (vcpu.isStopRequested()) {
                    onStop.run();
                }
                if (line.awaitTyped(LOOK_AROUND_MILLIS)) {
                    typed.wakeAll();
                    return true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
