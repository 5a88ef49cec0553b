package dev.initlab.kernel.fs;

/**
 * One entry of a directory listing.
 *
 * @param type {@code d_type}
 * @param nextOffset the position at which the listing goes on behind this entry ({@code d_off})
 */
public record DirectoryEntry(String name, long inode, int type, long nextOffset) {
}
