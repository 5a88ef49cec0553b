package dev.initlab.kernel.fs;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;

/**
 * The bytes between writers and readers: 64 KiB at most, writes of up to 4096 bytes never torn.
 *
 * <p>A reader sees the end of the file once the last writer has gone and all is read; a writer without
 * readers fails with {@code EPIPE}, for which the caller owes the task a {@code SIGPIPE} ({@code pipe(7)}).
 */
public final class Pipe {
    /** Bytes it holds. */
    public static final int CAPACITY = 1 << 16;
    /** A write of up to this many bytes is never torn. */
    public static final int PIPE_BUF = 4096;

    private final byte[] ring = new byte[CAPACITY];
    private final WaitChannel readable = new WaitChannel("pipe_read");
    private final WaitChannel writable = new WaitChannel("pipe_write");
    private final WaitChannel partner = new WaitChannel("wait_for_partner");
    private int start;
    private int length;
    private int readers;
    private int writers;
    /** How often each side has ever been opened; a named pipe's opener waits for the other's to move. */
    private long readerOpens;
    private long writerOpens;

    /** Descriptors open for reading. */
    public int readers() {
        return readers;
    }

    /** Descriptors open for writing. */
    public int writers() {
        return writers;
    }

    /** Bytes that can be read now ({@code FIONREAD}). */
    public int available() {
        return length;
    }

    long opens(boolean reading) {
        return reading ? readerOpens : writerOpens;
    }

    WaitChannel partner() {
        return partner;
    }

    void opened(boolean reading, boolean writing) {
        if (reading) {
            readers++;
            readerOpens++;
        }
        if (writing) {
            writers++;
            writerOpens++;
        }
        partner.wakeAll();
    }

    void closed(boolean reading, boolean writing) {
        readers -= reading ? 1 : 0;
        writers -= writing ? 1 : 0;
        if (readers == 0 && writers == 0) {
            length = 0;
        }
        readable.wakeAll();
        writable.wakeAll();
    }

    IoResult read(ByteBuffer into) {
        if (!into.hasRemaining()) {
            return IoResult.NOTHING;
        }
        if (length == 0) {
            return writers == 0 ? IoResult.NOTHING : new IoResult.WouldBlock(readable);
        }
        int count = Math.min(into.remaining(), length);
        for (int i = 0; i < count; i++) {
            into.put(ring[(start + i) % CAPACITY]);
        }
        start = (start + count) % CAPACITY;
        length -= count;
        writable.wakeAll();
        return new IoResult.Done(count);
    }

    /** Writes all, or what there is room for; the rest would block. */
    IoResult write(ByteBuffer from, boolean nonBlocking) {
        int wanted = from.remaining();
        if (wanted == 0) {
            return IoResult.NOTHING;
        }
        if (readers == 0) {
            throw new ErrnoException(Errno.EPIPE);
        }
        int room = CAPACITY - length;
        int count = wanted <= PIPE_BUF && wanted > room ? 0 : Math.min(wanted, room);
        for (int i = 0; i < count; i++) {
            ring[(start + length + i) % CAPACITY] = from.get();
        }
        length += count;
        if (count > 0) {
            readable.wakeAll();
        }
        if (count == wanted || nonBlocking && count > 0) {
            return new IoResult.Done(count);
        }
        return new IoResult.WouldBlock(writable);
    }

    int poll(boolean reading, boolean writing, Consumer<WaitChannel> waitFor) {
        int ready = 0;
        if (reading) {
            waitFor.accept(readable);
            ready |= length > 0 ? Poll.POLLIN | Poll.POLLRDNORM : 0;
            ready |= writers == 0 && writerOpens > 0 ? Poll.POLLHUP : 0;
        }
        if (writing) {
            waitFor.accept(writable);
            ready |= CAPACITY - length >= PIPE_BUF ? Poll.POLLOUT | Poll.POLLWRNORM : 0;
            ready |= readers == 0 ? Poll.POLLERR : 0;
        }
        return ready;
    }
}
