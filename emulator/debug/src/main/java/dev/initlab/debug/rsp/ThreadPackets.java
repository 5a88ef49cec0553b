package dev.initlab.debug.rsp;

import java.util.List;
import java.util.stream.Collectors;

import dev.initlab.debug.guest.GuestThread;

/** Tasks as threads: number pid + 1, as no thread may have the number 0. */
final class ThreadPackets implements Extension {
    private final Client client;

    ThreadPackets(Client client) {
        this.client = client;
    }

    @Override
    public List<Packet> packets() {
        return List.of(
                new Packet("H", "choose a thread", this::choose),
                new Packet("T", "whether a thread lives", a -> {
                    client.thread(id(a));
                    return Answer.OK;
                }),
                new Packet("qC", "the thread that stopped", a -> Answer.text("QC%x".formatted(client.current().id()))),
                new Packet("qfThreadInfo", "the threads", a -> Answer.text("m" + client.boot().tasks().stream()
                        .map(t -> "%x".formatted(t.pid() + 1)).collect(Collectors.joining(",")))),
                new Packet("qsThreadInfo", "more threads", a -> Answer.text("l")),
                new Packet("qThreadExtraInfo", "a thread's name, and the initcall it is in",
                        a -> Answer.text(Hex.of(client.thread(id(a.substring(1))).name()))),
                new Packet("qXfer:threads:read::", "the threads with their names", a -> Answer.part(xml(), a)));
    }

    @Override
    public List<String> features() {
        return List.of("qXfer:threads:read+");
    }

    private Answer choose(String arguments) {
        int id = arguments.substring(1).equals("-1") ? 0 : id(arguments.substring(1));
        if (id > 0) {
            client.thread(id);
        }
        switch (arguments.charAt(0)) {
            case 'g' -> client.chooseGeneral(id);
            case 'c' -> client.chooseStep(id);
            default -> throw new PacketException(PacketException.EINVAL,
                    "threads are chosen for g and c, not for " + arguments.charAt(0));
        }
        return Answer.OK;
    }

    private static int id(String digits) {
        return (int) Math.min(Hex.number(digits), Integer.MAX_VALUE);
    }

    private String xml() {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?>\n<threads>\n");
        client.boot().tasks().forEach(t -> {
            GuestThread thread = new GuestThread(client.boot(), t);
            xml.append("<thread id=\"%x\" core=\"0\" name=\"%s\"/>\n".formatted(thread.id(), escape(thread.name())));
        });
        return xml.append("</threads>\n").toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
