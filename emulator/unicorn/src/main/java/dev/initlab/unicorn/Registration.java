package dev.initlab.unicorn;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

/**
 * One callback of one engine, under the number that native code carries as its user data.
 *
 * <p>All engines share a few upcall stubs (see {@link Upcalls}); the number leads from there to the
 * callback. A number is given out again only after its engine is closed, because translated code may
 * still call a hook that was removed; such a late call finds an empty registration and does nothing.
 */
final class Registration {
    private static final Object LOCK = new Object();
    private static final Deque<Integer> FREE = new ArrayDeque<>();
    private static volatile Registration[] table = {};

    final Engine engine;
    final TlbResult tlbResult = new TlbResult();
    private final int number;
    private @Nullable Object callback;

    private Registration(Engine engine, Object callback, int number) {
        this.engine = engine;
        this.callback = callback;
        this.number = number;
    }

    static Registration add(Engine engine, Object callback) {
        synchronized (LOCK) {
            Registration[] current = table;
            Integer free = FREE.poll();
            if (free != null) {
                Registration added = new Registration(engine, callback, free);
                current[free] = added;
                table = current;
                return added;
            }
            Registration added = new Registration(engine, callback, current.length);
            Registration[] larger = Arrays.copyOf(current, current.length + 1);
            larger[current.length] = added;
            table = larger;
            return added;
        }
    }

    /** Never null: a number that is free keeps its last, empty registration. */
    static Registration at(long number) {
        return table[(int) number];
    }

    long number() {
        return number;
    }

    @Nullable Object callback() {
        return callback;
    }

    /** Removes the callback. False if it was removed before. */
    boolean clear() {
        boolean first = callback != null;
        callback = null;
        return first;
    }

    /** Gives the number back: the engine is closed. */
    void release() {
        synchronized (LOCK) {
            clear();
            FREE.add(number);
        }
    }
}
