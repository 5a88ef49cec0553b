package dev.initlab.kernel.module;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.initlab.machine.Isa;
import dev.initlab.trace.ModuleState;

/** The text of {@code /proc/modules}: {@code kernel/module/procfs.c: m_show()}. */
public final class ProcModules {
    private final ModuleList modules;
    private final Isa isa;

    public ProcModules(ModuleList modules, Isa isa) {
        this.modules = modules;
        this.isa = isa;
    }

    /** A line for each module that is formed, the newest first. */
    public byte[] text() {
        StringBuilder text = new StringBuilder();
        for (Module module : modules.all()) {
            if (module.state() != ModuleState.UNFORMED) {
                text.append(line(module));
            }
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private String line(Module module) {
        String taints = module.taintLetters();
        String mark = switch (module.state()) {
            case COMING -> "+";
            case GOING -> "-";
            default -> "";
        };
        return "%s %d %d %s %s 0x%s%s\n".formatted(module.name(), module.size(), module.refcount(), users(module),
                state(module.state()), isa.hex(module.coreBase()),
                taints.isEmpty() && mark.isEmpty() ? "" : " (" + taints + mark + ")");
    }

    private static String users(Module module) {
        List<String> users = module.usedBy().stream().map(m -> m.name() + ",").toList();
        String text = String.join("", users) + (module.isPermanent() ? "[permanent]," : "");
        return text.isEmpty() ? "-" : text;
    }

    private static String state(ModuleState state) {
        return switch (state) {
            case COMING -> "Loading";
            case GOING -> "Unloading";
            default -> "Live";
        };
    }
}
