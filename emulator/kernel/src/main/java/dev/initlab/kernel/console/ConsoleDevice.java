package dev.initlab.kernel.console;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;
import dev.initlab.kernel.fs.CharDeviceDriver;
import dev.initlab.kernel.fs.FileOperations;
import dev.initlab.kernel.fs.IoResult;
import dev.initlab.kernel.fs.OpenFile;
import dev.initlab.kernel.fs.WaitChannel;

/**
 * {@code /dev/console}: what a program writes goes to the guest's console driver, as the log does, and what it
 * reads comes from there.
 */
public final class ConsoleDevice implements CharDeviceDriver {
    private final Consoles consoles;
    private final BooleanSupplier hungUp;
    private final WaitChannel typed;
    private final NTty tty;

    /**
     * The device of a machine.
     *
     * @param typed  woken when the serial line has something
     * @param hungUp whether nothing will come from there any more: a reader then sees the end of the file
     */
    public ConsoleDevice(Consoles consoles, WaitChannel typed, BooleanSupplier hungUp) {
        this.consoles = consoles;
        this.typed = typed;
        this.hungUp = hungUp;
        tty = new NTty(consoles::write);
    }

    @Override
    public FileOperations open(OpenFile file) {
        if (consoles.isEmpty()) {
            throw new ErrnoException(Errno.ENODEV);
        }
        return new FileOperations() {
            @Override
            public IoResult read(OpenFile open, ByteBuffer into, long position) {
                for (byte octet : consoles.read()) {
                    tty.receive(Byte.toUnsignedInt(octet));
                }
                Optional<byte[]> line = tty.poll();
                if (line.isEmpty()) {
                    return hungUp.getAsBoolean() ? IoResult.NOTHING : new IoResult.WouldBlock(typed);
                }
                int length = Math.min(line.get().length, into.remaining());
                into.put(line.get(), 0, length);
                if (length < line.get().length) {
                    tty.unread(Arrays.copyOfRange(line.get(), length, line.get().length));
                }
                return new IoResult.Done(length);
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
