package dev.initlab.cli;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.initlab.kernel.BootConfig;
import dev.initlab.kernel.BootResult;
import dev.initlab.kernel.InputException;
import dev.initlab.kernel.Kernel;
import dev.initlab.kernel.host.HostModule;
import dev.initlab.trace.Event;
import dev.initlab.trace.EventLog;
import dev.initlab.trace.ModuleState;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code initlab boot}: boots an image and shows its serial console. */
@Command(name = "boot", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Boot a vmlinux and show its serial console until it switches itself off.",
        footer = {
            "",
            "Examples:",
            "  initlab boot                                        the default image",
            "  initlab boot --arch arm64                           the one for arm64",
            "  initlab boot --append 'initcall_debug ignore_loglevel'",
            "  initlab boot --insmod 'hello.ko who=me'             load a module of yours",
            "  initlab boot my/vmlinux --initrd my/initramfs.cpio",
            "  initlab boot --gdb --wait                           nothing runs until gdb says so",
            "  initlab boot --plot boot.svg --events boot.jsonl    see what ran when",
        })
final class BootCommand implements Callable<Integer> {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    @Mixin
    private BootOptions options = new BootOptions();

    @Option(names = {"-i", "--interactive"},
            description = "Let the guest's programs read what you type, from /dev/console. Ctrl-C ends it.")
    private boolean interactive;

    @Option(names = {"-q", "--quiet"},
            description = "Do not show the serial console: what matters is the exit status, or a file of events.")
    private boolean quiet;

    @Option(names = "--timeout", paramLabel = "SECONDS",
            description = "Give up after that many seconds (default: 60; with --interactive or --gdb never).")
    private @Nullable Double timeout;

    @Mixin
    private GdbOptions gdb = new GdbOptions();

    @Mixin
    private EventOutputs outputs = new EventOutputs();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        SerialConsole console = new SerialConsole(quiet ? OutputStream.nullOutputStream() : System.out, interactive);
        EventLog events = new EventLog();
        List<HostModule> modules = options.modules();
        BootResult result;
        BootConfig config = config(modules).withSerial(console).withSink(events);
        try (EndInOrder inOrder = new EndInOrder(); EventOutputs opened = outputs) {
            BootConfig all = opened.addTo(config);
            result = interactive ? bootWithKeys(all) : boot(all);
        } finally {
            console.flush();
        }
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        if (!result.reason().isEmpty()) {
            err.println("initlab: " + result.reason());
        }
        result.leaks().forEach(leak -> err.println("initlab: not given back: " + leak));
        List<String> missing = notLoaded(modules, events);
        missing.forEach(m -> err.println("initlab: " + m));
        err.flush();
        return result.exitStatus() == BootResult.EXIT_OK && !missing.isEmpty()
                ? BootResult.EXIT_GUEST_FAILED : result.exitStatus();
    }

    private BootResult bootWithKeys(BootConfig config) throws InterruptedException {
        try (KeyboardTerminal terminal = KeyboardTerminal.open()) {
            return boot(config.withKeys(System.in));
        }
    }

    private BootResult boot(BootConfig config) throws InterruptedException {
        return gdb.isWanted() ? gdb.boot(config, Objects.requireNonNull(spec).commandLine().getErr())
                : Kernel.boot(config);
    }

    private Optional<Duration> limit() {
        if (timeout == null) {
            return interactive || gdb.isWanted() ? Optional.empty() : Optional.of(DEFAULT_TIMEOUT);
        }
        if (!(timeout > 0) || timeout > Integer.MAX_VALUE) {
            throw new InputException("--timeout", timeout + " is no number of seconds greater than 0");
        }
        return Optional.of(Duration.ofNanos((long) (timeout * 1e9)));
    }

    private BootConfig config(List<HostModule> modules) {
        Optional<Duration> limit = limit();
        if (interactive && quiet) {
            throw new InputException("--interactive", "there is nothing to see with --quiet; leave one of them out");
        }
        BootConfig config = options.config(modules);
        return limit.isPresent() ? config.withTimeout(limit.get()) : config;
    }

    /** A module that was asked for and never got live is a failure, whatever the guest made of it. */
    private static List<String> notLoaded(List<HostModule> modules, EventLog events) {
        List<String> missing = new ArrayList<>();
        long live = events.events(Event.ModuleStateChanged.class).stream()
                .filter(e -> e.to() == ModuleState.LIVE).count();
        if (live < modules.size()) {
            events.events(Event.ModuleLoadFailed.class).forEach(e -> missing.add("module %s was not loaded: %s in %s()"
                    .formatted(e.module().orElse("(unknown)"), e.errno(), e.step())));
            if (missing.isEmpty()) {
                missing.add("%d of %d modules were not loaded".formatted(modules.size() - live, modules.size()));
            }
        }
        return missing;
    }
}
