package dev.initlab.kernel.fs;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** One file system: a tree of names and the numbering of its inodes ({@code struct super_block}). */
public final class FileSystem {
    /** About what a name, its inode and its places in maps cost us. */
    private static final int NAME_COST = 1024;

    private final String type;
    private final long magic;
    private final DeviceNumber device;
    private final LongSupplier clock;
    private final SpaceLimit space;
    private final SpaceLimit names;
    private final Dentry root;
    private long nextInode = 1;
    private boolean kept;

    FileSystem(String type, long magic, DeviceNumber device, LongSupplier clock, long maxBytes,
            SpaceLimit whole, Function<FileSystem, Inode> makeRoot) {
        this.type = type;
        this.magic = magic;
        this.device = device;
        this.clock = clock;
        this.space = new SpaceLimit(maxBytes, Optional.of(whole));
        this.names = new SpaceLimit(Long.MAX_VALUE, Optional.of(whole));
        this.root = Dentry.root("/", makeRoot.apply(this));
    }

    /** The name of its type. */
    public String type() {
        return type;
    }

    /** Its {@code f_type}. */
    public long magic() {
        return magic;
    }

    /** Its {@code st_dev}. */
    public DeviceNumber device() {
        return device;
    }

    Dentry root() {
        return root;
    }

    SpaceLimit space() {
        return space;
    }

    /** Counts a name that a guest makes; {@code ENOSPC} if there are too many already. */
    void nameMade(long inodeSize) {
        names.take(NAME_COST + inodeSize);
    }

    /** Undoes one {@link #nameMade}. */
    void nameGone(long inodeSize) {
        names.give(NAME_COST + inodeSize);
    }

    /** Its files stay though it is mounted nowhere. */
    void keepUnmounted() {
        kept = true;
    }

    /** It is mounted nowhere any more and nobody has a file open. */
    void discard() {
        if (!kept) {
            space.giveAll();
            names.giveAll();
        }
    }

    Attributes attributes(int mode, Credentials owner) {
        return new Attributes(nextInode++, mode, owner, clock);
    }

    Directory newDirectory(int permissions, Credentials owner) {
        return new Directory(attributes(Mode.S_IFDIR | permissions & Mode.PERMISSIONS, owner));
    }

    RegularFile newFile(int permissions, Credentials owner) {
        return new RegularFile(attributes(Mode.S_IFREG | permissions & Mode.PERMISSIONS, owner), space);
    }

    Symlink newSymlink(String target, Credentials owner) {
        return new Symlink(attributes(Mode.S_IFLNK | 0777, owner), target);
    }

    /** A synthetic directory of mode 0555, empty, not yet anywhere. */
    public SyntheticDirectory directory() {
        return new SyntheticDirectory(attributes(Mode.S_IFDIR | 0555, Credentials.ROOT));
    }

    /**
     * A file as in {@code /proc}: content made when it is read from its beginning.
     *
     * @param permissions such as 0444
     */
    public SyntheticFile file(int permissions, Supplier<byte[]> content) {
        return opened(permissions, 0, file -> SyntheticContent.proc(content, Optional.empty()));
    }

    /** As above, with a writer that is given what one {@code write} writes. */
    public SyntheticFile file(int permissions, Supplier<byte[]> content, SyntheticFile.Writer writer) {
        return opened(permissions, 0, file -> SyntheticContent.proc(content, Optional.of(writer)));
    }

    /**
     * An attribute as in {@code /sys}: 4096 bytes to {@code stat}, and without a permission bit nobody, not
     * even root, opens it so ({@code fs/kernfs/file.c: kernfs_fop_open()}).
     */
    public SyntheticFile attribute(int permissions, Supplier<byte[]> content,
            Optional<SyntheticFile.Writer> writer) {
        return opened(permissions, 4096, file -> SyntheticContent.sysfs(file, content, writer));
    }

    /**
     * A file with operations of its own, such as {@code /proc/kmsg}.
     *
     * @param size what {@code stat} shows
     */
    public SyntheticFile opened(int permissions, long size, Function<OpenFile, FileOperations> open) {
        int mode = Mode.S_IFREG | permissions & Mode.PERMISSIONS;
        return new SyntheticFile(attributes(mode, Credentials.ROOT), size, open);
    }

    /** A link whose target is made when it is read. */
    public SyntheticLink link(Supplier<String> target) {
        return link(target, Optional::empty);
    }

    /** A link that leads to a place without its target being walked. */
    public SyntheticLink link(Supplier<String> target, Supplier<Optional<Location>> place) {
        return new SyntheticLink(attributes(Mode.S_IFLNK | 0777, Credentials.ROOT), target, place);
    }
}
