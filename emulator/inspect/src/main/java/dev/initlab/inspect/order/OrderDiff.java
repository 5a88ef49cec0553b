package dev.initlab.inspect.order;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What is different between two orders, with as few moves as possible.
 *
 * <p>An initcall is the same one when function and object are; of several such, the first is the first. Those
 * in another level are not also moved, and what others ran around them is not either. Results are compared
 * where both sides have one, and modules where both are of a boot.
 *
 * @param changes moves, changed levels, what is new and gone, changed objects and results: each kind in the
 *                order the initcalls run
 */
public record OrderDiff(List<OrderChange> changes) {

    public OrderDiff {
        changes = List.copyOf(changes);
    }

    /** Compares two orders. */
    public static OrderDiff between(InitcallOrder before, InitcallOrder after) {
        boolean modules = !before.isAtRest() && !after.isAtRest();
        return new OrderDiff(new Comparison((modules ? before : before.builtIn()).entries(),
                (modules ? after : after.builtIn()).entries()).changes());
    }

    /** Whether there is no difference. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** The same differences, those that matter first, otherwise in the same order. */
    public OrderDiff first(Predicate<OrderChange> matter) {
        List<OrderChange> sorted = new ArrayList<>(changes.stream().filter(matter).toList());
        changes.stream().filter(matter.negate()).forEach(sorted::add);
        return new OrderDiff(sorted);
    }

    /** A line a difference, each ending in a newline; empty if there is none. */
    public String text() {
        StringBuilder text = new StringBuilder();
        changes.forEach(change -> text.append(change.line()).append('\n'));
        return text.toString();
    }

    private record Comparison(List<OrderEntry> before, List<OrderEntry> after, Pairing pairing) {

        Comparison(List<OrderEntry> before, List<OrderEntry> after) {
            this(before, after, Pairing.of(before, after));
        }

        List<OrderChange> changes() {
            List<OrderChange> changes = new ArrayList<>();
            moves(changes);
            for (int i = 0; i < after.size(); i++) {
                if (pairing.before(i) != Pairing.NONE && was(i).level() != after.get(i).level()) {
                    changes.add(new OrderChange.LevelChanged(was(i), after.get(i)));
                }
            }
            for (int i = 0; i < after.size(); i++) {
                if (pairing.before(i) == Pairing.NONE) {
                    changes.add(new OrderChange.Added(after.get(i), neighbour(after, i)));
                }
            }
            for (int i = 0; i < before.size(); i++) {
                if (pairing.after(i) == Pairing.NONE) {
                    changes.add(new OrderChange.Removed(before.get(i), neighbour(before, i)));
                }
            }
            for (int i = 0; i < after.size(); i++) {
                if (pairing.before(i) != Pairing.NONE
                        && bothAndDifferent(was(i).object(), after.get(i).object())) {
                    changes.add(new OrderChange.ObjectChanged(was(i), after.get(i)));
                }
            }
            for (int i = 0; i < after.size(); i++) {
                if (pairing.before(i) != Pairing.NONE
                        && bothAndDifferent(was(i).result(), after.get(i).result())) {
                    changes.add(new OrderChange.ResultChanged(was(i), after.get(i)));
                }
            }
            return changes;
        }

        private OrderEntry was(int index) {
            return before.get(pairing.before(index));
        }

        private static <T> boolean bothAndDifferent(Optional<T> a, Optional<T> b) {
            return a.isPresent() && b.isPresent() && !a.equals(b);
        }

        private void moves(List<OrderChange> changes) {
            int[] common = IntStream.range(0, before.size()).filter(i -> pairing.after(i) != Pairing.NONE
                    && after.get(pairing.after(i)).level() == before.get(i).level()).toArray();
            int[] sorted = Arrays.stream(common).map(pairing::after).sorted().toArray();
            int[] now = Arrays.stream(common).map(i -> Arrays.binarySearch(sorted, pairing.after(i))).toArray();
            BitSet moved = Moves.of(now);
            BitSet movedNow = new BitSet();
            moved.stream().forEach(i -> movedNow.set(pairing.after(common[i])));
            movedNow.stream().forEach(i -> changes.add(new OrderChange.Moved(after.get(i),
                    neighbour(before, pairing.before(i)), neighbour(after, i))));
        }

        private static Optional<OrderEntry> neighbour(List<OrderEntry> order, int index) {
            OrderEntry entry = order.get(index);
            return index > 0 && order.get(index - 1).level() == entry.level()
                    ? Optional.of(order.get(index - 1)) : Optional.empty();
        }
    }
}
