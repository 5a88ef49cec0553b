package dev.initlab.kernel.boot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

import dev.initlab.elf.ElfFile;
import dev.initlab.kernel.BootConfig;
import dev.initlab.kernel.BootResult;
import dev.initlab.kernel.Kernel;
import dev.initlab.kernel.image.KernelImage;
import dev.initlab.kernel.printk.LogFormat;
import dev.initlab.kernel.printk.LogRecord;
import dev.initlab.trace.Event;
import dev.initlab.trace.EventLog;
import dev.initlab.unicorn.Context;
import dev.initlab.unicorn.Engine;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A boot that is over: its result, its events, and the bytes that left its UART.
 *
 * <p>Every one has been checked for what it must not leave behind.
 */
record GuestBoot(BootResult result, EventLog events, byte[] uart) {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** An image without anything else. */
    static BootConfig config(Path vmlinux) {
        try {
            return BootConfig.of(KernelImage.of(ElfFile.read(vmlinux))).withTimeout(PATIENCE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code initlab boot} boots. */
    static BootConfig config(TestImages images) {
        return config(images.vmlinux()).withInitramfs(archive(images.initramfs()));
    }

    static BootConfig.Archive archive(Path cpio) {
        try {
            return new BootConfig.Archive(cpio.toString(), Files.readAllBytes(cpio));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static GuestBoot boot(BootConfig config) {
        int enginesBefore = Engine.openEngines() - Kernel.pool().size();
        int contextsBefore = Context.openContexts() - Kernel.pool().size();
        EventLog events = new EventLog();
        ByteArrayOutputStream uart = new ByteArrayOutputStream();
        BootResult result;
        try {
            result = Kernel.boot(config.withSink(events).withSerial(uart::write));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a guest ran", e);
        }
        assertThat(result.leaks()).as("what the guest did not give back").isEmpty();
        assertThat(Engine.openEngines() - Kernel.pool().size()).as("native engines left open outside the pool")
                .isEqualTo(enginesBefore);
        assertThat(Context.openContexts() - Kernel.pool().size()).as("contexts left in a pooled engine, which has one of its own")
                .isEqualTo(contextsBefore);
        return new GuestBoot(result, events, uart.toByteArray());
    }

    /** The texts of the log's records, without their times. */
    List<String> log() {
        return result.log().stream().map(LogRecord::string).toList();
    }

    String uartText() {
        return new String(uart, StandardCharsets.ISO_8859_1);
    }

    /** What the UART must have sent if it showed these records and nothing else. */
    byte[] asOnUart(Predicate<LogRecord> shown) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (LogRecord record : result.log()) {
            if (shown.test(record)) {
                for (byte b : LogFormat.console(record, true)) {
                    if (b == '\n') {
                        bytes.write('\r');
                    }
                    bytes.write(b);
                }
            }
        }
        return bytes.toByteArray();
    }

    /** Names of all functions that ran as initcalls, in order. */
    List<String> initcalls() {
        return events.events(Event.InitcallStarted.class).stream().map(e -> e.initcall().symbol()).toList();
    }

    /** How a program ended; the first process of that path. */
    Event.ProcessExited exited(String path) {
        return events.events(Event.ProcessExited.class).stream().filter(e -> e.path().equals(path)).findFirst()
                .orElseThrow(() -> new AssertionError("no process " + path + " ended"));
    }

    /** States a module went through, the last one after all. */
    List<Event.ModuleStateChanged> states(String module) {
        return events.events(Event.ModuleStateChanged.class).stream().filter(e -> e.module().equals(module)).toList();
    }
}
