package dev.initlab.debug.monitor;

/** Which way a debugger has to move the guest after a command. */
public enum Moves {
    NOT,
    ON,
    BACK;

    /** What is said of the way to a debugger that has to do the moving. */
    String said(String where) {
        return switch (this) {
            case NOT -> where;
            case ON -> "continue stops " + where;
            case BACK -> "reverse-continue stops " + where;
        };
    }
}
