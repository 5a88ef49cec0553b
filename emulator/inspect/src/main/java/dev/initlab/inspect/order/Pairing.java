package dev.initlab.inspect.order;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Which initcall of one order is which of another.
 *
 * <p>Two initcalls may have one name, even in one object: equal ones are told apart by their order. Those
 * that are equal in more respects find each other first.
 */
final class Pairing {
    static final int NONE = -1;

    private final List<OrderEntry> before;
    private final List<OrderEntry> after;
    private final int[] toAfter;
    private final int[] toBefore;

    private record Key(Object... parts) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key(Object[] theirs) && Arrays.equals(parts, theirs);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(parts);
        }
    }

    private Pairing(List<OrderEntry> before, List<OrderEntry> after) {
        this.before = before;
        this.after = after;
        toAfter = new int[before.size()];
        toBefore = new int[after.size()];
        Arrays.fill(toAfter, NONE);
        Arrays.fill(toBefore, NONE);
    }

    static Pairing of(List<OrderEntry> before, List<OrderEntry> after) {
        Pairing pairing = new Pairing(before, after);
        pairing.pair(e -> new Key(e.level(), e.function(), e.object()), (_, _) -> true);
        pairing.pair(e -> new Key(e.function(), e.object()), (_, _) -> true);
        // An image of before Linux 5.10 does not know its objects.
        pairing.pair(e -> new Key(e.level(), e.function()), Pairing::oneObjectUnknown);
        pairing.pair(e -> new Key(e.function()), Pairing::oneObjectUnknown);
        // A source file got another name.
        pairing.pair(e -> new Key(e.level(), e.function()), (_, _) -> true);
        return pairing;
    }

    /** Index in the order after of what was at an index before, or {@link #NONE}. */
    int after(int index) {
        return toAfter[index];
    }

    /** Index in the order before of what is at an index now, or {@link #NONE}. */
    int before(int index) {
        return toBefore[index];
    }

    private void pair(Function<OrderEntry, Key> key, BiPredicate<OrderEntry, OrderEntry> may) {
        Map<Key, Deque<Integer>> free = new HashMap<>();
        for (int i = 0; i < toBefore.length; i++) {
            if (toBefore[i] == NONE) {
                free.computeIfAbsent(key.apply(after.get(i)), _ -> new ArrayDeque<>()).add(i);
            }
        }
        for (int i = 0; i < toAfter.length; i++) {
            Deque<Integer> equal = free.get(key.apply(before.get(i)));
            if (toAfter[i] == NONE && equal != null && !equal.isEmpty()
                    && may.test(before.get(i), after.get(equal.getFirst()))) {
                toAfter[i] = equal.removeFirst();
                toBefore[toAfter[i]] = i;
            }
        }
    }

    private static boolean oneObjectUnknown(OrderEntry a, OrderEntry b) {
        return a.object().isEmpty() || b.object().isEmpty();
    }
}
