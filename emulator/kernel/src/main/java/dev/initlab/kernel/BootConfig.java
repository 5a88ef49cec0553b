package dev.initlab.kernel;

import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

import dev.initlab.kernel.console.KeySource;
import dev.initlab.kernel.image.KernelImage;
import dev.initlab.kernel.init.InitcallSequence;
import dev.initlab.machine.device.SerialLine;
import dev.initlab.trace.EventSink;

/**
 * What to boot, and how.
 *
 * <p>Immutable; each {@code with} gives a changed copy. Only the image is needed.
 *
 * @param image        the vmlinux
 * @param initramfs    cpio archives, unpacked one after the other into the root file system
 * @param commandLine  the kernel's command line
 * @param memory       bytes of RAM, whole pages
 * @param timeout      how many seconds of the host the boot may take
 * @param maxWork      how many bytes of guest code it may run
 * @param freeInitmem  whether init memory is given back, as it must be; not doing so tells whether a crash
 *                     comes from its use
 * @param sequence     in which order the initcall tables run
 * @param serial       receives each byte the guest sends to its UART, inside the engine
 * @param keys         what is typed at the other end, if anybody is there
 * @param sinks        receive the events; closed by whoever made them
 * @param observer     looks into the boot while it runs
 */
public record BootConfig(KernelImage image, List<Archive> initramfs, String commandLine, long memory,
        Optional<Duration> timeout, OptionalLong maxWork, boolean freeInitmem, InitcallSequence sequence,
        SerialLine.Listener serial, Optional<KeySource> keys, List<EventSink> sinks,
        Optional<BootObserver> observer) {
    public static final long DEFAULT_MEMORY = 64L << 20;

    /**
     * A cpio archive.
     *
     * @param name for messages
     */
    public record Archive(String name, byte[] bytes) {
    }

    public BootConfig {
        initramfs = List.copyOf(initramfs);
        sinks = List.copyOf(sinks);
    }

    /** An image alone: no initramfs, no command line, 64 MiB, no budget. */
    public static BootConfig of(KernelImage image) {
        return new BootConfig(image, List.of(), "", DEFAULT_MEMORY, Optional.empty(), OptionalLong.empty(), true,
                InitcallSequence.LINUX, value -> { }, Optional.empty(), List.of(), Optional.empty());
    }

    /** With one more archive. */
    public BootConfig withInitramfs(Archive archive) {
        return change(c -> c.initramfs.add(archive));
    }

    public BootConfig withCommandLine(String line) {
        return change(c -> c.commandLine = line);
    }

    public BootConfig withMemory(long bytes) {
        return change(c -> c.memory = bytes);
    }

    public BootConfig withTimeout(Duration limit) {
        return change(c -> c.timeout = Optional.of(limit));
    }

    public BootConfig withMaxWork(long bytes) {
        return change(c -> c.maxWork = OptionalLong.of(bytes));
    }

    public BootConfig withFreeInitmem(boolean free) {
        return change(c -> c.freeInitmem = free);
    }

    public BootConfig withSequence(InitcallSequence order) {
        return change(c -> c.sequence = order);
    }

    public BootConfig withSerial(SerialLine.Listener listener) {
        return change(c -> c.serial = listener);
    }

    /** With somebody who types. */
    public BootConfig withKeys(InputStream typed) {
        return withKeys(KeySource.of(typed));
    }

    /** The same, from elsewhere. */
    public BootConfig withKeys(KeySource typed) {
        return change(c -> c.keys = Optional.of(typed));
    }

    /** With one more receiver of events. */
    public BootConfig withSink(EventSink sink) {
        return change(c -> c.sinks.add(sink));
    }

    /** With other receivers of events instead of those so far. */
    public BootConfig withSinks(List<EventSink> others) {
        return change(c -> {
            c.sinks.clear();
            c.sinks.addAll(others);
        });
    }

    /** With somebody who looks into the boot. */
    public BootConfig withObserver(BootObserver watcher) {
        return change(c -> c.observer = Optional.of(watcher));
    }

    private BootConfig change(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return new BootConfig(image, copy.initramfs, copy.commandLine, copy.memory, copy.timeout, copy.maxWork,
                copy.freeInitmem, copy.sequence, copy.serial, copy.keys, copy.sinks, copy.observer);
    }

    /** The components, to be changed. */
    private static final class Copy {
        private final List<Archive> initramfs;
        private String commandLine;
        private long memory;
        private Optional<Duration> timeout;
        private OptionalLong maxWork;
        private boolean freeInitmem;
        private InitcallSequence sequence;
        private SerialLine.Listener serial;
        private Optional<KeySource> keys;
        private final List<EventSink> sinks;
        private Optional<BootObserver> observer;

        Copy(BootConfig of) {
            initramfs = new ArrayList<>(of.initramfs);
            commandLine = of.commandLine;
            memory = of.memory;
            timeout = of.timeout;
            maxWork = of.maxWork;
            freeInitmem = of.freeInitmem;
            sequence = of.sequence;
            serial = of.serial;
            keys = of.keys;
            sinks = new ArrayList<>(of.sinks);
            observer = of.observer;
        }
    }
}
