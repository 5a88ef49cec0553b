package dev.initlab.unicorn;

import java.util.Comparator;

/**
 * A version of libunicorn, as {@code uc_version()} reports it.
 *
 * @param extra 255 for a release, else the number of the release candidate
 */
public record Version(int major, int minor, int patch, int extra) implements Comparable<Version> {
    private static final int RELEASE = 255;

    /** The oldest version these bindings accept: earlier ones ignore the guest's page tables on x86. */
    public static final Version OLDEST = new Version(2, 1, 1, 0);

    private static final Comparator<Version> ORDER = Comparator.comparingInt(Version::major)
        .thenComparingInt(Version::minor).thenComparingInt(Version::patch).thenComparingInt(Version::extra);

    /** From {@code major << 24 | minor << 16 | patch << 8 | extra}; 1.x has {@code major << 8 | minor}. */
    static Version decode(int packed) {
        if (packed >>> 16 == 0) {
            return new Version(packed >>> 8, packed & 0xff, 0, RELEASE);
        }
        return new Version(packed >>> 24, packed >>> 16 & 0xff, packed >>> 8 & 0xff, packed & 0xff);
    }

    @Override
    public int compareTo(Version other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        String release = major + "." + minor + "." + patch;
        return extra == RELEASE ? release : release + "-rc" + extra;
    }
}
