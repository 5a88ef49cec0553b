package dev.initlab.kernel.fs;

/** A directory whose entries are stored: they are its dentry's children. */
public final class Directory implements Inode.Folder {
    private final Attributes attributes;

    Directory(Attributes attributes) {
        this.attributes = attributes;
        // Its own dot counts too.
        attributes.addLinks(1);
    }

    @Override
    public Attributes attributes() {
        return attributes;
    }
}
