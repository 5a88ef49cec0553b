package dev.initlab.debug.rsp;

import java.util.List;
import java.util.Optional;

import dev.initlab.debug.guest.GuestThread;
import dev.initlab.machine.DebugRegister;

/** Registers, of any task to read, of the one that holds the vCPU to write. */
final class RegisterPackets implements Extension {
    private final Client client;

    RegisterPackets(Client client) {
        this.client = client;
    }

    @Override
    public List<Packet> packets() {
        return List.of(
                new Packet("g", "read all registers", this::readAll),
                new Packet("G", "write all registers", this::writeAll),
                new Packet("p", "read a register", this::read),
                new Packet("P", "write a register", this::write));
    }

    private Answer readAll(String arguments) {
        GuestThread thread = thread(arguments);
        StringBuilder all = new StringBuilder();
        client.registers().all().forEach(r -> all.append(value(thread, r)));
        return Answer.text(all.toString());
    }

    private Answer read(String arguments) {
        return Answer.text(value(thread(arguments), register(before(arguments, ";"))));
    }

    private Answer writeAll(String arguments) {
        requireCurrent(thread(arguments));
        String values = before(arguments, ";");
        int at = 0;
        for (DebugRegister register : client.registers().all()) {
            String value = values.substring(at, at + 2 * register.bytes());
            at += value.length();
            if (register.id() != DebugRegister.UNAVAILABLE && !value.contains("x")) {
                write(register, Hex.bytes(value));
            }
        }
        return Answer.OK;
    }

    private Answer write(String arguments) {
        requireCurrent(thread(arguments));
        String[] sides = before(arguments, ";").split("=", 2);
        DebugRegister register = register(sides[0]);
        byte[] value = Hex.bytes(sides[1]);
        if (value.length != register.bytes() || register.id() == DebugRegister.UNAVAILABLE) {
            throw new PacketException(PacketException.EINVAL,
                    "%s cannot be written with %d bytes".formatted(register.name(), value.length));
        }
        write(register, value);
        return Answer.OK;
    }

    private void write(DebugRegister register, byte[] value) {
        client.session().change(vcpu -> vcpu.write(register, value));
    }

    private DebugRegister register(String number) {
        return client.registers().byNumber((int) Math.min(Hex.number(number), Integer.MAX_VALUE))
                .orElseThrow(() -> new PacketException(PacketException.EINVAL, "there is no register " + number));
    }

    private GuestThread thread(String arguments) {
        int suffix = arguments.indexOf(";thread:");
        return suffix < 0 ? client.thread()
                : client.thread((int) Hex.number(before(arguments.substring(suffix + ";thread:".length()), ";")));
    }

    private static void requireCurrent(GuestThread thread) {
        if (!thread.isCurrent()) {
            throw new PacketException(PacketException.EINVAL,
                    "registers can be written of the task that holds the vCPU, and that is not " + thread.name());
        }
    }

    private static String value(GuestThread thread, DebugRegister register) {
        Optional<byte[]> value = thread.read(register);
        return value.map(Hex::of).orElse("xx".repeat(register.bytes()));
    }

    static String before(String text, String mark) {
        int at = text.indexOf(mark);
        return at < 0 ? text : text.substring(0, at);
    }
}
