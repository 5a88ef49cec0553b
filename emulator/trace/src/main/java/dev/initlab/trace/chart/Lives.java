package dev.initlab.trace.chart;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Processes, by pid, or modules, by name: what begins, passes through states and ends. */
final class Lives<K> {

    /** A state, and how long it lasted. */
    record Phase(long start, long end, String state) {
    }

    /** Its last name, and all its states in order; there is one at least. */
    record Life(String name, List<Phase> phases) {

        long start() {
            return phases.getFirst().start;
        }

        long end() {
            return phases.getLast().end;
        }
    }

    private static final class Living {
        private final List<Phase> past = new ArrayList<>();
        private String name = "";
        private String state = "";
        private long since;
        private boolean over;

        private void leaveState(long now) {
            past.add(new Phase(since, now, state));
            since = now;
        }

        private Life until(long now) {
            var phases = new ArrayList<>(past);
            if (!over) {
                phases.add(new Phase(since, now, state));
            }
            return new Life(name, List.copyOf(phases));
        }
    }

    private final List<Living> all = new ArrayList<>();
    private final Map<K, Living> living = new HashMap<>();

    /** Begins a life, or takes one to its next state. */
    void enter(K key, String name, String state, long now) {
        Living one = living.get(key);
        if (one == null) {
            one = new Living();
            one.since = now;
            living.put(key, one);
            all.add(one);
        } else {
            one.leaveState(now);
        }
        one.name = name;
        one.state = state;
    }

    /** Ends a life, if it began. */
    void end(K key, long now) {
        Living one = living.remove(key);
        if (one != null) {
            one.leaveState(now);
            one.over = true;
        }
    }

    /** All lives by their beginning; those that go on end now. */
    List<Life> until(long now) {
        return all.stream().map(one -> one.until(now)).toList();
    }
}
