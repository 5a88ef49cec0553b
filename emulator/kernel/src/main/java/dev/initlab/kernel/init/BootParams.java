package dev.initlab.kernel.init;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

import dev.initlab.kernel.console.Printk;
import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.oops.PanicOptions;
import dev.initlab.kernel.params.KernelParam;
import dev.initlab.kernel.params.ObsKernelParam;
import dev.initlab.kernel.printk.ConsoleLogLevel;
import org.jspecify.annotations.Nullable;

/** The options of the command line that the kernel model itself obeys, one a line. */
final class BootParams {
    private BootParams() {
    }

    /** {@code core_param} entries. */
    static List<KernelParam> params(InitcallOptions initcalls, PanicOptions panic) {
        return List.of(
                bool("initcall_debug", initcalls::debug), // init/main.c
                integer("panic", panic::timeout)); // kernel/panic.c
    }

    /** {@code early_param} and {@code __setup} entries. */
    static List<ObsKernelParam> setups(InitcallOptions initcalls, PanicOptions panic, Printk printk) {
        ConsoleLogLevel level = printk.level();
        return List.of(
                early("debug", val -> level.debug()), // init/main.c
                early("quiet", val -> level.quiet()), // init/main.c
                early("loglevel", val -> level.loglevel(val.orElse(""))), // init/main.c
                early("ignore_loglevel", val -> level.ignoreLogLevel()), // kernel/printk/printk.c
                early("keep_bootcon", val -> printk.keepBootConsoles()), // kernel/printk/printk.c
                early("oops", val -> panic.panicOnOops(val.filter("panic"::equals).isPresent())), // kernel/panic.c
                setup("initcall_blacklist=", initcalls::blacklist), // init/main.c
                // One serial port is all there is, and it is what any driver registers.
                setup("console=", val -> { })); // kernel/printk/printk.c
    }

    private static KernelParam bool(String name, Consumer<Boolean> set) {
        return param(name, true, val -> {
            Optional<Boolean> value = strtobool(val == null ? "1" : val);
            value.ifPresent(set);
            return value.isPresent() ? 0 : (int) Errno.EINVAL.negated();
        });
    }

    private static KernelParam integer(String name, IntConsumer set) {
        return param(name, false, val -> {
            try {
                set.accept(Integer.decode(val == null ? "" : val));
                return 0;
            } catch (NumberFormatException e) {
                return (int) Errno.EINVAL.negated();
            }
        });
    }

    private static KernelParam param(String name, boolean noArg, Handler handler) {
        return new KernelParam() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public int level() {
                return -1;
            }

            @Override
            public boolean noArg() {
                return noArg;
            }

            @Override
            public int set(@Nullable String val) {
                return handler.handle(val);
            }
        };
    }

    /** {@code lib/kstrtox.c: kstrtobool()}: the first letter tells, after an {@code o} the second. */
    private static Optional<Boolean> strtobool(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("y") || lower.startsWith("t") || lower.startsWith("1") || lower.startsWith("on")) {
            return Optional.of(true);
        }
        return lower.startsWith("n") || lower.startsWith("f") || lower.startsWith("0") || lower.startsWith("of")
                ? Optional.of(false) : Optional.empty();
    }

    private static ObsKernelParam early(String str, Consumer<Optional<String>> set) {
        return entry(str, true, val -> {
            set.accept(Optional.ofNullable(val));
            return 0;
        });
    }

    private static ObsKernelParam setup(String str, Consumer<String> set) {
        return entry(str, false, val -> {
            set.accept(val == null ? "" : val);
            return 1;
        });
    }

    private interface Handler {
        int handle(@Nullable String val);
    }

    private static ObsKernelParam entry(String str, boolean early, Handler handler) {
        return new ObsKernelParam() {
            @Override
            public String str() {
                return str;
            }

            @Override
            public boolean early() {
                return early;
            }

            @Override
            public int setup(@Nullable String val) {
                return handler.handle(val);
            }
        };
    }
}
