package dev.initlab.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.initlab.kernel.BootConfig;
import dev.initlab.kernel.InputException;
import dev.initlab.kernel.host.DefaultImage;
import dev.initlab.kernel.host.HostModule;
import dev.initlab.kernel.host.InputFiles;
import dev.initlab.kernel.image.KernelImage;
import dev.initlab.kernel.init.InitcallSequence;
import dev.initlab.machine.Architecture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is booted, and on which machine; the options of every command that boots one image. */
final class BootOptions {
    private static final long MIB = 1 << 20;

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

    @Option(names = "--keep-initmem",
            description = "Do not give init memory back: tells whether a crash comes from its use.")
    private boolean keepInitmem;

    /** The modules the guest is to load. */
    List<HostModule> modules() {
        return insmods.stream().map(m -> HostModule.parse("--insmod", m)).toList();
    }

    /**
     * Reads and checks all that is named.
     *
     * @param modules what {@link #modules} gave
     */
    BootConfig config(List<HostModule> modules) {
        if (memory < 1 || memory > 3072) {
            throw new InputException("--memory", memory + " MiB: it must be 1 to 3072");
        }
        Architecture wanted = Optional.ofNullable(architecture).orElse(Architecture.X86_64);
        BootConfig config = BootConfig.of(kernel(wanted))
                .withCommandLine(commandLine)
                .withMemory(memory * MIB)
                .withFreeInitmem(!keepInitmem)
                .withSequence(sequence);
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

    private KernelImage kernel(Architecture wanted) {
        Path file = Optional.ofNullable(image).orElseGet(() -> DefaultImage.file(wanted, "vmlinux"));
        KernelImage kernel = InputFiles.image(file);
        if (architecture != null && kernel.architecture() != architecture) {
            throw new InputException(file.toString(), "is for %s; --arch says %s".formatted(
                    kernel.architecture().arch(), architecture.arch()));
        }
        return kernel;
    }
}
