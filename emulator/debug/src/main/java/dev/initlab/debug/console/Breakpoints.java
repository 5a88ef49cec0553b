package dev.initlab.debug.console;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

import dev.initlab.debug.Condition;
import dev.initlab.debug.Session;
import dev.initlab.debug.Stop;
import dev.initlab.debug.StopRules;
import dev.initlab.debug.Watch;
import dev.initlab.debug.monitor.RefusedException;

/** Breakpoints, watchpoints and catchpoints by number. They stay when the guest goes back or boots again. */
final class Breakpoints {
    private final Session session;
    private final StopRules rules;
    private final Locations locations;
    private final List<Point> points = new ArrayList<>();
    private int last;

    /** Somewhere the guest is to stop. */
    sealed interface Point {
        int number();

        /** What the user asked for. */
        String what();

        /**
         * Before an instruction.
         *
         * @param addresses where it was found so far; empty as long as no module has brought what was asked for
         * @param inModule  whether a module has it, so that it may be elsewhere next time, and something else there
         * @param condition what must hold; empty for nothing
         */
        record Code(int number, String what, List<Long> addresses, boolean temporary, boolean inModule,
                Optional<BreakCondition> condition) implements Point {
        }

        /** At an access to memory. */
        record Data(int number, String what, Watch watch) implements Point {
        }

        /** After something the kernel model tells of; {@code what} is the name of its rule. */
        record Happening(int number, String what) implements Point {
        }
    }

    Breakpoints(Session session, Locations locations) {
        this.session = session;
        this.rules = session.rules();
        this.locations = locations;
    }

    /** In the order of their numbers. */
    List<Point> all() {
        return points;
    }

    /** Breaks before the instructions a location means; later, if only a module can bring it. */
    Point.Code addCode(String location, boolean temporary, Optional<BreakCondition> condition) {
        List<Long> addresses = new ArrayList<>(locations.find(location));
        boolean inModule = addresses.isEmpty() || addresses.stream().anyMatch(locations::isInModule);
        Point.Code point = new Point.Code(++last, location, addresses, temporary, inModule, condition);
        points.add(point);
        addresses.forEach(this::arm);
        lookAtModules();
        return point;
    }

    /** Gives a breakpoint another condition, or none. */
    void condition(int number, Optional<BreakCondition> condition) {
        if (!(point(number) instanceof Point.Code code)) {
            throw new RefusedException(number + " is no breakpoint: only a breakpoint has a condition");
        }
        Point.Code changed = new Point.Code(number, code.what(), code.addresses(), code.temporary(), code.inModule(), condition);
        points.set(points.indexOf(code), changed);
        code.addresses().forEach(this::arm);
    }

    private Point point(int number) {
        return points.stream().filter(p -> p.number() == number).findFirst()
                .orElseThrow(() -> new RefusedException("there is no breakpoint " + number));
    }

    /** Tells the rules what stops the guest at an instruction: one breakpoint without a condition, or any whose holds. */
    private void arm(long address) {
        List<Point.Code> here = points.stream().filter(Point.Code.class::isInstance).map(Point.Code.class::cast)
                .filter(c -> c.addresses().contains(address)).toList();
        if (here.isEmpty()) {
            rules.removeBreakpoint(address, false);
        } else {
            boolean isCertain = here.stream().anyMatch(c -> c.condition().isEmpty());
            rules.addBreakpoint(address, false, isCertain ? List.of()
                    : here.stream().<Condition>map(c -> c.condition().orElseThrow()).toList());
        }
    }

    Point.Data addData(String what, Watch watch) {
        Point.Data point = new Point.Data(++last, what, watch);
        points.add(point);
        rules.addWatch(watch);
        return point;
    }

    /** Numbers the rules about events that were added since the last call. */
    List<Point> addHappenings() {
        List<Point> added = new ArrayList<>();
        for (String name : rules.eventNames()) {
            if (points.stream().noneMatch(p -> p instanceof Point.Happening && p.what().equals(name))) {
                added.add(new Point.Happening(++last, name));
            }
        }
        points.addAll(added);
        return added;
    }

    /** Removes one by its number. */
    void delete(int number) {
        Point point = point(number);
        points.remove(point);
        switch (point) {
            case Point.Code code -> code.addresses().forEach(this::arm);
            case Point.Data data -> {
                if (points.stream().noneMatch(p -> p instanceof Point.Data d && d.watch().equals(data.watch()))) {
                    rules.removeWatch(data.watch());
                }
            }
            case Point.Happening happening -> rules.removeEvent(happening.what());
        }
        lookAtModules();
    }

    void deleteAll() {
        List.copyOf(points).forEach(p -> delete(p.number()));
    }

    /** Whether one is at an instruction, as the modules and the values in conditions are now. */
    boolean isAt(long address) {
        return points.stream().anyMatch(p -> p instanceof Point.Code c && isHere(c, address));
    }

    private boolean isHere(Point.Code code, long address) {
        return code.addresses().contains(address) && (!code.inModule() || locations.find(code.what()).contains(address))
                && code.condition().map(c -> c.holds(session.vcpu())).orElse(true);
    }

    /** Those the guest has stopped at; temporary ones are gone then. */
    List<Point> hit(Stop stop) {
        List<Point> hit = points.stream().filter(p -> isHit(p, stop)).toList();
        for (Iterator<Point> each = hit.iterator(); each.hasNext(); ) {
            if (each.next() instanceof Point.Code code && code.temporary()) {
                delete(code.number());
            }
        }
        return hit;
    }

    private boolean isHit(Point point, Stop stop) {
        return switch (point) {
            case Point.Code code -> isHere(code, stop.pc());
            case Point.Data data -> stop.reason() instanceof Stop.Reason.Watchpoint w
                    && w.address() == data.watch().address() && w.accesses() == data.watch().accesses();
            case Point.Happening _ -> false;
        };
    }

    /** Looks again for what modules have, as they have changed. */
    void modulesChanged() {
        for (Point point : points) {
            if (point instanceof Point.Code code && code.inModule()) {
                locations.find(code.what()).stream().filter(a -> !code.addresses().contains(a)).forEach(a -> {
                    code.addresses().add(a);
                    arm(a);
                });
            }
        }
    }

    private void lookAtModules() {
        rules.stopAtModules(points.stream().anyMatch(p -> p instanceof Point.Code c && c.inModule()));
    }
}
