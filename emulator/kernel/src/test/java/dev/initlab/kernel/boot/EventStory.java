package dev.initlab.kernel.boot;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.initlab.trace.Address;
import dev.initlab.trace.Event;
import dev.initlab.trace.Initcall;
import dev.initlab.trace.Stamp;

/** The events of a boot as lines: what happened, without where in memory and when. */
final class EventStory {
    /** Times, counters that only number the events, and sizes of compiled code. */
    private static final Set<String> LEFT_OUT = Set.of("duration", "hostDuration", "work", "call", "index", "record",
            "size", "kilobytes");
    /** System calls whose result is an address or the size of a file. */
    private static final Set<String> RESULTS = Set.of("read", "mmap", "brk", "lseek");

    private EventStory() {
    }

    static List<String> of(GuestBoot boot) {
        return boot.events().events().stream().map(EventStory::line).toList();
    }

    private static String line(Event event) {
        return switch (event) {
            case Event.Printk e -> "log <" + e.level() + "> " + e.text();
            case Event.SystemCall e -> "[" + e.pid() + "] " + e.name() + (RESULTS.contains(e.name()) ? ""
                    : e.result().isPresent() ? " = " + e.result().getAsLong() : "");
            case Event.InitcallStarted e -> "initcall " + name(e.initcall()) + " @ " + e.pid();
            case Event.InitcallReturned e -> "initcall " + name(e.initcall()) + " returned " + e.result()
                    + (e.preemptionImbalance() ? " with preemption imbalance" : "")
                    + (e.disabledInterrupts() ? " with disabled interrupts" : "");
            default -> record((Record) event);
        };
    }

    private static String name(Initcall initcall) {
        return switch (initcall) {
            case Initcall.BuiltIn i -> "%s %s (%s)".formatted(i.id(), i.symbol(), i.object().orElse(""));
            case Initcall.ModuleInit i -> "%s [%s]".formatted(i.symbol(), i.module());
        };
    }

    private static String record(Record record) {
        List<String> fields = new ArrayList<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            if (component.getType() != Stamp.class && !component.isAnnotationPresent(Address.class)
                    && !LEFT_OUT.contains(component.getName())) {
                fields.add(component.getName() + "=" + value(record, component));
            }
        }
        return record.getClass().getSimpleName() + " " + String.join(" ", fields);
    }

    private static Object value(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** What is only in one of two lists: {@code - } for the first, {@code + } for the second, in their order. */
    static List<String> diff(List<String> first, List<String> second) {
        int[][] common = new int[first.size() + 1][second.size() + 1];
        for (int i = first.size() - 1; i >= 0; i--) {
            for (int j = second.size() - 1; j >= 0; j--) {
                common[i][j] = first.get(i).equals(second.get(j)) ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<String> lines = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < first.size() || j < second.size()) {
            if (i < first.size() && j < second.size() && first.get(i).equals(second.get(j))) {
                i++;
                j++;
            } else if (j == second.size() || i < first.size() && common[i + 1][j] >= common[i][j + 1]) {
                lines.add("- " + first.get(i++));
            } else {
                lines.add("+ " + second.get(j++));
            }
        }
        return lines;
    }
}
