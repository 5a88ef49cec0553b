package dev.initlab.kernel.fs;

/** A kind of file system, by the name {@code mount -t} uses ({@code struct file_system_type}). */
public interface FileSystemType {
    /** The name in {@code /proc/filesystems}. */
    String name();

    /** Whether it needs no block device. */
    default boolean isNoDev() {
        return true;
    }

    /**
     * The file system to mount: a new one, or one that exists already ({@code proc}, {@code sysfs}).
     *
     * @param vfs makes new ones
     * @param source what is to be mounted; a mere word for file systems without a device
     * @param options the text behind {@code -o}, without the flags
     */
    FileSystem mount(Vfs vfs, String source, String options);
}
