package dev.initlab.kernel.module;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.initlab.kernel.task.WaitQueue;
import dev.initlab.trace.ModuleState;

/** The list of modules, the newest first, as it is searched and shown: {@code LIST_HEAD(modules)}. */
public final class ModuleList {
    private final List<Module> modules = new ArrayList<>();
    private final WaitQueue stateChanged = new WaitQueue();

    /** All modules, the newest first. */
    public List<Module> all() {
        return List.copyOf(modules);
    }

    /** {@code find_module_all()}. */
    Optional<Module> find(String name) {
        return modules.stream().filter(m -> m.name().equals(name)).findFirst();
    }

    void add(Module module) {
        modules.addFirst(module);
    }

    void remove(Module module) {
        modules.remove(module);
    }

    /** {@code module_wq}: woken when a module becomes live or goes. */
    WaitQueue stateChanged() {
        return stateChanged;
    }

    /** An exported symbol and the module that exports it. */
    record Found(Module owner, Exports.Exported symbol) {
    }

    /** {@code find_symbol()} in modules; those not formed yet have no symbols. */
    Optional<Found> findSymbol(String name) {
        for (Module module : modules) {
            if (module.state() != ModuleState.UNFORMED) {
                Optional<Exports.Exported> symbol = module.exports().find(name);
                if (symbol.isPresent()) {
                    return Optional.of(new Found(module, symbol.get()));
                }
            }
        }
        return Optional.empty();
    }
}
