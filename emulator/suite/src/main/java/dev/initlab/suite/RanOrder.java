package dev.initlab.suite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.initlab.inspect.order.InitcallOrder;
import dev.initlab.inspect.order.OrderEntry;
import dev.initlab.inspect.order.OrderLevel;
import dev.initlab.inspect.order.OrderResult;
import dev.initlab.trace.Event;
import dev.initlab.trace.Initcall;

/** The order a boot had, out of its events. */
public final class RanOrder {
    private RanOrder() {
    }

    /** All that was called, and what became of it; what was skipped stands where it would have run. */
    public static InitcallOrder of(List<Event> events) {
        List<OrderEntry> entries = new ArrayList<>();
        Map<Long, Integer> calls = new HashMap<>();
        for (Event event : events) {
            switch (event) {
                case Event.InitcallStarted e -> {
                    calls.put(e.call(), entries.size());
                    entries.add(entry(e.initcall(), new OrderResult.Unfinished()));
                }
                case Event.InitcallReturned e when calls.containsKey(e.call()) ->
                        entries.set(calls.get(e.call()), entry(e.initcall(), new OrderResult.Returned(e.result())));
                case Event.InitcallSkipped e -> entries.add(entry(e.initcall(), new OrderResult.Skipped()));
                default -> {
                }
            }
        }
        return new InitcallOrder(entries);
    }

    private static OrderEntry entry(Initcall initcall, OrderResult result) {
        OrderLevel level = initcall instanceof Initcall.BuiltIn b ? OrderLevel.of(b.level(), b.id())
                : OrderLevel.MODULE;
        return new OrderEntry(level, initcall.symbol(), InitcallRun.module(initcall), Optional.of(result));
    }
}
