package dev.initlab.machine.device;

/**
 * The first timer of an Arm dual timer (SP804), counting microseconds.
 *
 * <p>Periodic mode only: free-running is a period of 2<sup>32</sup> counts, and one-shot is not there.
 * Registers as in the Arm Dual-Timer Module (SP804) reference manual, section 3.2.
 */
public final class Sp804 implements MmioDevice {
    /** Where the machine has it. */
    public static final long BASE = 0x0902_0000L;

    private static final int LINE = 34;
    private static final int LOAD = 0x00;
    private static final int VALUE = 0x04;
    private static final int CONTROL = 0x08;
    private static final int CLEAR = 0x0c;
    private static final int RAW_STATUS = 0x10;
    private static final int MASKED_STATUS = 0x14;
    private static final int BACKGROUND_LOAD = 0x18;

    private static final int INTERRUPT = 1 << 5;
    private static final int PERIODIC = 1 << 6;
    private static final int ENABLE = 1 << 7;
    private static final long NANOS_PER_COUNT = 1000;

    private final Timer timer;
    private long load;
    private int control = INTERRUPT; // as after reset
    private boolean raised;

    public Sp804(Timer timer) {
        this.timer = timer;
        timer.onExpiry(() -> raised = true);
    }

    @Override
    public long base() {
        return BASE;
    }

    @Override
    public long size() {
        return 0x1000;
    }

    @Override
    public long read(long offset, int size) {
        return switch ((int) offset) {
            case LOAD, BACKGROUND_LOAD -> load;
            case VALUE -> timer.left() / NANOS_PER_COUNT;
            case CONTROL -> control;
            case RAW_STATUS -> raised ? 1 : 0;
            case MASKED_STATUS -> raised && (control & INTERRUPT) != 0 ? 1 : 0;
            default -> 0;
        };
    }

    @Override
    public void write(long offset, int size, long value) {
        switch ((int) offset) {
            case LOAD -> {
                load = value & 0xffff_ffffL;
                restart();
            }
            case BACKGROUND_LOAD -> load = value & 0xffff_ffffL; // for the next start
            case CONTROL -> {
                control = (int) value & 0xff;
                restart();
            }
            case CLEAR -> raised = false;
            default -> { }
        }
    }

    private void restart() {
        if ((control & ENABLE) == 0 || (control & INTERRUPT) == 0) {
            timer.stop();
        } else {
            long counts = (control & PERIODIC) == 0 ? 1L << 32 : load;
            timer.start(LINE, counts * NANOS_PER_COUNT);
        }
    }
}
