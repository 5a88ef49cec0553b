package dev.initlab.debug.rsp;

import java.util.List;

import dev.initlab.debug.Going;

/** Forwards: on, a step, a range of steps. The answer comes when the guest stands again. */
final class RunPackets implements Extension {
    private final Client client;

    RunPackets(Client client) {
        this.client = client;
    }

    @Override
    public List<Packet> packets() {
        return List.of(
                new Packet("?", "why the guest stands", a -> StopReply.of(client, client.session().last()
                        .orElseThrow(Client::running))),
                new Packet("vCont?", "which actions there are", a -> Answer.text("vCont;c;C;s;S;r")),
                new Packet("vCont", "go on, step, step in a range", this::cont),
                new Packet("c", "go on", a -> go(Going.on())),
                new Packet("C", "go on; signals mean nothing to the guest", a -> go(Going.on())),
                new Packet("s", "step", a -> go(Going.step(client.stepPid()))),
                new Packet("S", "step; signals mean nothing to the guest", a -> go(Going.step(client.stepPid()))),
                new Packet("vCtrlC", "stop", a -> Answer.OK));
    }

    @Override
    public List<String> features() {
        return List.of("vContSupported+");
    }

    /** The first action that steps decides; the others go on, as there is one vCPU. */
    private Answer cont(String arguments) throws InterruptedException {
        Going how = Going.on();
        for (String action : arguments.substring(1).split(";", -1)) {
            String what = RegisterPackets.before(action, ":");
            int pid = action.contains(":") ? pid(action.substring(action.indexOf(':') + 1)) : client.stepPid();
            switch (what.charAt(0)) {
                case 'c', 'C' -> { }
                case 's', 'S' -> {
                    return go(Going.step(pid));
                }
                case 'r' -> {
                    String[] range = what.substring(1).split(",", 2);
                    how = Going.stepOver(pid, Hex.number(range[0]), Hex.number(range[1]));
                    return go(how);
                }
                default -> throw new PacketException(PacketException.EINVAL, "there is no action " + action);
            }
        }
        return go(how);
    }

    private int pid(String thread) {
        return thread.equals("-1") ? client.stepPid() : client.thread((int) Hex.number(thread)).task().pid();
    }

    private Answer go(Going how) throws InterruptedException {
        client.boot(); // or it cannot go
        client.session().go(how);
        return StopReply.of(client, client.session().await());
    }
}
