package dev.initlab.kernel.fs;

/** Serves a range of character devices. */
@FunctionalInterface
public interface CharDeviceDriver {
    /**
     * What one opening does; fails with an {@link dev.initlab.kernel.errno.ErrnoException}.
     *
     * @param file being opened: its flags are set, its device is {@code file.inode().represents()}
     */
    FileOperations open(OpenFile file);
}
