package dev.initlab.kernel.fs;

/**
 * What {@code stat} tells of a file; times in nanoseconds of virtual time.
 *
 * @param blocks of 512 bytes
 */
public record Stat(DeviceNumber device, long inode, int mode, int links, int uid, int gid,
        DeviceNumber represents, long size, int blockSize, long blocks, long accessTime,
        long modificationTime, long changeTime) {

    /** Whether it has this type, one of {@link Mode}'s. */
    public boolean isType(int type) {
        return Mode.type(mode) == type;
    }
}
