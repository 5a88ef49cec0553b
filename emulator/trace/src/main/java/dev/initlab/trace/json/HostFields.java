package dev.initlab.trace.json;

/** Whether to write the fields that depend on the host: those whose names begin with {@code host}. */
public enum HostFields {
    KEEP,
    /** Then two boots of one image give the same bytes. */
    OMIT
}
