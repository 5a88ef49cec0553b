package dev.initlab.debug.rsp;

import java.util.List;

/** Beginning and end: detach, kill, restart. */
final class LifePackets implements Extension {
    private final Client client;

    LifePackets(Client client) {
        this.client = client;
    }

    @Override
    public List<Packet> packets() {
        return List.of(
                new Packet("!", "extended mode: the debugger may restart", a -> Answer.OK),
                new Packet("qAttached", "whether the guest lives on without the debugger", a -> Answer.text("1")),
                new Packet("qOffsets", "where the kernel was put: where it was linked to",
                        a -> Answer.text("Text=0;Data=0;Bss=0")),
                new Packet("qSymbol", "symbols the stub wants: none", a -> Answer.OK),
                new Packet("D", "detach: the boot goes on", a -> {
                    client.detach();
                    return Answer.OK;
                }),
                new Packet("k", "kill", a -> {
                    client.kill();
                    return Answer.NONE;
                }),
                new Packet("vKill", "kill", a -> {
                    client.kill();
                    return Answer.OK;
                }),
                new Packet("R", "boot again", a -> {
                    restart();
                    return Answer.NONE;
                }),
                new Packet("vRun", "boot again", a -> restart()));
    }

    /** The threads the debugger had chosen are gone. */
    private Answer restart() throws InterruptedException {
        client.session().restart();
        return StopReply.of(client, client.session().last().orElseThrow(Client::running));
    }
}
