package dev.initlab.machine;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

import dev.initlab.machine.arm.ArmIsa;
import dev.initlab.machine.arm64.Arm64Isa;
import dev.initlab.machine.device.MmioDevice;
import dev.initlab.machine.device.Pit8254;
import dev.initlab.machine.device.Pl011;
import dev.initlab.machine.device.PortDevice;
import dev.initlab.machine.device.PowerPort;
import dev.initlab.machine.device.PowerRegister;
import dev.initlab.machine.device.PowerSwitch;
import dev.initlab.machine.device.ResetPort;
import dev.initlab.machine.device.SerialLine;
import dev.initlab.machine.device.Sp804;
import dev.initlab.machine.device.Timer;
import dev.initlab.machine.device.Uart8250;
import dev.initlab.machine.x86.X86Isa;

/** The architectures a machine can have, and which devices each is built with. */
public enum Architecture {
    X86_64(X86Isa::new) {
        @Override
        List<PortDevice> ports(SerialLine line, PowerSwitch power, Timer timer) {
            return List.of(new Uart8250(line), new PowerPort(power), new ResetPort(power),
                    new Pit8254(timer));
        }
    },
    ARM64(Arm64Isa::new) {
        @Override
        List<MmioDevice> memoryMapped(SerialLine line, PowerSwitch power, Timer timer) {
            return List.of(new Pl011(line), new PowerRegister(power), new Sp804(timer));
        }
    },
    ARM(ArmIsa::new) {
        @Override
        List<MmioDevice> memoryMapped(SerialLine line, PowerSwitch power, Timer timer) {
            return List.of(new Pl011(line), new PowerRegister(power), new Sp804(timer));
        }
    };

    private final Supplier<Isa> isa;

    Architecture(Supplier<Isa> isa) {
        this.isa = isa;
    }

    /** As a guest's build calls it in {@code ARCH=}: {@code x86_64}, {@code arm64}, {@code arm}. */
    public String arch() {
        return name().toLowerCase(Locale.ROOT);
    }

    Isa newIsa() {
        return isa.get();
    }

    List<PortDevice> ports(SerialLine line, PowerSwitch power, Timer timer) {
        return List.of();
    }

    List<MmioDevice> memoryMapped(SerialLine line, PowerSwitch power, Timer timer) {
        return List.of();
    }
}
