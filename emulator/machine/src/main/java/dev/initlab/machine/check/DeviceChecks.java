package dev.initlab.machine.check;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.initlab.machine.device.PowerSwitch;

/** Devices are reached, and a guest that waits leaves the engine. */
final class DeviceChecks {
    private static final int TRANSMITTER_EMPTY_8250 = 0x60;
    private static final int TRANSMITTER_EMPTY_PL011 = 0x90;

    private DeviceChecks() {
    }

    static void serial(Bench bench) {
        int ready = switch (bench.architecture) {
            case X86_64 -> TRANSMITTER_EMPTY_8250;
            case ARM64, ARM -> TRANSMITTER_EMPTY_PL011;
        };
        for (char c : "doctor".toCharArray()) {
            Expect.equal(ready, bench.call(Program.SERIAL, c, bench.serial()), "status of the serial port");
        }
        Expect.same("doctor", bench.sent.toString(StandardCharsets.US_ASCII), "what was sent");
    }

    static void power(Bench bench) {
        Expect.same(PowerSwitch.State.ON, bench.machine.power().state(), "power before");
        bench.call(Program.POWER_OFF, bench.power());
        Expect.same(PowerSwitch.State.OFF, bench.machine.power().state(), "power after it was turned off");
    }

    static void halt(Bench bench) {
        List<Long> seen = new ArrayList<>();
        bench.traps.halted = () -> seen.add(bench.vcpu.pc());
        for (int i = 1; i <= 3; i++) {
            bench.call(Program.HALT);
            Expect.equal(i, seen.size(), "times the guest waited");
            Expect.equal(bench.at(Program.HALT) + bench.code.nop() + bench.code.halt(), seen.getLast(),
                    "pc behind the halt");
        }
    }
}
