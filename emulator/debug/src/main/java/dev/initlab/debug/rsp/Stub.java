package dev.initlab.debug.rsp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Answers packets: all extensions together. */
final class Stub {
    private final Handshake handshake;
    private final List<Extension> extensions = new ArrayList<>();
    /** Longer names first: they are the more exact ones. */
    private final List<Packet> packets;

    Stub(Client client) {
        handshake = new Handshake(client, this::features);
        extensions.addAll(List.of(
                handshake,
                new RegisterPackets(client),
                new MemoryPackets(client),
                new ThreadPackets(client),
                new RunPackets(client),
                new ReversePackets(client),
                new BreakpointPackets(client),
                new TransferPackets(client),
                new FilePackets(client),
                new MonitorPackets(client),
                new LifePackets(client),
                new LldbPackets(client)));
        packets = extensions.stream().flatMap(e -> e.packets().stream())
                .sorted(Comparator.comparingInt((Packet p) -> -p.name().length())).toList();
    }

    /** Everything that is answered, extension by extension. */
    List<Extension> extensions() {
        return extensions;
    }

    /** What {@code qSupported} offers. */
    List<String> features() {
        return extensions.stream().flatMap(e -> e.features().stream()).toList();
    }

    boolean isAcknowledging() {
        return handshake.isAcknowledging();
    }

    /** Answers a packet, whatever is in it. */
    Answer answer(byte[] data) throws InterruptedException {
        String packet = new String(data, StandardCharsets.ISO_8859_1);
        for (Packet known : packets) {
            if (known.matches(packet)) {
                return answer(known, packet.substring(known.name().length()));
            }
        }
        return Answer.UNKNOWN;
    }

    private static Answer answer(Packet known, String arguments) throws InterruptedException {
        try {
            return known.handler().answer(arguments);
        } catch (PacketException e) {
            return error(e.errno());
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) { // the arguments are none
            return error(PacketException.EINVAL);
        }
    }

    static Answer error(int errno) {
        return Answer.text("E%02x".formatted(errno));
    }
}
