package dev.initlab.capstone;

/** The version a library says it has ({@code cs_version}); the third number of a release is not told. */
public record Version(int major, int minor) {

    static Version of(int combined) {
        return new Version(combined >>> 8, combined & 0xff);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
