package dev.initlab.kernel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import dev.initlab.kernel.image.KernelImage;
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
 * @param serial       receives each byte the guest sends to its UART, inside the engine
 * @param sinks        receive the events; closed by whoever made them
 */
public record BootConfig(KernelImage image, List<Archive> initramfs, String commandLine, long memory,
        Optional<Duration> timeout, OptionalLong maxWork, boolean freeInitmem, SerialLine.Listener serial,
        List<EventSink> sinks) {
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
                value -> { }, List.of());
    }

    /** With one more archive. */
    public BootConfig withInitramfs(Archive archive) {
        List<Archive> more = new ArrayList<>(initramfs);
        more.add(archive);
        return new BootConfig(image, more, commandLine, memory, timeout, maxWork, freeInitmem, serial, sinks);
    }

    public BootConfig withCommandLine(String line) {
        return new BootConfig(image, initramfs, line, memory, timeout, maxWork, freeInitmem, serial, sinks);
    }

    public BootConfig withMemory(long bytes) {
        return new BootConfig(image, initramfs, commandLine, bytes, timeout, maxWork, freeInitmem, serial, sinks);
    }

    public BootConfig withTimeout(Duration limit) {
        return new BootConfig(image, initramfs, commandLine, memory, Optional.of(limit), maxWork, freeInitmem, serial,
                sinks);
    }

    public BootConfig withMaxWork(long bytes) {
        return new BootConfig(image, initramfs, commandLine, memory, timeout, OptionalLong.of(bytes), freeInitmem,
                serial, sinks);
    }

    public BootConfig withFreeInitmem(boolean free) {
        return new BootConfig(image, initramfs, commandLine, memory, timeout, maxWork, free, serial, sinks);
    }

    public BootConfig withSerial(SerialLine.Listener listener) {
        return new BootConfig(image, initramfs, commandLine, memory, timeout, maxWork, freeInitmem, listener, sinks);
    }

    /** With one more receiver of events. */
    public BootConfig withSink(EventSink sink) {
        List<EventSink> more = new ArrayList<>(sinks);
        more.add(sink);
        return new BootConfig(image, initramfs, commandLine, memory, timeout, maxWork, freeInitmem, serial, more);
    }
}
