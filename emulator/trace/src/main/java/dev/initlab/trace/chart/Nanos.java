package dev.initlab.trace.chart;

import java.util.Locale;

/** Nanoseconds as people read them. */
enum Nanos {
    SECONDS(1_000_000_000, "s"),
    MILLISECONDS(1_000_000, "ms"),
    MICROSECONDS(1000, "µs"),
    NANOSECONDS(1, "ns");

    private final long nanos;
    private final String symbol;

    Nanos(long nanos, String symbol) {
        this.nanos = nanos;
        this.symbol = symbol;
    }

    /** The unit that gives a time at least one digit before the point. */
    static Nanos unitOf(long nanos) {
        for (Nanos unit : values()) {
            if (nanos >= unit.nanos) {
                return unit;
            }
        }
        return NANOSECONDS;
    }

    /** A time in this unit, with the digits that tell multiples of a step apart. */
    String show(long time, long step) {
        int decimals = 0;
        for (long smallest = nanos; smallest > step && smallest > 1; smallest /= 10) {
            decimals++;
        }
        return time == 0 ? "0" : show(time, decimals);
    }

    /** A duration in three digits. */
    static String duration(long time) {
        Nanos unit = unitOf(time);
        double value = (double) time / unit.nanos;
        return unit.show(time, unit == NANOSECONDS || value >= 100 ? 0 : value >= 10 ? 1 : 2);
    }

    private String show(long time, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f %s", (double) time / nanos, symbol);
    }
}
