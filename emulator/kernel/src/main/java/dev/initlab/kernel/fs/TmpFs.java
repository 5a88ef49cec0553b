package dev.initlab.kernel.fs;

import java.util.Map;
import java.util.Optional;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;
import org.jspecify.annotations.Nullable;

/** File systems that live in memory: {@code rootfs}, {@code ramfs}, {@code tmpfs}, {@code devtmpfs}. */
final class TmpFs implements FileSystemType {
    static final long TMPFS_MAGIC = 0x01021994;
    static final long RAMFS_MAGIC = 0x858458f6L;

    static final TmpFs ROOTFS = new TmpFs("rootfs", TMPFS_MAGIC, 0755, false);
    static final TmpFs RAMFS = new TmpFs("ramfs", RAMFS_MAGIC, 0755, false);
    static final TmpFs TMPFS = new TmpFs("tmpfs", TMPFS_MAGIC, 01777, false);

    private static final Map<Character, Integer> UNITS = Map.of('k', 10, 'm', 20, 'g', 30);

    private final String name;
    private final long magic;
    private final int mode;
    private final boolean single;
    private @Nullable FileSystem only;

    private TmpFs(String name, long magic, int mode, boolean single) {
        this.name = name;
        this.magic = magic;
        this.mode = mode;
        this.single = single;
    }

    /** One tree, however often it is mounted. */
    static TmpFs devtmpfs() {
        return new TmpFs("devtmpfs", TMPFS_MAGIC, 0755, true);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public FileSystem mount(Vfs vfs, String source, String options) {
        FileSystem existing = only;
        if (existing != null) {
            return existing;
        }
        long maxBytes = option(options, "size").map(TmpFs::bytes).orElse(Long.MAX_VALUE);
        int rootMode = option(options, "mode").map(TmpFs::octal).orElse(mode);
        FileSystem made = vfs.newFileSystem(name, magic, maxBytes,
                fs -> fs.newDirectory(rootMode, Credentials.ROOT));
        if (single) {
            only = made;
            made.keepUnmounted();
        }
        return made;
    }

    private static Optional<String> option(String options, String key) {
        for (String option : options.split(",")) {
            if (option.startsWith(key + "=")) {
                return Optional.of(option.substring(key.length() + 1));
            }
        }
        return Optional.empty();
    }

    private static long bytes(String text) {
        if (text.isEmpty()) {
            throw invalid();
        }
        Integer shift = UNITS.get(Character.toLowerCase(text.charAt(text.length() - 1)));
        String digits = shift == null ? text : text.substring(0, text.length() - 1);
        if (!digits.matches("[0-9]{1,10}")) {
            throw invalid();
        }
        return Long.parseLong(digits) << (shift == null ? 0 : shift);
    }

    private static int octal(String text) {
        if (!text.matches("[0-7]{1,5}")) {
            throw invalid();
        }
        return Integer.parseInt(text, 8) & Mode.PERMISSIONS;
    }

    private static ErrnoException invalid() {
        return new ErrnoException(Errno.EINVAL);
    }
}
