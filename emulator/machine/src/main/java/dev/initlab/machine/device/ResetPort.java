package dev.initlab.machine.device;

/** The keyboard controller's command port, of which only the reset line is wired. */
public final class ResetPort implements PortDevice {
    private static final int PULSE_RESET = 0xfe;

    private final PowerSwitch power;

    public ResetPort(PowerSwitch power) {
        this.power = power;
    }

    @Override
    public int port() {
        return 0x64;
    }

    @Override
    public int ports() {
        return 1;
    }

    @Override
    public int in(int offset, int size) {
        return 0;
    }

    @Override
    public void out(int offset, int size, int value) {
        if ((value & 0xff) == PULSE_RESET) {
            power.turn(PowerSwitch.State.RESTART);
        }
    }
}
