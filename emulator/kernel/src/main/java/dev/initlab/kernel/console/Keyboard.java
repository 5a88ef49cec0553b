package dev.initlab.kernel.console;

import dev.initlab.kernel.fs.WaitChannel;
import dev.initlab.kernel.task.Outside;
import dev.initlab.machine.Vcpu;
import dev.initlab.machine.device.SerialLine;

/** Somebody at the other end of the serial line, whom readers of {@code /dev/console} wait for. */
public final class Keyboard implements Outside {
    private static final long LOOK_AROUND_MILLIS = 50;

    private final KeySource keys;
    private final SerialLine line;
    private final WaitChannel typed;
    private final Vcpu vcpu;
    private final Runnable onStop;

    /**
     * Carries what is typed to the line whenever the kernel model looks.
     *
     * @param typed  woken when there is something to read
     * @param onStop called when the boot is to stop while everybody waits for keys; throws
     */
    public Keyboard(KeySource keys, SerialLine line, WaitChannel typed, Vcpu vcpu, Runnable onStop) {
        this.keys = keys;
        this.onStop = onStop;
        this.line = line;
        this.typed = typed;
        this.vcpu = vcpu;
    }

    private void carry() {
        keys.take().ifPresentOrElse(line::type, line::hangUp);
    }

    @Override
    public void poll() {
        carry();
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
                if (line.hasTyped() || line.isHungUp()) {
                    typed.wakeAll();
                    return true;
                }
                if (keys.await(LOOK_AROUND_MILLIS)) {
                    carry();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
