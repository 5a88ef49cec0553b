package dev.initlab.suite.expect;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import dev.initlab.inspect.order.InitcallOrder;
import dev.initlab.inspect.order.OrderEntry;
import dev.initlab.inspect.order.OrderResult;
import dev.initlab.suite.NamePattern;

/** What a suite expects of the order of initcalls, asked about orders instead of boots. */
public final class OrderRule {
    private final OrderExpectation expectation;

    private OrderRule(OrderExpectation expectation) {
        this.expectation = expectation;
    }

    /** The rule of an expectation; empty if it is not about the order. */
    public static Optional<OrderRule> of(Expectation expectation) {
        return expectation instanceof OrderExpectation order ? Optional.of(new OrderRule(order)) : Optional.empty();
    }

    /**
     * The initcalls by which a rule that was kept is broken: those it names, and those that came in between where
     * nothing may.
     *
     * @return empty if it was not kept before, still is, or one of its initcalls is in only one of the orders
     */
    public Set<OrderEntry> brokenBy(InitcallOrder before, InitcallOrder after) {
        Set<OrderEntry> culprits = new LinkedHashSet<>();
        for (int i = 1; i < expectation.steps().size(); i++) {
            NamePattern left = expectation.steps().get(i - 1).name();
            OrderExpectation.Step right = expectation.steps().get(i);
            Optional<Pair> was = Pair.of(before, left, right.name());
            Optional<Pair> is = Pair.of(after, left, right.name());
            if (was.isPresent() && is.isPresent() && was.get().isKept(right.immediately())
                    && !is.get().isKept(right.immediately())) {
                after.entries().stream().filter(e -> matches(left, e) || matches(right.name(), e))
                        .forEach(culprits::add);
                IntStream.range(is.get().last() + 1, is.get().first()).mapToObj(after.entries()::get)
                        .forEach(culprits::add);
            }
        }
        return culprits;
    }

    /** Positions: of the last initcall of the left side, and of the first of the right side. */
    private record Pair(int last, int first) {
        static Optional<Pair> of(InitcallOrder order, NamePattern left, NamePattern right) {
            List<OrderEntry> entries = order.entries();
            int[] after = IntStream.range(0, entries.size()).filter(i -> matches(right, entries.get(i))).toArray();
            int[] before = IntStream.range(0, entries.size()).filter(i -> matches(left, entries.get(i))
                    && !matches(right, entries.get(i))).toArray();
            return before.length == 0 || after.length == 0 ? Optional.empty()
                    : Optional.of(new Pair(before[before.length - 1], after[0]));
        }

        boolean isKept(boolean immediately) {
            return immediately ? first == last + 1 : first > last;
        }
    }

    private static boolean matches(NamePattern name, OrderEntry entry) {
        return name.matches(entry.object(), entry.function())
                && !entry.result().equals(Optional.of(new OrderResult.Skipped()));
    }
}
