package dev.initlab.kernel.fs;

import java.nio.ByteBuffer;

import org.junit.jupiter.api.Test;

import static dev.initlab.kernel.errno.Errno.EBUSY;
import static dev.initlab.kernel.errno.Errno.ENOSPC;
import static dev.initlab.kernel.errno.Errno.ENOTTY;
import static dev.initlab.kernel.errno.Errno.ENXIO;
import static dev.initlab.kernel.fs.TestTree.assertErrno;
import static dev.initlab.kernel.fs.TestTree.buffer;
import static org.assertj.core.api.Assertions.assertThat;

class CharDevicesTest {
    private final TestTree tree = new TestTree();
    private final CharDevices devices = tree.vfs.charDevices();

    private OpenFile device(int major, int minor) {
        String path = "/dev-" + major + "-" + minor;
        tree.vfs.directories().mknod(tree.root, path, Mode.S_IFCHR | 0666, new DeviceNumber(major, minor));
        return tree.open(path, OpenFlags.O_RDWR);
    }

    @Test
    void memoryDevices() {
        MemoryDevices.register(devices, new RandomSource(1));
        ByteBuffer four = ByteBuffer.wrap(new byte[] {1, 2, 3, 4});
        assertThat(device(1, 3).read(four)).isEqualTo(new IoResult.Done(0));
        assertThat(device(1, 5).read(four)).isEqualTo(new IoResult.Done(4));
        assertThat(four.array()).containsOnly(0);
        OpenFile full = device(1, 7);
        assertErrno(ENOSPC, () -> full.write(buffer("x")));
        assertThat(tree.open("/dev-1-3",
                OpenFlags.O_WRONLY).write(buffer("abc"))).isEqualTo(new IoResult.Done(3));
        assertErrno(ENOTTY, () -> full.ioctl(0x5401, 0));
    }

    @Test
    void randomNumbersFollowTheSeed() {
        byte[] one = new byte[20];
        byte[] two = new byte[20];
        new RandomSource(5).fill(one);
        new RandomSource(5).fill(two);
        assertThat(one).isEqualTo(two);
        new RandomSource(6).fill(two);
        assertThat(one).isNotEqualTo(two);
    }

    @Test
    void rangesDoNotOverlap() {
        FileOperations nothing = new FileOperations() { };
        CharDevices.Region region = devices.register(new DeviceNumber(10, 5), 3, "test", file -> nothing);
        assertErrno(EBUSY, () -> devices.register(new DeviceNumber(10, 7), 1, "x", file -> nothing));
        assertErrno(EBUSY, () -> devices.register(new DeviceNumber(10, 0), 6, "x", file -> nothing));
        devices.register(new DeviceNumber(10, 0), 5, "before", file -> nothing);
        devices.register(new DeviceNumber(10, 8), 1, "behind", file -> nothing);
        device(10, 7);
        assertErrno(ENXIO, () -> device(10, 9));
        devices.unregister(region);
        assertErrno(ENXIO, () -> tree.open("/dev-10-7", OpenFlags.O_RDWR));
        assertThat(devices.regions().stream().map(CharDevices.Region::name))
                .containsExactly("before", "behind");
    }

    @Test
    void dynamicMajorsCountDown() {
        FileOperations nothing = new FileOperations() { };
        assertThat(devices.registerDynamic(0, 256, "a", file -> nothing).first().major()).isEqualTo(254);
        assertThat(devices.registerDynamic(0, 256, "b", file -> nothing).first().major()).isEqualTo(253);
        for (int i = 0; i < 19; i++) {
            devices.registerDynamic(0, 1, "c", file -> nothing);
        }
        assertErrno(EBUSY, () -> devices.registerDynamic(0, 1, "d", file -> nothing));
    }

    @Test
    void aMissingDriverIsAskedFor() {
        devices.onMissing(number -> {
            devices.register(number, 1, "late", file -> new FileOperations() { });
            return number.major() == 99;
        });
        device(99, 1);
        tree.vfs.directories().mknod(tree.root, "/disk", Mode.S_IFBLK | 0600, new DeviceNumber(8, 0));
        assertErrno(ENXIO, () -> tree.open("/disk", OpenFlags.O_RDONLY));
    }

    @Test
    void numbersAreEncodedAsForUserSpace() {
        DeviceNumber number = new DeviceNumber(0x123, 0x45678);
        assertThat(number.encode()).isEqualTo(0x45612378);
        assertThat(DeviceNumber.decode(number.encode())).isEqualTo(number);
        assertThat(new DeviceNumber(5, 1).encode()).isEqualTo(0x501);
    }
}
