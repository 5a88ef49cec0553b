package dev.initlab.kernel.fs;

import java.util.function.BiConsumer;

/**
 * A file system whose content the kernel makes up, such as {@code proc} and {@code sysfs}: one tree, built at
 * its creation and shared by all its mounts.
 */
public final class SyntheticFileSystem implements FileSystemType {
    /** {@code PROC_SUPER_MAGIC}. */
    public static final long PROC_MAGIC = 0x9fa0;
    /** {@code SYSFS_MAGIC}. */
    public static final long SYSFS_MAGIC = 0x62656572;

    private final String name;
    private final FileSystem tree;

    /**
     * Makes the tree.
     *
     * @param fill puts entries into the root directory with the file system's factory methods
     */
    public SyntheticFileSystem(Vfs vfs, String name, long magic,
            BiConsumer<FileSystem, SyntheticDirectory> fill) {
        this.name = name;
        this.tree = vfs.newFileSystem(name, magic, 0, fs -> {
            SyntheticDirectory root = fs.directory();
            fill.accept(fs, root);
            return root;
        });
    }

    @Override
    public String name() {
        return name;
    }

    /** Its only tree. */
    public FileSystem tree() {
        return tree;
    }

    @Override
    public FileSystem mount(Vfs vfs, String source, String options) {
        return tree;
    }
}
