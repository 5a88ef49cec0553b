package dev.initlab.debug.rsp;

import java.util.ArrayList;
import java.util.List;

import dev.initlab.debug.Condition;
import dev.initlab.debug.StopRules;
import dev.initlab.debug.Watch;
import dev.initlab.machine.Architecture;
import dev.initlab.machine.Protection;

/**
 * Breakpoints and watchpoints. Guest memory is not changed for any of them, so there can be any number. Conditions are looked
 * at here: the debugger hears only of the stops it wants.
 */
final class BreakpointPackets implements Extension {
    private static final int MAX_WATCHED = 4096;

    private final Client client;

    BreakpointPackets(Client client) {
        this.client = client;
    }

    @Override
    public List<Packet> packets() {
        return List.of(
                new Packet("Z0", "set a software breakpoint", a -> set(a, 0, true)),
                new Packet("Z1", "set a hardware breakpoint", a -> set(a, 1, true)),
                new Packet("Z2", "watch writes", a -> set(a, 2, true)),
                new Packet("Z3", "watch reads", a -> set(a, 3, true)),
                new Packet("Z4", "watch reads and writes", a -> set(a, 4, true)),
                new Packet("z0", "remove a software breakpoint", a -> set(a, 0, false)),
                new Packet("z1", "remove a hardware breakpoint", a -> set(a, 1, false)),
                new Packet("z2", "watch writes no more", a -> set(a, 2, false)),
                new Packet("z3", "watch reads no more", a -> set(a, 3, false)),
                new Packet("z4", "watch reads and writes no more", a -> set(a, 4, false)));
    }

    @Override
    public List<String> features() {
        return List.of("swbreak+", "hwbreak+", "ConditionalBreakpoints+");
    }

    private Answer set(String arguments, int kind, boolean on) {
        String[] placeAndConditions = arguments.split(";", 2);
        String[] parts = placeAndConditions[0].substring(1).split(",", 2);
        long address = Hex.number(parts[0]);
        int size = Hex.length(parts[1]);
        StopRules rules = client.session().rules();
        if (kind <= 1) {
            if (on) {
                rules.addBreakpoint(address, kind == 1,
                        placeAndConditions.length < 2 ? List.of() : conditions(placeAndConditions[1]));
            } else {
                rules.removeBreakpoint(address, kind == 1);
            }
            return Answer.OK;
        }
        if (size < 1 || size > MAX_WATCHED) {
            throw new PacketException(PacketException.EINVAL, "1 to %d bytes can be watched".formatted(MAX_WATCHED));
        }
        Watch watch = new Watch(address, size, switch (kind) {
            case 2 -> Protection.WRITE;
            case 3 -> Protection.READ;
            default -> Protection.READ | Protection.WRITE;
        });
        if (on) {
            rules.addWatch(watch);
        } else {
            rules.removeWatch(watch);
        }
        return Answer.OK;
    }

    /** {@code X} length {@code ,} bytecode, one after the other. */
    private List<Condition> conditions(String list) {
        Architecture architecture = client.boot().image().architecture();
        List<Condition> conditions = new ArrayList<>();
        String rest = list;
        while (!rest.isEmpty()) {
            int comma = rest.indexOf(',');
            if (rest.charAt(0) != 'X' || comma < 0) {
                throw new PacketException(PacketException.EINVAL, "a condition is X LENGTH,BYTECODE");
            }
            int end = comma + 1 + 2 * Hex.length(rest.substring(1, comma));
            conditions.add(new AgentExpression(Hex.bytes(rest.substring(comma + 1, end)), architecture));
            rest = rest.substring(end);
        }
        return conditions;
    }
}
