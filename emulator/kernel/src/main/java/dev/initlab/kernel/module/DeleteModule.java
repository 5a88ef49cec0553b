package dev.initlab.kernel.module;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;
import dev.initlab.machine.Vcpu;
import dev.initlab.trace.ModuleState;

/** {@code kernel/module/main.c: delete_module()}; the order of the checks is part of the contract. */
public final class DeleteModule {
    private final Vcpu vcpu;
    private final ModuleList modules;
    private final ModuleLoader loader;

    public DeleteModule(Vcpu vcpu, ModuleList modules, ModuleLoader loader) {
        this.vcpu = vcpu;
        this.modules = modules;
        this.loader = loader;
    }

    /**
     * Runs the module's exit function and takes the module away.
     *
     * @throws ErrnoException ENOENT, EWOULDBLOCK or EBUSY; the module is then as it was
     */
    public void deleteModule(String name) {
        Module module = modules.find(name).orElseThrow(() -> new ErrnoException(Errno.ENOENT));
        if (!module.usedBy().isEmpty()) {
            throw new ErrnoException(Errno.EWOULDBLOCK);
        }
        if (module.state() != ModuleState.LIVE) {
            throw new ErrnoException(Errno.EBUSY);
        }
        if (module.isPermanent()) {
            throw new ErrnoException(Errno.EBUSY);
        }
        if (!module.guest().release()) {
            throw new ErrnoException(Errno.EWOULDBLOCK);
        }
        loader.changeState(module, ModuleState.GOING);
        long exit = module.guest().exit();
        if (exit != 0) {
            vcpu.call(exit);
        }
        loader.freeModule(module);
    }
}
