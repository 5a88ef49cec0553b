package dev.initlab.kernel.fs;

import java.nio.charset.StandardCharsets;

/** Limits of paths, and their conversion from and to text for people. */
public final class PathName {
    /** Bytes of a path with its NUL ({@code linux/limits.h}). */
    public static final int PATH_MAX = 4096;
    /** Bytes of one component. */
    public static final int NAME_MAX = 255;

    private PathName() {
    }

    /** A path as the guest has it, from text. */
    public static String fromText(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** A guest's path as text; bytes that are no UTF-8 are replaced. */
    public static String toText(String path) {
        return new String(path.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
