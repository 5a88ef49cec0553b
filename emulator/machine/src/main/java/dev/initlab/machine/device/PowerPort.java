package dev.initlab.machine.device;

/** PM1a control register of an ACPI machine at the port QEMU puts it: sleep type 5 turns it off. */
public final class PowerPort implements PortDevice {
    private static final int SLEEP_ENABLE = 0x2000;

    private final PowerSwitch power;

    public PowerPort(PowerSwitch power) {
        this.power = power;
    }

    @Override
    public int port() {
        return 0x604;
    }

    @Override
    public int ports() {
        return 2;
    }

    @Override
    public int in(int offset, int size) {
        return 0;
    }

    @Override
    public void out(int offset, int size, int value) {
        if (offset == 0 && (value & SLEEP_ENABLE) != 0) {
            power.turn(PowerSwitch.State.OFF);
        }
    }
}
