package dev.initlab.machine;

/** Guest calls nest too deeply: the guest's stack overflow, as it were. */
public final class CallDepthException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long function;

    CallDepthException(long function) {
        super("guest calls nest deeper than " + Vcpu.MAX_DEPTH, null, false, false);
        this.function = function;
    }

    /** The function that was to be called. */
    public long function() {
        return function;
    }
}
