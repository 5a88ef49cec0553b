package dev.initlab.kernel.fs;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Compression methods by the first two bytes ({@code lib/decompress.c}). A method that is not supported yet
 * becomes so by a {@link Method} in its line.
 */
enum Decompressor {
    GZIP(0x1f, 0x8b, "gzip", Decompressor::gunzip),
    GZIP_OLD(0x1f, 0x9e, "gzip", Decompressor::gunzip),
    BZIP2(0x42, 0x5a, "bzip2"),
    LZMA(0x5d, 0x00, "lzma"),
    XZ(0xfd, 0x37, "xz"),
    LZO(0x89, 0x4c, "lzo"),
    LZ4(0x02, 0x21, "lz4"),
    ZSTD(0x28, 0xb5, "zstd");

    private static final int GZIP_HEADER = 10;
    private static final int GZIP_TRAILER = 8;
    private static final int FHCRC = 2;
    private static final int FEXTRA = 4;
    private static final int FNAME = 8;
    private static final int FCOMMENT = 16;

    private final int first;
    private final int second;
    private final String methodName;
    private final Optional<Method> method;

    Decompressor(int first, int second, String methodName) {
        this(first, second, methodName, Optional.empty());
    }

    Decompressor(int first, int second, String methodName, Method method) {
        this(first, second, methodName, Optional.of(method));
    }

    Decompressor(int first, int second, String methodName, Optional<Method> method) {
        this.first = first;
        this.second = second;
        this.methodName = methodName;
        this.method = method;
    }

    /**
     * What one compressed member is.
     *
     * @param consumed bytes of the input, header and trailer included
     */
    record Unpacked(byte[] bytes, int consumed) {
    }

    /** Unpacks one member. */
    interface Method {
        /**
         * Unpacks the member that begins at an offset.
         *
         * @param limit the most bytes it may become
         */
        Unpacked unpack(byte[] image, int start, long limit) throws CpioException;
    }

    static Optional<Decompressor> of(byte[] image, int at) {
        return Arrays.stream(values()).filter(d -> image.length - at >= 2
                && (image[at] & 0xff) == d.first && (image[at + 1] & 0xff) == d.second).findFirst();
    }

    String methodName() {
        return methodName;
    }

    boolean isSupported() {
        return method.isPresent();
    }

    Unpacked unpack(byte[] image, int start, long limit) throws CpioException {
        return method.orElseThrow().unpack(image, start, limit);
    }

    /** RFC 1952; the JDK's stream reads ahead and so cannot tell where its member ends. */
    private static Unpacked gunzip(byte[] image, int start, long limit) throws CpioException {
        int body = gzipBody(image, start);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CRC32 crc = new CRC32();
        int consumed;
        try (Inflater inflater = new Inflater(true)) {
            inflater.setInput(image, body, image.length - body);
            byte[] chunk = new byte[1 << 16];
            while (!inflater.finished()) {
                int count = inflater.inflate(chunk);
                if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    throw new CpioException(CpioReader.UNEXPECTED_EOF, start);
                }
                if (out.size() + (long) count > limit) {
                    throw new CpioException("more than the allowed bytes when unpacked", start);
                }
                out.write(chunk, 0, count);
                crc.update(chunk, 0, count);
            }
            consumed = (int) inflater.getBytesRead();
        } catch (DataFormatException broken) {
            throw new CpioException("uncompression error", start);
        }
        int trailer = body + consumed;
        if (image.length - trailer < GZIP_TRAILER) {
            throw new CpioException(CpioReader.UNEXPECTED_EOF, start);
        }
        if (little(image, trailer) != (int) crc.getValue()) {
            throw new CpioException("crc error", start);
        }
        if (little(image, trailer + 4) != out.size()) {
            throw new CpioException("length error", start);
        }
        return new Unpacked(out.toByteArray(), trailer + GZIP_TRAILER - start);
    }

    private static int gzipBody(byte[] image, int start) throws CpioException {
        int at = start + GZIP_HEADER;
        if (at > image.length) {
            throw new CpioException(CpioReader.UNEXPECTED_EOF, start);
        }
        int flags = image[start + 3];
        if ((flags & FEXTRA) != 0 && at + 2 <= image.length) {
            at += 2 + (image[at] & 0xff | (image[at + 1] & 0xff) << 8);
        }
        for (int flag : new int[] {FNAME, FCOMMENT}) {
            if ((flags & flag) != 0) {
                while (at < image.length && image[at] != 0) {
                    at++;
                }
                at++;
            }
        }
        at += (flags & FHCRC) != 0 ? 2 : 0;
        if (at >= image.length) {
            throw new CpioException(CpioReader.UNEXPECTED_EOF, start);
        }
        return at;
    }

    private static int little(byte[] bytes, int at) {
        return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff) << 16
                | (bytes[at + 3] & 0xff) << 24;
    }
}
