package dev.initlab.debug.rsp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Answers packets: all extensions together. */
final class Stub {
    private static final int MAX_SHOWN = 40;

    private final Handshake handshake;
    private final List<Extension> extensions = new ArrayList<>();
    /** Longer names first: they are the more exact ones. */
    private final List<Packet> packets;

    private final Client client;

    Stub(Client client) {
        this.client = client;
        handshake = new Handshake(client, this::features);
        extensions.addAll(List.of(
                handshake,
                new RegisterPackets(client),
                new MemoryPackets(client),
                new ThreadPackets(client),
                new RunPackets(client),
                new ReversePackets(client),
                new BreakpointPackets(client),
                new SystemCallPackets(client),
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

    private Answer answer(Packet known, String arguments) throws InterruptedException {
        try {
            return known.handler().answer(arguments);
        } catch (PacketException e) {
            return client.errors().answer(e);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) { // the arguments are none
            return client.errors().answer(new PacketException(PacketException.EINVAL,
                    "%s cannot be understood: %s".formatted(known.name(), printable(arguments))));
        }
    }

    /** The answer to a packet that was too long to be kept. */
    Answer tooLong() {
        return client.errors().answer(new PacketException(PacketException.EINVAL,
                "a packet may have %d bytes".formatted(PacketReader.MAX_SIZE)));
    }

    /** What a packet said, as far as a line of a message may show it. */
    private static String printable(String arguments) {
        return arguments.substring(0, Math.min(arguments.length(), MAX_SHOWN)).replaceAll("[^ -~]", "?");
    }
}
