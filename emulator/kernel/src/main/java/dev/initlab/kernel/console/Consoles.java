package dev.initlab.kernel.console;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.initlab.kernel.image.Layout;
import dev.initlab.kernel.printk.ConsoleLogLevel;
import dev.initlab.kernel.printk.LogBuffer;
import dev.initlab.kernel.printk.LogFormat;
import dev.initlab.kernel.printk.LogRecord;
import dev.initlab.machine.GuestMemory;
import dev.initlab.machine.GuestMemoryException;
import dev.initlab.machine.Vcpu;

/**
 * The consoles that guest drivers registered, and how far each has shown the log.
 *
 * <p>A record reaches the UART by the driver's own {@code write} function on the guest CPU and in no other
 * way: {@code kernel/printk/printk.c: register_console(), console_flush_all()}.
 */
public final class Consoles {
    private static final int CON_PRINTBUFFER = 1;
    private static final int CON_CONSDEV = 2;
    private static final int CON_ENABLED = 4;
    private static final int CON_BOOT = 8;

    private final Vcpu vcpu;
    private final GuestMemory memory;
    private final Layout layout;
    private final long buffer;
    private final int bufferSize;
    private final List<Registered> consoles = new ArrayList<>();
    private boolean flushing;
    private boolean keepBootConsoles;

    /** A registered console, and the next record it is to show. */
    private static final class Registered {
        final long address;
        long next;
        boolean broken;

        Registered(long address, long next) {
            this.address = address;
            this.next = next;
        }
    }

    /**
     * No consoles yet.
     *
     * @param buffer guest memory in which text is handed to the drivers
     */
    public Consoles(Vcpu vcpu, Layout layout, long buffer, int bufferSize) {
        this.vcpu = vcpu;
        this.memory = vcpu.memory();
        this.layout = layout;
        this.buffer = buffer;
        this.bufferSize = bufferSize;
    }

    /** What {@link #register} did. */
    public sealed interface Registration {
        /** The console shows the log from now on; boot consoles it stands in for are to go. */
        record Enabled(String name, boolean boot, List<Long> replaced) implements Registration {
        }

        /** A boot console came when a real one was there. */
        record TooLate(String name) implements Registration {
        }

        /** The driver's {@code setup} refused with an errno. */
        record Refused(String name, int errno) implements Registration {
        }

        record AlreadyRegistered(String name) implements Registration {
        }
    }

    /**
     * {@code register_console()}: the console is shown the log from its beginning if its driver wants that and
     * no boot console has done so. The first that is none is the one behind {@code /dev/console}.
     *
     * @param console address of the {@code struct console}
     */
    public Registration register(long console, LogBuffer log) {
        if (find(console).isPresent()) {
            return new Registration.AlreadyRegistered(name(console));
        }
        boolean boot = isBoot(console);
        boolean realThere = consoles.stream().anyMatch(c -> !isBoot(c.address));
        if (boot && realThere) {
            return new Registration.TooLate(name(console));
        }
        if (int16(console, "console.index") < 0) {
            put16(console, "console.index", 0);
        }
        long setup = pointer(console, "console.setup");
        if (setup != 0) {
            int errno = (int) vcpu.call(setup, console, 0);
            if (errno != 0) {
                return new Registration.Refused(name(console), errno);
            }
        }
        int flags = int16(console, "console.flags") | CON_ENABLED;
        List<Long> bootConsoles = consoles.stream().map(c -> c.address).filter(this::isBoot).toList();
        if (!boot && !realThere) {
            flags |= CON_CONSDEV;
        }
        if (!boot && !bootConsoles.isEmpty()) {
            flags &= ~CON_PRINTBUFFER; // shown once already
        }
        put16(console, "console.flags", flags & ~CON_PRINTBUFFER);
        consoles.add(new Registered(console,
                (flags & CON_PRINTBUFFER) != 0 ? log.firstSequence() : log.nextSequence()));
        return new Registration.Enabled(name(console), boot,
                boot || realThere || keepBootConsoles ? List.of() : bootConsoles);
    }

    /** {@code keep_bootcon}. */
    void keepBootConsoles() {
        keepBootConsoles = true;
    }

    private boolean isBoot(long console) {
        return (int16(console, "console.flags") & CON_BOOT) != 0;
    }

    /** {@code unregister_console()}: whether it was registered. */
    public boolean unregister(long console) {
        return consoles.removeIf(c -> c.address == console);
    }

    /** Shows every console what it has not shown yet. */
    public void flush(LogBuffer log, ConsoleLogLevel level) {
        if (flushing) {
            return; // a driver prints: its text follows when the record under way is out
        }
        flushing = true;
        try {
            for (boolean more = true; more; ) {
                more = false;
                for (Registered console : List.copyOf(consoles)) {
                    more |= !console.broken && showNext(console, log, level);
                }
            }
        } catch (GuestMemoryException e) {
            // The struct of a console is gone: it is marked as broken, and the others show what is left later.
        } finally {
            flushing = false;
        }
    }

    /** Sends bytes that are no log record, such as a task's output, to the console behind {@code /dev/console}. */
    public void write(byte[] bytes) {
        for (Registered console : List.copyOf(consoles)) {
            if ((int16(console.address, "console.flags") & CON_CONSDEV) != 0 && !console.broken) {
                writeTo(console, bytes);
            }
        }
    }

    /** What the driver behind {@code /dev/console} has received: nothing from one that cannot read. */
    public byte[] read() {
        for (Registered console : List.copyOf(consoles)) {
            long read = pointer(console.address, "console.read");
            if (read != 0 && (int16(console.address, "console.flags") & CON_CONSDEV) != 0) {
                int length = (int) vcpu.call(read, console.address, buffer, bufferSize);
                return length <= 0 ? new byte[0] : memory.read(buffer, Math.min(length, bufferSize));
            }
        }
        return new byte[0];
    }

    /** Whether any console is there to write to. */
    public boolean isEmpty() {
        return consoles.isEmpty();
    }

    private boolean showNext(Registered console, LogBuffer log, ConsoleLogLevel level) {
        Optional<LogRecord> record = log.read(console.next);
        if (record.isEmpty()) {
            return false;
        }
        console.next = record.get().sequence() + 1;
        if (level.shows(record.get())) {
            writeTo(console, LogFormat.console(record.get(), true));
        }
        return true;
    }

    private void writeTo(Registered console, byte[] bytes) {
        console.broken = true; // unless the driver comes back
        long write = pointer(console.address, "console.write");
        for (int done = 0; done < bytes.length; ) {
            int length = Math.min(bufferSize, bytes.length - done);
            byte[] part = new byte[length];
            System.arraycopy(bytes, done, part, 0, length);
            memory.write(buffer, part);
            vcpu.call(write, console.address, buffer, length);
            done += length;
        }
        console.broken = false;
    }

    private Optional<Registered> find(long console) {
        return consoles.stream().filter(c -> c.address == console).findFirst();
    }

    /** Name and number, as in {@code ttyS0}. */
    public String name(long console) {
        Layout.Field field = layout.field("console.name");
        byte[] name = memory.string(console + field.offset(), field.size());
        return new String(name, StandardCharsets.ISO_8859_1) + int16(console, "console.index");
    }

    private long pointer(long console, String field) {
        return memory.word(console + layout.offset(field), vcpu.isa().wordSize());
    }

    private int int16(long console, String field) {
        return (short) memory.u16(console + layout.offset(field));
    }

    private void put16(long console, String field, int value) {
        long at = console + layout.offset(field);
        memory.putByte(at, value);
        memory.putByte(at + 1, value >> 8);
    }
}
