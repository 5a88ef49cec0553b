package dev.initlab.debug.rsp;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Stops at system calls. */
final class SystemCallPackets implements Extension {
    private final Client client;

    SystemCallPackets(Client client) {
        this.client = client;
    }

    @Override
    public List<Packet> packets() {
        return List.of(new Packet("QCatchSyscalls:", "stop at system calls: none, all, or some numbers", this::catching));
    }

    @Override
    public List<String> features() {
        return List.of("QCatchSyscalls+");
    }

    private Answer catching(String arguments) {
        List<String> words = Arrays.asList(arguments.split(";", -1));
        Set<Long> numbers = words.stream().skip(1).map(Hex::number).collect(Collectors.toSet());
        client.session().rules().stopAtSystemCalls(switch (words.getFirst()) {
            case "0" -> number -> false;
            case "1" -> numbers.isEmpty() ? number -> true : numbers::contains;
            default -> throw new PacketException(PacketException.EINVAL, "system calls are caught (1) or not (0)");
        });
        return Answer.OK;
    }
}
