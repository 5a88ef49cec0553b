package dev.initlab.debug.rsp;

import java.util.List;

import dev.initlab.debug.DebuggedBoot;

/** Backwards. */
final class ReversePackets implements Extension {
    private final Client client;

    ReversePackets(Client client) {
        this.client = client;
    }

    @Override
    public List<Packet> packets() {
        return List.of(
                new Packet("bs", "step back", a -> {
                    client.boot();
                    return StopReply.of(client, new DebuggedBoot.Report.Stopped(client.session().reverseStep()));
                }),
                new Packet("bc", "go back", a -> {
                    client.boot();
                    return StopReply.of(client, new DebuggedBoot.Report.Stopped(client.session().reverseContinue()));
                }));
    }

    @Override
    public List<String> features() {
        return List.of("ReverseStep+", "ReverseContinue+");
    }
}
