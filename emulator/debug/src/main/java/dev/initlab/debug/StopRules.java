package dev.initlab.debug;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;

import dev.initlab.machine.Vcpu;
import dev.initlab.trace.Event;

/**
 * Where the guest is to be stopped. It belongs to the session, not to a boot: a boot that goes on where another was
 * left stops at the same places.
 *
 * <p>Changed only while the guest stands.
 */
public final class StopRules {
    private final Map<Long, List<Condition>> software = new HashMap<>();
    private final Map<Long, List<Condition>> hardware = new HashMap<>();
    private final Set<Watch> watches = new LinkedHashSet<>();
    private final Map<String, EventRule> events = new LinkedHashMap<>();
    private final Set<EventRule> once = new LinkedHashSet<>();
    private boolean modules;
    private LongPredicate systemCalls = number -> false;

    /** What is to be said of an event that is to stop the guest; empty for one that is not. */
    @FunctionalInterface
    public interface EventRule {
        String judge(Event event);
    }

    /** Breaks before an instruction. */
    public void addBreakpoint(long address, boolean hard) {
        addBreakpoint(address, hard, List.of());
    }

    /** Breaks before an instruction if one of some conditions holds, or always if there are none. */
    public void addBreakpoint(long address, boolean hard, List<Condition> conditions) {
        (hard ? hardware : software).put(address, List.copyOf(conditions));
    }

    public void removeBreakpoint(long address, boolean hard) {
        (hard ? hardware : software).remove(address);
    }

    public void addWatch(Watch watch) {
        watches.add(watch);
    }

    public void removeWatch(Watch watch) {
        watches.remove(watch);
    }

    /** What is watched. */
    public Set<Watch> watches() {
        return watches;
    }

    /** Stops after events of a kind, until {@link #removeEvent}. */
    public void addEvent(String name, EventRule rule) {
        events.put(name, rule);
    }

    /** Returns whether there was one of that name. */
    public boolean removeEvent(String name) {
        return events.remove(name) != null;
    }

    /** The rules about events that stay, in the order they were made. */
    public List<String> eventNames() {
        return new ArrayList<>(events.keySet());
    }

    /** Stops after the next event of a kind; any stop ends it. */
    public void once(EventRule rule) {
        once.add(rule);
    }

    /** Stops whenever the list of modules has changed. */
    public void stopAtModules(boolean on) {
        modules = on;
    }

    /** Stops at system calls of some numbers, when they are made and when they have been served. */
    public void stopAtSystemCalls(LongPredicate numbers) {
        systemCalls = numbers;
    }

    boolean stopsAtSystemCall(long number) {
        return systemCalls.test(number);
    }

    /** Forgets breakpoints and watches: the debugger has gone. */
    public void clear() {
        software.clear();
        hardware.clear();
        watches.clear();
        events.clear();
        once.clear();
        modules = false;
        systemCalls = number -> false;
    }

    void stopped() {
        once.clear();
    }

    boolean modules() {
        return modules;
    }

    /** Whether a breakpoint is in a piece of code. */
    boolean anyIn(long address, int size) {
        return anyIn(software.keySet(), address, size) || anyIn(hardware.keySet(), address, size);
    }

    /** Whether the guest is to stop at the instruction it is at. */
    boolean breaksAt(long pc, Vcpu vcpu) {
        return holds(software, pc, vcpu) || holds(hardware, pc, vcpu);
    }

    private static boolean holds(Map<Long, List<Condition>> breakpoints, long pc, Vcpu vcpu) {
        List<Condition> conditions = breakpoints.get(pc);
        return conditions != null && (conditions.isEmpty() || conditions.stream().anyMatch(c -> c.holds(vcpu)));
    }

    boolean isHardware(long pc) {
        return hardware.containsKey(pc);
    }

    /** What is to be said of an event; empty if it stops nobody. */
    String judge(Event event) {
        for (EventRule rule : once) {
            String text = rule.judge(event);
            if (!text.isEmpty()) {
                return text;
            }
        }
        for (EventRule rule : events.values()) {
            String text = rule.judge(event);
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    private static boolean anyIn(Set<Long> addresses, long address, int size) {
        if (addresses.isEmpty()) {
            return false;
        }
        for (long at : addresses) {
            if (Long.compareUnsigned(at - address, size) < 0) {
                return true;
            }
        }
        return false;
    }
}
