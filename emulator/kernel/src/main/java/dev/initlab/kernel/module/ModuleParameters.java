package dev.initlab.kernel.module;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import dev.initlab.elf.Section;
import dev.initlab.kernel.console.Printk;
import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;
import dev.initlab.kernel.init.GuestParams;
import dev.initlab.kernel.params.KernelParam;
import dev.initlab.kernel.params.ModuleUnknownParam;
import dev.initlab.kernel.params.ParseArgs;

/** The parameters a module is loaded with: {@code load_module()}'s call of {@code parse_args()}. */
public final class ModuleParameters {
    private final GuestParams params;
    private final Printk printk;

    public ModuleParameters(GuestParams params, Printk printk) {
        this.params = params;
        this.printk = printk;
    }

    /** Sets what the module's {@code __param} section has and its arguments name. */
    void parse(LoadInfo info) {
        Optional<Section> section = info.elf().section("__param");
        List<KernelParam> table = section.map(s -> {
            long start = info.address(s.index());
            return params.params(start, start + s.size());
        }).orElse(List.of());
        ParseArgs.Result result = ParseArgs.parse(info.name(), new String(info.args(), StandardCharsets.ISO_8859_1),
                table, ParseArgs.ANY_LEVEL_MIN, ParseArgs.ANY_LEVEL_MAX, new ModuleUnknownParam(printk::log),
                printk::log);
        if (result.error() < 0) {
            throw new ErrnoException(Errno.of(-result.error()).orElse(Errno.EINVAL));
        }
        result.afterDashes().ifPresent(
                rest -> printk.warn("%s: parameters '%s' after `--' ignored", info.name(), rest));
    }
}
