package dev.initlab.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.initlab.kernel.BootConfig;
import dev.initlab.kernel.InputException;
import dev.initlab.suite.RanOrder;
import dev.initlab.trace.EventLog;
import dev.initlab.trace.EventSink;
import dev.initlab.trace.chart.BootChart;
import dev.initlab.trace.json.ChromeTraceSink;
import dev.initlab.trace.json.HostFields;
import dev.initlab.trace.json.JsonLinesSink;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the events of a boot are written; the options of every command that boots. */
final class EventOutputs implements AutoCloseable {
    @Option(names = "--events", paramLabel = "FILE",
            description = "Write every event as a line of JSON (docs/events.md).")
    private @Nullable Path events;

    @Option(names = "--trace", paramLabel = "FILE",
            description = "Write a Chrome trace, for ui.perfetto.dev or chrome://tracing.")
    private @Nullable Path trace;

    @Option(names = "--plot", paramLabel = "FILE", description = "Draw the boot as an SVG chart.")
    private @Nullable Path plot;

    @Option(names = "--order", paramLabel = "FILE",
            description = "Write the initcalls in the order they ran, and what they returned, as a golden order "
                    + "(docs/order.md).")
    private @Nullable Path order;

    private final List<EventSink> sinks = new ArrayList<>();
    private final EventLog ran = new EventLog();
    private Optional<BootChart> chart = Optional.empty();

    /** Opens the files, so that one that cannot be written stops the boot before it begins. */
    BootConfig addTo(BootConfig config) {
        BootConfig with = config;
        if (events != null) {
            sinks.add(new JsonLinesSink(open(events), HostFields.KEEP));
        }
        if (trace != null) {
            sinks.add(new ChromeTraceSink(open(trace)));
        }
        if (plot != null) {
            touch(plot);
            BootChart drawn = new BootChart();
            chart = Optional.of(drawn);
            sinks.add(drawn);
        }
        if (order != null) {
            touch(order);
            sinks.add(ran);
        }
        for (EventSink sink : sinks) {
            with = with.withSink(sink);
        }
        return with;
    }

    /** Completes the files. */
    @Override
    public void close() {
        try {
            sinks.forEach(EventSink::close);
        } catch (UncheckedIOException e) {
            throw new InputException("--events or --trace", "cannot be written: " + e.getMessage());
        }
        if (plot != null && chart.isPresent()) {
            write(plot, chart.get().svg());
        }
        if (order != null && sinks.contains(ran)) {
            write(order, RanOrder.of(ran.events()).text());
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static void touch(Path file) {
        try {
            open(file).close();
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static OutputStream open(Path file) {
        try {
            return new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static InputException unwritable(Path file, IOException e) {
        return new InputException(file.toString(), "cannot be written: " + e);
    }
}
