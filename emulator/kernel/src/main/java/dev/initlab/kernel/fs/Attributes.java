package dev.initlab.kernel.fs;

import java.util.function.LongSupplier;

/** What every inode has: number, mode, owner, links and times. */
public final class Attributes {
    private final long number;
    private final LongSupplier clock;
    private int mode;
    private int uid;
    private int gid;
    private int links = 1;
    private long accessTime;
    private long modificationTime;
    private long changeTime;

    Attributes(long number, int mode, Credentials owner, LongSupplier clock) {
        this.number = number;
        this.mode = mode;
        this.uid = owner.uid();
        this.gid = owner.gid();
        this.clock = clock;
        this.accessTime = clock.getAsLong();
        this.modificationTime = accessTime;
        this.changeTime = accessTime;
    }

    /** The inode number, unique within its file system. */
    public long number() {
        return number;
    }

    /** Type and permission bits. */
    public int mode() {
        return mode;
    }

    /** The owner. */
    public int uid() {
        return uid;
    }

    /** The owning group. */
    public int gid() {
        return gid;
    }

    /** How many names it has; a directory counts its own dot and its subdirectories. */
    public int links() {
        return links;
    }

    /** Nanoseconds of virtual time. */
    public long accessTime() {
        return accessTime;
    }

    /** Nanoseconds of virtual time. */
    public long modificationTime() {
        return modificationTime;
    }

    /** Nanoseconds of virtual time. */
    public long changeTime() {
        return changeTime;
    }

    /** Sets the permission bits. */
    public void chmod(int permissions) {
        mode = Mode.type(mode) | permissions & Mode.PERMISSIONS;
        changeTime = clock.getAsLong();
    }

    /** Sets the owner; -1 leaves one as it is. */
    public void chown(int newUid, int newGid) {
        uid = newUid == -1 ? uid : newUid;
        gid = newGid == -1 ? gid : newGid;
        changeTime = clock.getAsLong();
    }

    /** Sets the times, in nanoseconds of virtual time. */
    public void times(long access, long modification) {
        accessTime = access;
        modificationTime = modification;
        changeTime = clock.getAsLong();
    }

    void addLinks(int count) {
        links += count;
        changeTime = clock.getAsLong();
    }

    void accessed() {
        // relatime: only when the last access is not known to be younger than the last change.
        if (accessTime <= modificationTime || accessTime <= changeTime) {
            accessTime = clock.getAsLong();
        }
    }

    void modified() {
        modificationTime = clock.getAsLong();
        changeTime = modificationTime;
    }
}
