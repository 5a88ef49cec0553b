package dev.initlab.kernel.fs;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;

/** One opening of a pipe, for reading, writing or both. */
final class PipeEnd implements FileOperations {
    private final Pipe pipe;
    private final boolean reading;
    private final boolean writing;
    private final long partnersBefore;

    private PipeEnd(Pipe pipe, boolean reading, boolean writing) {
        this.pipe = pipe;
        this.reading = reading;
        this.writing = writing;
        this.partnersBefore = pipe.opens(!reading);
    }

    /** Opens a side; a writer that must not block fails without a reader ({@code fs/pipe.c: fifo_open()}). */
    static PipeEnd open(OpenFile file, Pipe pipe) {
        boolean reading = OpenFlags.reads(file.flags());
        boolean writing = OpenFlags.writes(file.flags());
        if (writing && !reading && file.isNonBlocking() && pipe.readers() == 0) {
            throw new ErrnoException(Errno.ENXIO);
        }
        PipeEnd end = new PipeEnd(pipe, reading, writing);
        pipe.opened(reading, writing);
        return end;
    }

    Optional<WaitChannel> pendingOpen(OpenFile file) {
        if (reading && writing || file.isNonBlocking()) {
            return Optional.empty();
        }
        int partners = reading ? pipe.writers() : pipe.readers();
        boolean met = partners > 0 || pipe.opens(!reading) != partnersBefore;
        return met ? Optional.empty() : Optional.of(pipe.partner());
    }

    @Override
    public IoResult read(OpenFile file, ByteBuffer into, long position) {
        return pipe.read(into);
    }

    @Override
    public IoResult write(OpenFile file, ByteBuffer from, long position) {
        return pipe.write(from, file.isNonBlocking());
    }

    @Override
    public int poll(OpenFile file, Consumer<WaitChannel> waitFor) {
        return pipe.poll(reading, writing, waitFor);
    }

    @Override
    public boolean isSeekable() {
        return false;
    }

    @Override
    public void release(OpenFile file) {
        pipe.closed(reading, writing);
    }
}
