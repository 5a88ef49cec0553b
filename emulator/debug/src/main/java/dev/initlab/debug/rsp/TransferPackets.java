package dev.initlab.debug.rsp;

import java.util.List;

import dev.initlab.debug.guest.TargetFiles;

/** What a debugger asks to know of the target: registers, memory, the kernel's file, modules. */
final class TransferPackets implements Extension {
    private final Client client;

    TransferPackets(Client client) {
        this.client = client;
    }

    @Override
    public List<Packet> packets() {
        return List.of(
                new Packet("qXfer:features:read:", "the target description", a -> {
                    String[] parts = a.split(":", 2);
                    if (!parts[0].equals("target.xml")) {
                        throw new PacketException(PacketException.ENOENT, "there is no " + parts[0] + ", only target.xml");
                    }
                    return Answer.part(client.registers().xml(), parts[1]);
                }),
                new Packet("qXfer:memory-map:read::", "where memory may be",
                        a -> Answer.part(TargetFiles.memoryMap(client.boot()), a)),
                new Packet("qXfer:exec-file:read:", "the kernel's file",
                        a -> Answer.part(TargetFiles.KERNEL, a.split(":", 2)[1])),
                new Packet("qXfer:libraries:read::", "the loaded modules and where their sections are", a -> {
                    client.session().rules().stopAtModules(true);
                    return Answer.part(TargetFiles.libraries(client.boot()), a);
                }));
    }

    @Override
    public List<String> features() {
        return List.of("qXfer:features:read+", "qXfer:memory-map:read+", "qXfer:exec-file:read+",
                "qXfer:libraries:read+");
    }
}
