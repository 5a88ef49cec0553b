package dev.initlab.trace.json;

import java.io.IOException;

/** A file of events is not one; the message is one line: file, line, column and reason. */
public final class MalformedEventsException extends IOException {

    private static final long serialVersionUID = 1L;

    private final long line;
    private final int column;

    MalformedEventsException(String file, long line, int column, String reason) {
        super(file + ":" + line + ":" + column + ": " + reason);
        this.line = line;
        this.column = column;
    }

    /** The line, from 1. */
    public long line() {
        return line;
    }

    /** The column in UTF-16 units, from 1. */
    public int column() {
        return column;
    }
}
