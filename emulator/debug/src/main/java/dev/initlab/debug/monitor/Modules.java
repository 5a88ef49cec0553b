package dev.initlab.debug.monitor;

import java.util.Locale;

import dev.initlab.elf.Section;
import dev.initlab.kernel.BootControl;
import dev.initlab.kernel.module.Module;

/** The modules as text. */
final class Modules {
    private Modules() {
    }

    /** A line for each module and one for each of its sections. */
    static String list(BootControl boot) {
        StringBuilder text = new StringBuilder();
        for (Module module : boot.modules()) {
            text.append("%-20s %6d  %s%n".formatted(module.name(), module.size(),
                    module.state().name().toLowerCase(Locale.ROOT)));
            for (Section section : module.sections()) {
                module.address(section).ifPresent(at -> text.append("    0x%s %s%n".formatted(
                        boot.vcpu().isa().hex(at), section.name())));
            }
        }
        return text.isEmpty() ? "no modules\n" : text.toString();
    }
}
