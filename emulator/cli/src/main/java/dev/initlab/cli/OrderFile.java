package dev.initlab.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.initlab.elf.ElfException;
import dev.initlab.elf.ElfFile;
import dev.initlab.inspect.ElfImage;
import dev.initlab.inspect.ImageException;
import dev.initlab.inspect.InitcallTables;
import dev.initlab.inspect.order.InitcallOrder;
import dev.initlab.inspect.order.OrderEntry;
import dev.initlab.inspect.order.OrderFileException;
import dev.initlab.inspect.order.OrderLevel;
import dev.initlab.inspect.order.OrderResult;
import dev.initlab.kernel.InputException;
import dev.initlab.kernel.host.InputFiles;
import dev.initlab.trace.Event;
import dev.initlab.trace.Initcall;
import dev.initlab.trace.json.JsonLinesReader;
import dev.initlab.trace.json.MalformedEventsException;

/**
 * A file that has an order of initcalls: a vmlinux, a golden order, or the events of a boot.
 *
 * @param order  the order it has
 * @param atRest whether it is an image, which does not know of modules that will be loaded
 */
record OrderFile(InitcallOrder order, boolean atRest) {
    private static final byte[] ELF_MAGIC = {0x7f, 'E', 'L', 'F'};

    /** Reads any of the three; what it is, its first bytes say. */
    static OrderFile read(Path file) {
        byte[] bytes = InputFiles.read(file);
        if (startsWith(bytes, ELF_MAGIC)) {
            return new OrderFile(InitcallOrder.of(tables(file)), true);
        }
        if (startsWith(bytes, new byte[] {'{'})) {
            return new OrderFile(ran(events(file)), false);
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!InitcallOrder.isOrder(text)) {
            throw new InputException(file.toString(), "is no vmlinux, no golden order (docs/order.md) and no file "
                    + "of events (boot --events)");
        }
        try {
            return new OrderFile(InitcallOrder.parse(file.toString(), text), false);
        } catch (OrderFileException e) {
            throw new InputException(file + ":" + e.line(), e.reason());
        }
    }

    /** The initcall tables of a vmlinux. */
    static InitcallTables tables(Path file) {
        InputFiles.requireFile(file);
        try {
            return InitcallTables.read(ElfImage.of(ElfFile.read(file)));
        } catch (ElfException e) {
            throw new InputException(file.toString(), "offset 0x%x: %s".formatted(e.offset(), e.reason()));
        } catch (ImageException e) {
            throw new InputException(file.toString(), e.reason());
        } catch (IOException e) {
            throw new InputException(file.toString(), "cannot be read: " + e.getMessage());
        }
    }

    /** What ran in a boot, in its order; an initcall that was skipped stands where it would have run. */
    static InitcallOrder ran(List<Event> events) {
        List<OrderEntry> entries = new ArrayList<>();
        Map<Long, Integer> calls = new HashMap<>();
        for (Event event : events) {
            switch (event) {
                case Event.InitcallStarted e -> {
                    calls.put(e.call(), entries.size());
                    entries.add(entry(e.initcall(), new OrderResult.Unfinished()));
                }
                case Event.InitcallReturned e when calls.containsKey(e.call()) ->
                        entries.set(calls.get(e.call()), entry(e.initcall(), new OrderResult.Returned(e.result())));
                case Event.InitcallSkipped e -> entries.add(entry(e.initcall(), new OrderResult.Skipped()));
                default -> {
                }
            }
        }
        return new InitcallOrder(entries);
    }

    private static OrderEntry entry(Initcall initcall, OrderResult result) {
        return switch (initcall) {
            case Initcall.BuiltIn b -> new OrderEntry(OrderLevel.of(b.level(), b.id()), b.symbol(), b.object(),
                    Optional.of(result));
            case Initcall.ModuleInit m -> new OrderEntry(OrderLevel.MODULE, m.symbol(), Optional.of(m.module()),
                    Optional.of(result));
        };
    }

    private static List<Event> events(Path file) {
        try {
            return JsonLinesReader.read(file);
        } catch (MalformedEventsException e) {
            String place = "%s:%d:%d".formatted(file, e.line(), e.column());
            String message = String.valueOf(e.getMessage());
            throw new InputException(place, message.replace(place + ": ", ""));
        } catch (IOException e) {
            throw new InputException(file.toString(), "cannot be read: " + e.getMessage());
        }
    }

    private static boolean startsWith(byte[] bytes, byte[] magic) {
        return bytes.length >= magic.length
                && Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
    }
}
