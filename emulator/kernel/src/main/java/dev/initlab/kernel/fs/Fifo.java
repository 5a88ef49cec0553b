package dev.initlab.kernel.fs;

/** A pipe, with a name or without. */
public final class Fifo implements Inode {
    private final Attributes attributes;
    private final Pipe pipe = new Pipe();

    Fifo(Attributes attributes) {
        this.attributes = attributes;
    }

    @Override
    public Attributes attributes() {
        return attributes;
    }

    /** Its bytes and ends. */
    public Pipe pipe() {
        return pipe;
    }
}
