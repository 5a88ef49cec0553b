package dev.initlab.debug.rsp;

import java.util.List;
import java.util.function.Supplier;

/** What both sides can do, and whether packets are acknowledged. */
final class Handshake implements Extension {
    private final Client client;
    private final Supplier<List<String>> offered;
    private boolean acknowledging = true;

    /** Offers what the extensions offer. */
    Handshake(Client client, Supplier<List<String>> offered) {
        this.client = client;
        this.offered = offered;
    }

    @Override
    public List<Packet> packets() {
        return List.of(
                new Packet("qSupported", "what both sides can do", this::supported),
                new Packet("QStartNoAckMode", "no more acknowledgements", a -> {
                    acknowledging = false;
                    return Answer.OK;
                }),
                new Packet("QThreadEvents", "tell of new threads: never", a -> Answer.OK));
    }

    @Override
    public List<String> features() {
        return List.of("PacketSize=%x".formatted(PacketReader.MAX_SIZE), "QStartNoAckMode+", "error-message+");
    }

    /** Whether packets are acknowledged. */
    boolean isAcknowledging() {
        return acknowledging;
    }

    private Answer supported(String arguments) {
        for (String word : arguments.replaceFirst("^:", "").split(";", -1)) {
            client.understands(word);
        }
        if (client.doesUnderstand("error-message+")) {
            client.wantErrors(ErrorStyle.GDB);
        }
        return Answer.text(String.join(";", offered.get()));
    }
}
