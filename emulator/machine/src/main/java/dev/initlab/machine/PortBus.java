package dev.initlab.machine;

import java.util.ArrayList;
import java.util.List;

import dev.initlab.machine.device.PortDevice;
import dev.initlab.unicorn.Engine;

/** Sends x86 port accesses to their device; nobody's port reads as all ones, as on a PC. */
final class PortBus {
    private final List<PortDevice> devices;

    PortBus(Engine engine, List<PortDevice> devices) {
        this.devices = new ArrayList<>(devices);
        engine.onIn((e, port, size) -> Integer.toUnsignedLong(in(port, size)));
        engine.onOut((e, port, size, value) -> out(port, size, (int) value));
    }

    private int in(int port, int size) {
        for (PortDevice device : devices) {
            int offset = port - device.port();
            if (offset >= 0 && offset < device.ports()) {
                return device.in(offset, size);
            }
        }
        return -1 >>> (32 - 8 * size);
    }

    private void out(int port, int size, int value) {
        for (PortDevice device : devices) {
            int offset = port - device.port();
            if (offset >= 0 && offset < device.ports()) {
                device.out(offset, size, value);
                return;
            }
        }
    }
}
