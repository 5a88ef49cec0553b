package dev.initlab.machine.device;

/**
 * Channel 0 of a PC's 8254 programmable interval timer, on interrupt line 0.
 *
 * <p>Modes 2 and 3, which repeat, count; the modes that fire once are taken as silence, and the other
 * channels are not there. Programmed low byte first, as everybody does; reading gives the latched count, or
 * the live one (Intel 8254 data sheet, "Read Operations").
 */
public final class Pit8254 implements PortDevice {
    /** Counts a second. */
    public static final long RATE = 1_193_182;

    private static final int LINE = 0;
    private static final int COMMAND = 3;
    private static final int SELECT = 0xc0;
    private static final int ACCESS = 0x30;
    private static final long NANOS = 1_000_000_000L;

    private final Timer timer;
    private boolean repeats;
    private boolean highByteNext;
    private int low;
    private int reload;
    private int latched = -1;
    private boolean readHigh;

    public Pit8254(Timer timer) {
        this.timer = timer;
    }

    @Override
    public int port() {
        return 0x40;
    }

    @Override
    public int ports() {
        return 4;
    }

    @Override
    public int in(int offset, int size) {
        if (offset != 0) {
            return 0;
        }
        int count = latched >= 0 ? latched : count();
        int value = readHigh ? count >> 8 & 0xff : count & 0xff;
        if (readHigh) {
            latched = -1;
        }
        readHigh = !readHigh;
        return value;
    }

    @Override
    public void out(int offset, int size, int value) {
        if (offset == COMMAND) {
            command(value);
        } else if (offset == 0) {
            load(value & 0xff);
        }
    }

    private void command(int value) {
        if ((value & SELECT) != 0) {
            return; // another channel
        }
        if ((value & ACCESS) == 0) {
            latched = count();
            readHigh = false;
            return;
        }
        repeats = (value & 4) != 0; // modes 2 and 3, also as 6 and 7
        highByteNext = false;
        readHigh = false;
        latched = -1;
        timer.stop();
    }

    private void load(int value) {
        if (!highByteNext) {
            low = value;
            highByteNext = true;
            return;
        }
        highByteNext = false;
        reload = value << 8 | low;
        if (repeats) {
            timer.start(LINE, (reload == 0 ? 0x10000 : reload) * NANOS / RATE);
        }
    }

    private int count() {
        return timer.isRunning() ? (int) (timer.left() * RATE / NANOS) & 0xffff : reload;
    }
}
