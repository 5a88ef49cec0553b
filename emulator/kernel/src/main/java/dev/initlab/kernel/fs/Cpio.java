package dev.initlab.kernel.fs;

import dev.initlab.kernel.errno.ErrnoException;

/**
 * Unpacks an initramfs into a tree: {@code newc} archives, plain or compressed, one behind the other with
 * zero bytes in between ({@code init/initramfs.c: unpack_to_rootfs()},
 * Documentation/driver-api/early-userspace/buffer-format.rst).
 *
 * <p>What stands before an error has been unpacked, as on Linux. In one point this is stricter: an archive
 * that ends in the middle of an entry is an error even if it is not compressed.
 */
public final class Cpio {
    private final CpioEntries entries;
    private final byte[] image;
    private final long maxUnpacked;
    private int at;
    private long unpacked;

    private Cpio(Vfs vfs, FsContext context, byte[] image, long maxUnpacked) {
        this.entries = new CpioEntries(vfs, context);
        this.image = image;
        this.maxUnpacked = maxUnpacked;
    }

    /**
     * Unpacks all archives of an image.
     *
     * @param context relative names begin at its working directory; its umask does not count
     * @param maxUnpacked the most bytes that compressed parts may become in all
     * @throws CpioException if the image is no such thing, or too large
     */
    public static void unpack(Vfs vfs, FsContext context, byte[] image, long maxUnpacked)
            throws CpioException {
        int umask = context.umask(0);
        try {
            new Cpio(vfs, context, image, maxUnpacked).run();
        } finally {
            context.umask(umask);
        }
    }

    private void run() throws CpioException {
        while (at < image.length) {
            if (image[at] == 0) {
                at++;
            } else if (image[at] == '0' && at % 4 == 0) {
                unpackPlain();
            } else {
                unpackCompressed();
            }
        }
        entries.finish();
    }

    private void unpackPlain() throws CpioException {
        CpioReader reader = new CpioReader(image, at, image.length, entries);
        do {
            reader.entry();
            reader.padding();
        } while (reader.isAtHeader());
        at = reader.position();
    }

    private void unpackCompressed() throws CpioException {
        int start = at;
        Decompressor method = Decompressor.of(image, start)
                .orElseThrow(() -> new CpioException("invalid magic at start of compressed archive", start));
        if (!method.isSupported()) {
            throw new CpioException("compression method " + method.methodName() + " not configured", start);
        }
        Decompressor.Unpacked result = method.unpack(image, start, maxUnpacked - unpacked);
        unpacked += result.bytes().length;
        at = start + result.consumed();
        CpioReader reader = new CpioReader(result.bytes(), 0, result.bytes().length, entries);
        try {
            reader.padding();
            while (!reader.isAtEnd()) {
                if (!reader.isAtHeader()) {
                    throw new CpioException("junk within compressed archive", start);
                }
                reader.entry();
                reader.padding();
            }
        } catch (CpioException inside) {
            String reason = inside.reason().equals(CpioReader.UNEXPECTED_EOF)
                    ? "junk at the end of compressed archive" : inside.reason();
            throw new CpioException(reason, start);
        }
    }

    /** Runs something whose failure Linux does not look at. */
    static boolean attempt(Runnable step) {
        try {
            step.run();
            return true;
        } catch (ErrnoException ignored) {
            return false;
        }
    }
}
