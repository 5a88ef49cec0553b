package dev.initlab.inspect.order;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** The part of an order around some initcalls, for messages about them. */
public final class OrderExcerpt {
    private static final int AROUND = 2;

    private OrderExcerpt() {
    }

    /**
     * The initcalls at some positions, marked, and their neighbours; what lies between is left out.
     *
     * @param positions from 0; those outside of the order are passed over
     * @return lines, each ending in a newline
     */
    public static String around(InitcallOrder order, int... positions) {
        List<OrderEntry> entries = order.entries();
        BitSet marked = new BitSet();
        BitSet shown = new BitSet();
        Arrays.stream(positions).filter(at -> at >= 0 && at < entries.size()).forEach(at -> {
            marked.set(at);
            shown.set(Math.max(0, at - AROUND), Math.min(entries.size(), at + AROUND + 1));
        });
        StringBuilder text = new StringBuilder();
        for (int at = shown.nextSetBit(0), last = -1; at >= 0; last = at, at = shown.nextSetBit(at + 1)) {
            if (at != last + 1) {
                text.append("       …\n");
            }
            OrderEntry entry = entries.get(at);
            text.append("%s %4d  %-13s %s".formatted(marked.get(at) ? "->" : "  ", at + 1, entry.level().word(),
                    entry.title()));
            entry.result().ifPresent(result -> text.append("  ").append(result.word()));
            text.append('\n');
        }
        if (!shown.isEmpty() && shown.length() < entries.size()) {
            text.append("       …\n");
        }
        return text.toString();
    }
}
