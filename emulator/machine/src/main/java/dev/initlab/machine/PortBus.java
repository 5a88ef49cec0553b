package dev.initlab.machine;

import java.util.List;

import dev.initlab.machine.device.PortDevice;

/** Sends x86 port accesses to their device; nobody's port reads as all ones, as on a PC. */
final class PortBus {
    private final List<PortDevice> devices;

    PortBus(List<PortDevice> devices) {
        this.devices = List.copyOf(devices);
    }

    boolean isEmpty() {
        return devices.isEmpty();
    }

    int in(int port, int size) {
        for (PortDevice device : devices) {
            int offset = port - device.port();
            if (offset >= 0 && offset < device.ports()) {
                return device.in(offset, size);
            }
        }
        return -1 >>> (32 - 8 * size);
    }

    void out(int port, int size, int value) {
        for (PortDevice device : devices) {
            int offset = port - device.port();
            if (offset >= 0 && offset < device.ports()) {
                device.out(offset, size, value);
                return;
            }
        }
    }
}
