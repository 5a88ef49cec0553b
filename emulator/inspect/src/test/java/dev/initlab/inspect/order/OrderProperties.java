package dev.initlab.inspect.order;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

/** Laws of golden orders, their differences and moves. */
class OrderProperties {
    @Property
    void whatIsWrittenIsRead(@ForAll("orders") InitcallOrder order) {
        assertThat(InitcallOrder.parse("law", order.text())).isEqualTo(order);
        assertThat(order.text().lines().count()).isEqualTo(order.entries().size() + 2);
    }

    @Property
    void anOrderIsNotDifferentFromItself(@ForAll("orders") InitcallOrder order) {
        assertThat(OrderDiff.between(order, order).changes()).isEmpty();
    }

    /** Forth and back: the same initcalls change, what was added is removed. */
    @Property
    void theWayBackIsTheSame(@ForAll("orders") InitcallOrder some, @ForAll("orders") InitcallOrder others) {
        InitcallOrder a = withObjects(some);
        InitcallOrder b = withObjects(others);
        List<String> forth = kinds(OrderDiff.between(a, b));
        List<String> back = kinds(OrderDiff.between(b, a)).stream()
                .map(kind -> kind.equals("added") ? "removed" : kind.equals("removed") ? "added" : kind).toList();
        assertThat(forth.stream().filter(kind -> !kind.equals("moved")))
                .containsExactlyInAnyOrderElementsOf(back.stream().filter(kind -> !kind.equals("moved")).toList());
    }

    @Property
    void noSmallerSetOfMovesWouldDo(@ForAll("permutations") int[] now) {
        BitSet moved = Moves.of(now);
        List<Integer> rest = IntStream.range(0, now.length).filter(i -> !moved.get(i)).mapToObj(i -> now[i]).toList();
        assertThat(rest).isSorted();
        int swaps = (int) IntStream.range(1, now.length).filter(i -> now[i] < now[i - 1]
                && crossed(now, i) == 1 && crossed(now, i - 1) == 1).count(); // of neighbours: both are named
        assertThat(moved.cardinality()).isEqualTo(now.length - longestIncreasing(now) + swaps);
    }

    private static long crossed(int[] now, int i) {
        return IntStream.range(0, now.length).filter(j -> (j < i) != (now[j] < now[i]) && j != i).count();
    }

    /** By trying: every subset. */
    private static int longestIncreasing(int[] now) {
        return IntStream.range(0, 1 << now.length).filter(set -> {
            int last = -1;
            for (int i = 0; i < now.length; i++) {
                if ((set >> i & 1) != 0) {
                    if (now[i] < last) {
                        return false;
                    }
                    last = now[i];
                }
            }
            return true;
        }).map(Integer::bitCount).max().orElse(0);
    }

    private static InitcallOrder withObjects(InitcallOrder order) {
        List<OrderEntry> entries = new ArrayList<>(order.entries().stream().map(e -> new OrderEntry(e.level(),
                e.function(), e.object().or(() -> Optional.of("o")), e.result())).toList());
        entries.add(new OrderEntry(OrderLevel.MODULE, "last", Optional.of("m"), Optional.empty())); // not at rest
        return new InitcallOrder(entries);
    }

    private static List<String> kinds(OrderDiff diff) {
        return diff.changes().stream().map(OrderChange::kind).toList();
    }

    @Provide
    Arbitrary<int[]> permutations() {
        return Arbitraries.integers().between(0, 9).flatMap(n ->
                Arbitraries.shuffle(IntStream.range(0, n).boxed().toList()))
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray());
    }

    /** With few names, so that they meet; and with names no compiler makes. */
    @Provide
    Arbitrary<InitcallOrder> orders() {
        Arbitrary<String> names = Arbitraries.oneOf(Arbitraries.of("a", "b", "c"),
                Arbitraries.of("-", "#", "\\u002d", "a b", "\u001b[2J", "é", "\u2028", "\ud800", "x\ny", "\\", ""),
                Arbitraries.strings().ofMaxLength(5));
        Arbitrary<Optional<OrderResult>> results = Arbitraries.oneOf(
                Arbitraries.integers().<OrderResult>map(OrderResult.Returned::new),
                Arbitraries.<OrderResult>of(new OrderResult.Skipped(), new OrderResult.Unfinished())).optional(0.3);
        return Combinators.combine(Arbitraries.of(OrderLevel.values()), names, names.optional(), results)
                .as(OrderEntry::new).list().ofMaxSize(8).map(InitcallOrder::new);
    }
}
