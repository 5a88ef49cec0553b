package dev.initlab.kernel.fs;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Writes a {@code newc} archive: the same calls give the same bytes. Inode numbers count from 1, owner and
 * time are 0 unless given, names are taken as they are.
 */
public final class CpioWriter {
    private static final int BLOCK = 512;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int nextInode = 1;

    /** What an entry has besides its name and content. */
    public record Meta(int permissions, int uid, int gid, long modificationTime) {
        /** Root's, at time 0. */
        public Meta(int permissions) {
            this(permissions, 0, 0, 0);
        }
    }

    /** Adds a directory. */
    public CpioWriter directory(String name, Meta meta) {
        return entry(name, Mode.S_IFDIR, meta, nextInode++, 2, DeviceNumber.NONE, new byte[0]);
    }

    /** Adds a file. */
    public CpioWriter file(String name, Meta meta, byte[] content) {
        return entry(name, Mode.S_IFREG, meta, nextInode++, 1, DeviceNumber.NONE, content);
    }

    /** Adds a symbolic link. */
    public CpioWriter symlink(String name, Meta meta, String target) {
        return entry(name, Mode.S_IFLNK, meta, nextInode++, 1, DeviceNumber.NONE,
                target.getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * Adds a device, a pipe or a socket.
     *
     * @param type of {@link Mode}'s types
     */
    public CpioWriter node(String name, int type, Meta meta, DeviceNumber device) {
        return entry(name, type, meta, nextInode++, 1, device, new byte[0]);
    }

    /** Adds a file under several names; as with GNU cpio the content is in the last of them. */
    public CpioWriter hardLinks(List<String> names, Meta meta, byte[] content) {
        int inode = nextInode++;
        for (int i = 0; i < names.size(); i++) {
            boolean last = i == names.size() - 1;
            entry(names.get(i), Mode.S_IFREG, meta, inode, names.size(), DeviceNumber.NONE,
                    last ? content : new byte[0]);
        }
        return this;
    }

    private CpioWriter entry(String name, int type, Meta meta, int inode, int links, DeviceNumber device,
            byte[] content) {
        byte[] nameBytes = name.getBytes(StandardCharsets.ISO_8859_1);
        int[] fields = {inode, type | meta.permissions(), meta.uid(), meta.gid(), links,
            (int) meta.modificationTime(), content.length, 0, 0, device.major(), device.minor(),
            nameBytes.length + 1, 0};
        StringBuilder header = new StringBuilder("070701");
        for (int field : fields) {
            header.append(String.format(Locale.ROOT, "%08x", field));
        }
        out.writeBytes(header.toString().getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(nameBytes);
        out.write(0);
        pad(4);
        out.writeBytes(content);
        pad(4);
        return this;
    }

    private void pad(int alignment) {
        while (out.size() % alignment != 0) {
            out.write(0);
        }
    }

    /** The archive so far, ended by its trailer and filled to a block of 512 bytes. */
    public byte[] toByteArray() {
        CpioWriter whole = new CpioWriter();
        whole.out.writeBytes(out.toByteArray());
        whole.entry("TRAILER!!!", 0, new Meta(0), 0, 1, DeviceNumber.NONE, new byte[0]);
        whole.pad(BLOCK);
        return whole.out.toByteArray();
    }
}
