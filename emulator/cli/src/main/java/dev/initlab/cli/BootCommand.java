package dev.initlab.cli;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
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
import dev.initlab.kernel.host.DefaultImage;
import dev.initlab.kernel.host.HostModule;
import dev.initlab.kernel.host.InputFiles;
import dev.initlab.kernel.image.KernelImage;
import dev.initlab.kernel.init.InitcallSequence;
import dev.initlab.machine.Architecture;
import dev.initlab.trace.Event;
import dev.initlab.trace.EventLog;
import dev.initlab.trace.ModuleState;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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
    private static final long MIB = 1 << 20;
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    @Parameters(index = "0", arity = "0..1", paramLabel = "IMAGE",
            description = "The vmlinux to boot; without it the default image and its initramfs.")
    private @Nullable Path image;

    @Option(names = "--arch", paramLabel = "ARCH", converter = ArchitectureNames.class,
            completionCandidates = ArchitectureNames.class,
            description = "The default image's architecture: ${COMPLETION-CANDIDATES} (default: x86_64). "
                    + "An IMAGE must be of it.")
    private @Nullable Architecture architecture;

    @Option(names = "--append", paramLabel = "LINE", description = "The kernel's command line.")
    private String commandLine = "";

    @Option(names = "--initrd", paramLabel = "FILE",
            description = "A cpio archive to unpack as the root file system, plain or gzip'ed; may be repeated.")
    private List<Path> initrds = new ArrayList<>();

    @Option(names = "--insmod", paramLabel = "'FILE a=1'",
            description = "A module file, with its parameters, for the guest's insmod to load once it is up; "
                    + "may be repeated. Needs an initramfs whose /init reads /etc/modules.")
    private List<String> insmods = new ArrayList<>();

    @Option(names = {"-i", "--interactive"},
            description = "Let the guest's programs read what you type, from /dev/console. Ctrl-C ends it.")
    private boolean interactive;

    @Option(names = {"-q", "--quiet"},
            description = "Do not show the serial console: what matters is the exit status, or a file of events.")
    private boolean quiet;

    @Option(names = "--timeout", paramLabel = "SECONDS",
            description = "Give up after that many seconds (default: 60; with --interactive or --gdb never).")
    private @Nullable Double timeout;

    @Option(names = "--max-work", paramLabel = "BYTES",
            description = "Give up after that many bytes of guest code have run.")
    private @Nullable Long maxWork;

    @Option(names = "--initcall-sequence", paramLabel = "linux|layout", defaultValue = "linux",
            description = "Run the initcall tables in Linux's order, or as they lie in the image: levels, console, "
                    + "security (default: ${DEFAULT-VALUE}).")
    private InitcallSequence sequence = InitcallSequence.LINUX;

    @Option(names = "--memory", paramLabel = "MIB", defaultValue = "64",
            description = "The guest's memory in MiB (default: ${DEFAULT-VALUE}).")
    private int memory;

    @Mixin
    private GdbOptions gdb = new GdbOptions();

    @Option(names = "--keep-initmem",
            description = "Do not give init memory back: tells whether a crash comes from its use.")
    private boolean keepInitmem;

    @Mixin
    private EventOutputs outputs = new EventOutputs();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        SerialConsole console = new SerialConsole(quiet ? OutputStream.nullOutputStream() : System.out, interactive);
        EventLog events = new EventLog();
        List<HostModule> modules = insmods.stream().map(m -> HostModule.parse("--insmod", m)).toList();
        BootResult result;
        BootConfig config = config(modules).withSerial(console).withSink(events);
        try (EndInOrder inOrder = new EndInOrder(); EventOutputs opened = outputs) {
            BootConfig all = opened.addTo(config);
            result = gdb.isWanted() ? gdb.boot(all, interactive, Objects.requireNonNull(spec).commandLine().getErr())
                    : interactive ? bootWithKeys(all) : Kernel.boot(all);
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

    private static BootResult bootWithKeys(BootConfig config) throws InterruptedException {
        try (KeyboardTerminal terminal = KeyboardTerminal.open()) {
            return Kernel.boot(config.withKeys(System.in));
        }
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
        if (memory < 1 || memory > 3072) {
            throw new InputException("--memory", memory + " MiB: it must be 1 to 3072");
        }
        Architecture wanted = Optional.ofNullable(architecture).orElse(Architecture.X86_64);
        Path file = Optional.ofNullable(image).orElseGet(() -> DefaultImage.file(wanted, "vmlinux"));
        KernelImage kernel = InputFiles.image(file);
        if (architecture != null && kernel.architecture() != architecture) {
            throw new InputException(file.toString(), "is for %s; --arch says %s".formatted(
                    kernel.architecture().arch(), architecture.arch()));
        }
        BootConfig config = BootConfig.of(kernel)
                .withCommandLine(commandLine)
                .withMemory(memory * MIB)
                .withFreeInitmem(!keepInitmem)
                .withSequence(sequence);
        if (limit.isPresent()) {
            config = config.withTimeout(limit.get());
        }
        if (maxWork != null) {
            if (maxWork <= 0) {
                throw new InputException("--max-work", maxWork + " is no number of bytes greater than 0");
            }
            config = config.withMaxWork(maxWork);
        }
        List<Path> archives = new ArrayList<>(initrds);
        if (archives.isEmpty() && image == null) {
            archives.add(DefaultImage.file(wanted, "initramfs.cpio"));
        }
        for (Path archive : archives) {
            config = config.withInitramfs(new BootConfig.Archive(archive.toString(), InputFiles.read(archive)));
        }
        if (!modules.isEmpty()) {
            if (archives.isEmpty()) {
                throw new InputException("--insmod",
                        "there is no initramfs whose programs could load a module; add --initrd");
            }
            config = config.withInitramfs(HostModule.archive(modules));
        }
        return config;
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
