package dev.initlab.kernel.syscall;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;
import dev.initlab.kernel.image.KernelImage;
import dev.initlab.machine.Vcpu;

/** {@code kernel/reboot.c}: the machine is switched off by the guest's own code for it. */
final class RebootCalls {
    private static final int MAGIC1 = 0xfee1dead;
    private static final int MAGIC2 = 672274793;
    private static final int RESTART = 0x01234567;
    private static final int HALT = 0xcdef0123;
    private static final int POWER_OFF = 0x4321fedc;

    private final Vcpu vcpu;
    private final KernelImage image;

    RebootCalls(Vcpu vcpu, KernelImage image) {
        this.vcpu = vcpu;
        this.image = image;
    }

    long reboot(Call call) {
        if (call.integer(0) != MAGIC1 || call.integer(1) != MAGIC2) {
            throw new ErrnoException(Errno.EINVAL);
        }
        switch (call.integer(2)) {
            case POWER_OFF -> vcpu.call(image.require("kernel_power_off"));
            case RESTART -> vcpu.call(image.require("kernel_restart"), 0);
            case HALT -> vcpu.call(image.require("kernel_halt"));
            default -> throw new ErrnoException(Errno.EINVAL);
        }
        return 0;
    }
}
