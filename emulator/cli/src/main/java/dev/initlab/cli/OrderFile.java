package dev.initlab.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import dev.initlab.elf.ElfException;
import dev.initlab.elf.ElfFile;
import dev.initlab.inspect.ElfImage;
import dev.initlab.inspect.ImageException;
import dev.initlab.inspect.InitcallTables;
import dev.initlab.inspect.order.InitcallOrder;
import dev.initlab.inspect.order.OrderFileException;
import dev.initlab.kernel.InputException;
import dev.initlab.kernel.host.InputFiles;
import dev.initlab.suite.RanOrder;
import dev.initlab.trace.Event;
import dev.initlab.trace.json.JsonLinesReader;
import dev.initlab.trace.json.MalformedEventsException;

/** Files that have an order of initcalls: a vmlinux, a golden order, or the events of a boot. */
final class OrderFile {
    private static final byte[] ELF_MAGIC = {0x7f, 'E', 'L', 'F'};

    private OrderFile() {
    }

    /** Reads any of the three; what it is, its first bytes say. */
    static InitcallOrder read(Path file) {
        byte[] bytes = InputFiles.read(file);
        if (startsWith(bytes, ELF_MAGIC)) {
            return InitcallOrder.of(tables(file));
        }
        if (startsWith(bytes, new byte[] {'{'})) {
            return RanOrder.of(events(file));
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!InitcallOrder.isOrder(text)) {
            throw new InputException(file.toString(), "is no vmlinux, no golden order (docs/order.md) and no file "
                    + "of events (boot --events)");
        }
        try {
            return InitcallOrder.parse(file.toString(), text);
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
