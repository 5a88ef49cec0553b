package dev.initlab.kernel.fs;

import java.nio.charset.StandardCharsets;

/** Takes entries out of one uncompressed archive; offsets count from its beginning. */
final class CpioReader {
    static final String UNEXPECTED_EOF = "unexpected EOF";

    private final byte[] bytes;
    private final int base;
    private final int end;
    private final CpioEntries entries;
    private int at;

    /**
     * A reader of a part of an array.
     *
     * @param start where the archive begins, which decides alignment
     */
    CpioReader(byte[] bytes, int start, int end, CpioEntries entries) {
        this.bytes = bytes;
        this.base = start;
        this.end = end;
        this.at = start;
        this.entries = entries;
    }

    int position() {
        return at;
    }

    boolean isAtEnd() {
        return at >= end;
    }

    boolean isAtHeader() {
        return at < end && bytes[at] == '0';
    }

    /** Skips zero bytes; what follows must be aligned. */
    void padding() throws CpioException {
        while (at < end && bytes[at] == 0) {
            at++;
        }
        if (at < end && (at - base) % 4 != 0) {
            throw new CpioException("broken padding", at);
        }
    }

    /** Reads one entry and hands it on; entries with impossible names are skipped. */
    void entry() throws CpioException {
        int start = at;
        require(start, CpioHeader.LENGTH);
        var complaint = CpioHeader.complaint(bytes, start);
        if (complaint.isPresent()) {
            throw new CpioException(complaint.get(), start);
        }
        CpioHeader header = CpioHeader.parse(bytes, start);
        // Header and name together are a multiple of four bytes, then the content, then padding to four.
        long nameAt = (long) start + CpioHeader.LENGTH;
        long contentAt = nameAt + (header.nameLength() + 1 & ~3L) + 2;
        long contentEnd = contentAt + header.size();
        require(start, contentEnd - start);
        long next = start + (contentEnd - start + 3 & ~3L);
        at = (int) Math.min(next, end);
        if (header.nameLength() <= 0 || header.nameLength() > PathName.PATH_MAX) {
            return;
        }
        if (bytes[(int) (nameAt + header.nameLength()) - 1] != 0) {
            throw new CpioException("malformed name without NUL", start);
        }
        String name = string((int) nameAt, (int) header.nameLength());
        take(header, name, (int) contentAt, start);
    }

    private void take(CpioHeader header, String name, int contentAt, int start) throws CpioException {
        if (header.isType(Mode.S_IFLNK)) {
            if (header.size() <= PathName.PATH_MAX) {
                entries.symlink(header, name, string(contentAt, (int) header.size()));
            }
        } else if (name.equals("TRAILER!!!")) {
            entries.endOfArchive();
        } else if (header.isType(Mode.S_IFREG)) {
            checkSum(header, contentAt, start);
            if (!entries.file(header, name, bytes, contentAt)) {
                throw new CpioException("write error", start);
            }
        } else if (header.size() == 0) {
            entries.other(header, name);
        }
    }

    private void checkSum(CpioHeader header, int contentAt, int start) throws CpioException {
        if (!header.checksummed() || header.size() == 0) {
            return;
        }
        int sum = 0;
        for (int i = 0; i < header.size(); i++) {
            sum += bytes[contentAt + i] & 0xff;
        }
        if (sum != (int) header.checksum()) {
            throw new CpioException("bad data checksum", start);
        }
    }

    /** A string that ends at its first NUL or after so many bytes. */
    private String string(int from, int length) {
        int stop = from;
        while (stop < from + length && bytes[stop] != 0) {
            stop++;
        }
        return new String(bytes, from, stop - from, StandardCharsets.ISO_8859_1);
    }

    private void require(int start, long length) throws CpioException {
        if (length > end - start) {
            throw new CpioException(UNEXPECTED_EOF, start);
        }
    }
}
