package dev.initlab.debug.rsp;

import java.util.List;

import dev.initlab.debug.guest.TargetMemory;

/** Memory, as the task that is meant sees it. */
final class MemoryPackets implements Extension {
    private final Client client;

    MemoryPackets(Client client) {
        this.client = client;
    }

    @Override
    public List<Packet> packets() {
        return List.of(
                new Packet("m", "read memory", a -> Answer.text(Hex.of(read(a)))),
                new Packet("x", "read memory, binary", a -> Answer.binary("b", read(a))),
                new Packet("M", "write memory", a -> {
                    String[] sides = a.split(":", 2);
                    return write(sides[0], Hex.bytes(sides[1]));
                }),
                new Packet("X", "write memory, binary", a -> {
                    String[] sides = a.split(":", 2);
                    return write(sides[0], Hex.latin(sides[1]));
                }));
    }

    @Override
    public List<String> features() {
        return List.of("binary-upload+");
    }

    private byte[] read(String arguments) {
        String[] numbers = arguments.split(",", 2);
        int length = Math.min(Hex.length(numbers[1]), PacketReader.MAX_SIZE / 2 - 1);
        if (length == 0) {
            return new byte[0];
        }
        return TargetMemory.read(client.thread(), Hex.number(numbers[0]), length)
                .orElseThrow(() -> nothingAt(Hex.number(numbers[0])));
    }

    private Answer write(String place, byte[] bytes) {
        String[] numbers = place.split(",", 2);
        long address = Hex.number(numbers[0]);
        if (Hex.length(numbers[1]) != bytes.length) {
            throw new PacketException(PacketException.EINVAL,
                    "%d bytes came for a write of 0x%s".formatted(bytes.length, numbers[1]));
        }
        if (bytes.length > 0) {
            if (!TargetMemory.isMapped(client.current().space(), address, bytes.length)) {
                throw nothingAt(address);
            }
            client.session().change(vcpu -> TargetMemory.write(vcpu.mmu().current(), address, bytes));
        }
        return Answer.OK;
    }

    private static PacketException nothingAt(long address) {
        return new PacketException(PacketException.EFAULT, "there is no memory at 0x" + Long.toHexString(address));
    }
}
