package dev.initlab.kernel.fs;

/**
 * A device's number.
 *
 * @param major 0 to 4095
 * @param minor 0 to 1048575
 */
public record DeviceNumber(int major, int minor) {
    /** No device. */
    public static final DeviceNumber NONE = new DeviceNumber(0, 0);

    /** From the number user space uses ({@code linux/kdev_t.h: new_decode_dev()}). */
    public static DeviceNumber decode(int encoded) {
        return new DeviceNumber(encoded >>> 8 & 0xfff, encoded & 0xff | encoded >>> 12 & 0xfff00);
    }

    /** The number user space uses ({@code linux/kdev_t.h: new_encode_dev()}). */
    public int encode() {
        return minor & 0xff | major << 8 | (minor & ~0xff) << 12;
    }

    @Override
    public String toString() {
        return major + ":" + minor;
    }
}
