package dev.initlab.suite;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import dev.initlab.kernel.BootConfig;
import dev.initlab.kernel.InputException;
import dev.initlab.kernel.host.DefaultImage;
import dev.initlab.kernel.host.HostModule;
import dev.initlab.machine.Architecture;

/**
 * A boot as a user asks for it, in files of the host.
 *
 * @param architecture of the guest; an image of a file must be of it
 * @param image        the vmlinux; without it the default one and its initramfs
 * @param append       the kernel's command line
 * @param initrds      cpio archives, unpacked one after the other
 * @param modules      what the guest's own insmod loads once it is up
 * @param memory       bytes of RAM
 * @param timeout      how much of the host's time it may take
 * @param maxWork      how many bytes of guest code it may run
 */
public record BootPlan(Architecture architecture, Optional<Path> image, String append, List<Path> initrds,
        List<HostModule> modules, long memory, Duration timeout, OptionalLong maxWork) {
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    public BootPlan {
        initrds = List.copyOf(initrds);
        modules = List.copyOf(modules);
    }

    /** The default image of an architecture: no command line, nothing to load, 64 MiB, 60 seconds. */
    public static BootPlan of(Architecture architecture) {
        return new BootPlan(architecture, Optional.empty(), "", List.of(), List.of(), BootConfig.DEFAULT_MEMORY,
                DEFAULT_TIMEOUT, OptionalLong.empty());
    }

    /**
     * Reads what is needed and boots.
     *
     * @throws InputException       if a file cannot be read, or the image not be booted
     * @throws InterruptedException if this thread was interrupted; the guest has been stopped
     */
    public BootStory boot(BootFiles files) throws InterruptedException {
        return BootStory.boot(image(files), config(files));
    }

    /**
     * The image.
     *
     * @throws InputException if it cannot be read, or is for another architecture
     */
    public BootImage image(BootFiles files) {
        Path file = image.orElseGet(() -> DefaultImage.file(architecture, "vmlinux"));
        BootImage found = files.image(file);
        if (found.kernel().architecture() != architecture) {
            throw new InputException(file.toString(), "is for %s; %s is asked for".formatted(found.architecture(),
                    architecture.arch()));
        }
        return found;
    }

    /**
     * What the kernel model is given.
     *
     * @throws InputException if a file cannot be read, or there is no initramfs to load modules from
     */
    public BootConfig config(BootFiles files) {
        BootConfig config = BootConfig.of(image(files).kernel())
                .withCommandLine(append).withMemory(memory).withTimeout(timeout);
        if (maxWork.isPresent()) {
            config = config.withMaxWork(maxWork.getAsLong());
        }
        List<Path> archives = !initrds.isEmpty() || image.isPresent() ? initrds
                : List.of(DefaultImage.file(architecture, "initramfs.cpio"));
        for (Path archive : archives) {
            config = config.withInitramfs(new BootConfig.Archive(archive.toString(), files.bytes(archive)));
        }
        if (!modules.isEmpty()) {
            if (archives.isEmpty()) {
                throw new InputException(modules.getFirst().file().toString(),
                        "there is no initramfs whose programs could load a module; name an initrd");
            }
            config = config.withInitramfs(HostModule.archive(modules));
        }
        return config;
    }
}
