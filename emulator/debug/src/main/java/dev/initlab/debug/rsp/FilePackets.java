package dev.initlab.debug.rsp;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import dev.initlab.debug.guest.TargetFiles;
import org.jspecify.annotations.Nullable;

/** The kernel's file and those of the modules, for a debugger to fetch; no other. */
final class FilePackets implements Extension {
    /** {@code struct stat} of the protocol. */
    private static final int STAT_SIZE = 64;
    private static final int STAT_MODE = 8;
    private static final int STAT_SIZE_FIELD = 28;
    private static final int REGULAR_READABLE = 0100444;

    private final Client client;
    private final List<@Nullable MemorySegment> open = new ArrayList<>();

    FilePackets(Client client) {
        this.client = client;
    }

    @Override
    public List<Packet> packets() {
        return List.of(
                new Packet("vFile:setfs:", "choose a process's file system: there is one", a -> Answer.text("F0")),
                new Packet("vFile:open:", "open a file of symbols", this::open),
                new Packet("vFile:pread:", "read of it", this::read),
                new Packet("vFile:fstat:", "its size", this::stat),
                new Packet("vFile:close:", "close it", this::close));
    }

    private Answer open(String arguments) {
        String path = Hex.text(RegisterPackets.before(arguments, ","));
        return TargetFiles.open(client.boot(), path).map(file -> {
            open.add(file);
            return Answer.text("F%x".formatted(open.size() - 1));
        }).orElse(failed(PacketException.ENOENT));
    }

    private Answer read(String arguments) {
        String[] numbers = arguments.split(",", 3);
        MemorySegment file = file(numbers[0]);
        if (file == null) {
            return failed(PacketException.EBADF);
        }
        long offset = Math.clamp(Hex.number(numbers[2]), 0, file.byteSize());
        long length = Math.min(Math.clamp(Hex.number(numbers[1]), 0, PacketReader.MAX_SIZE / 4), file.byteSize() - offset);
        return Answer.binary("F%x;".formatted(length), file.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE));
    }

    private Answer stat(String arguments) {
        MemorySegment file = file(arguments);
        if (file == null) {
            return failed(PacketException.EBADF);
        }
        ByteBuffer stat = ByteBuffer.allocate(STAT_SIZE); // big-endian
        stat.putInt(STAT_MODE, REGULAR_READABLE).putLong(STAT_SIZE_FIELD, file.byteSize());
        return Answer.binary("F%x;".formatted(STAT_SIZE), stat.array());
    }

    private Answer close(String arguments) {
        if (file(arguments) == null) {
            return failed(PacketException.EBADF);
        }
        open.set((int) Hex.number(arguments), null);
        return Answer.text("F0");
    }

    private @Nullable MemorySegment file(String descriptor) {
        long number = Hex.number(descriptor);
        return number >= 0 && number < open.size() ? open.get((int) number) : null;
    }

    private static Answer failed(int errno) {
        return Answer.text("F-1,%x".formatted(errno));
    }
}
