package dev.initlab.kernel.fs;

import java.nio.ByteBuffer;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;

/** The devices of major number 1 that need nothing but themselves ({@code drivers/char/mem.c}). */
public enum MemoryDevices {
    NULL(3, "null"),
    ZERO(5, "zero"),
    FULL(7, "full"),
    RANDOM(8, "random"),
    URANDOM(9, "urandom");

    /** Their major number. */
    public static final int MAJOR = 1;

    private final int minor;
    private final String nodeName;

    MemoryDevices(int minor, String nodeName) {
        this.minor = minor;
        this.nodeName = nodeName;
    }

    /** Its number. */
    public DeviceNumber number() {
        return new DeviceNumber(MAJOR, minor);
    }

    /** Its name in {@code /dev}. */
    public String nodeName() {
        return nodeName;
    }

    /**
     * Registers all of them.
     *
     * @param random where random numbers come from; the same seed gives the same guest
     */
    public static void register(CharDevices devices, RandomSource random) {
        for (MemoryDevices device : values()) {
            FileOperations operations = device.operations(random);
            devices.register(device.number(), 1, "mem", file -> operations);
        }
    }

    private FileOperations operations(RandomSource random) {
        MemoryDevices which = this;
        return new FileOperations() {
            @Override
            public IoResult read(OpenFile file, ByteBuffer into, long position) {
                if (which == NULL) {
                    return IoResult.NOTHING;
                }
                byte[] bytes = new byte[into.remaining()];
                if (which == RANDOM || which == URANDOM) {
                    random.fill(bytes);
                }
                into.put(bytes);
                return new IoResult.Done(bytes.length);
            }

            @Override
            public IoResult write(OpenFile file, ByteBuffer from, long position) {
                if (which == FULL) {
                    throw new ErrnoException(Errno.ENOSPC);
                }
                int count = from.remaining();
                from.position(from.limit());
                return new IoResult.Done(count);
            }
        };
    }
}
