package dev.initlab.debug.rsp;

import java.util.List;

/** A part of the protocol: the packets it answers, and what {@code qSupported} says of it. */
interface Extension {
    /** The packets it answers. */
    List<Packet> packets();

    /** What a debugger is told that it can use; empty for what every stub has. */
    default List<String> features() {
        return List.of();
    }
}
