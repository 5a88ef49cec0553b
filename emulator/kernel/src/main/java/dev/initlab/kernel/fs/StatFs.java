package dev.initlab.kernel.fs;

/**
 * What {@code statfs} tells of a file system.
 *
 * @param magic its type ({@code linux/magic.h})
 * @param blocks blocks in all, 0 if it has no limit
 * @param flags the mount's, as {@code ST_*}
 */
public record StatFs(long magic, int blockSize, long blocks, long blocksFree, long files, long filesFree,
        int nameLength, long flags) {
}
