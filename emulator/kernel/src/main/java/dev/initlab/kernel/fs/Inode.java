package dev.initlab.kernel.fs;

/** A file, whatever its names. */
public sealed interface Inode permits Inode.Folder, RegularFile, Symlink, SpecialFile, Fifo, SyntheticFile,
        SyntheticLink {
    /** Number, mode, owner and times. */
    Attributes attributes();

    /** Bytes of content; what {@code st_size} shows. */
    default long size() {
        return 0;
    }

    /** Blocks of 512 bytes; what {@code st_blocks} shows. */
    default long blocks() {
        return 0;
    }

    /** The device it stands for. */
    default DeviceNumber represents() {
        return DeviceNumber.NONE;
    }

    /** What can be walked through. */
    sealed interface Folder extends Inode permits Directory, SyntheticDirectory {
    }

    /** A symbolic link, stored or made up. */
    default boolean isLink() {
        return Mode.type(attributes().mode()) == Mode.S_IFLNK;
    }
}
