package dev.initlab.machine.device;

/** Whether the machine is on; devices turn it off, the machine reads it after the guest halted. */
public final class PowerSwitch {
    /** What the guest asked for last. */
    public enum State {
        ON,
        OFF,
        RESTART
    }

    private volatile State state = State.ON;

    public State state() {
        return state;
    }

    public void turn(State next) {
        state = next;
    }
}
