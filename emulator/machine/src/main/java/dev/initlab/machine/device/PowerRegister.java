package dev.initlab.machine.device;

/** One register in memory that turns the machine off or resets it, as QEMU's test finisher does. */
public final class PowerRegister implements MmioDevice {
    /** Where the machine has it. */
    public static final long BASE = 0x0901_0000L;

    private static final int POWER_OFF = 0x5555;
    private static final int RESTART = 0x7777;

    private final PowerSwitch power;

    public PowerRegister(PowerSwitch power) {
        this.power = power;
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
        return 0;
    }

    @Override
    public void write(long offset, int size, long value) {
        if (offset == 0 && value == POWER_OFF) {
            power.turn(PowerSwitch.State.OFF);
        } else if (offset == 0 && value == RESTART) {
            power.turn(PowerSwitch.State.RESTART);
        }
    }
}
