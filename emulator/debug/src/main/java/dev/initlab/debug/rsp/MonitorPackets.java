package dev.initlab.debug.rsp;

import java.util.List;

import dev.initlab.debug.monitor.Monitor;

/** Commands of ours, typed after gdb's {@code monitor}. */
final class MonitorPackets implements Extension {
    private final Client client;
    private final Monitor monitor;

    MonitorPackets(Client client) {
        this.client = client;
        monitor = new Monitor(client.session());
    }

    @Override
    public List<Packet> packets() {
        return List.of(new Packet("qRcmd", "a command of the stub's own", a -> {
            client.boot();
            String text = monitor.run(Hex.text(a.substring(1)));
            return text.isEmpty() ? Answer.OK : Answer.text(Hex.of(text));
        }));
    }
}
