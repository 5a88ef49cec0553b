package dev.initlab.kernel.console;

import java.nio.ByteBuffer;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;
import dev.initlab.kernel.fs.CharDeviceDriver;
import dev.initlab.kernel.fs.FileOperations;
import dev.initlab.kernel.fs.IoResult;
import dev.initlab.kernel.fs.OpenFile;
import dev.initlab.kernel.fs.WaitChannel;

/**
 * {@code /dev/console}: what a program writes goes to the guest's console driver, as the log does.
 *
 * <p>Nothing is typed: a reader waits.
 */
public final class ConsoleDevice implements CharDeviceDriver {
    private final Consoles consoles;
    private final WaitChannel typed = new WaitChannel("console");

    public ConsoleDevice(Consoles consoles) {
        this.consoles = consoles;
    }

    @Override
    public FileOperations open(OpenFile file) {
        if (consoles.isEmpty()) {
            throw new ErrnoException(Errno.ENODEV);
        }
        return new FileOperations() {
            @Override
            public IoResult read(OpenFile open, ByteBuffer into, long position) {
                return new IoResult.WouldBlock(typed);
            }

            @Override
            public IoResult write(OpenFile open, ByteBuffer from, long position) {
                byte[] bytes = new byte[from.remaining()];
                from.get(bytes);
                consoles.write(bytes);
                return new IoResult.Done(bytes.length);
            }

            @Override
            public boolean isSeekable() {
                return false;
            }
        };
    }
}
