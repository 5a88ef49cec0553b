package dev.initlab.kernel.fs;

/** A stored symbolic link. */
public final class Symlink implements Inode {
    private final Attributes attributes;
    private final String target;

    Symlink(Attributes attributes, String target) {
        this.attributes = attributes;
        this.target = target;
    }

    @Override
    public Attributes attributes() {
        return attributes;
    }

    /** The path it holds. */
    public String target() {
        return target;
    }

    @Override
    public long size() {
        return target.length();
    }
}
