package dev.initlab.trace.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/**
 * A span of virtual time, in nanoseconds, laid out between two columns.
 *
 * <p>Time is to scale, but for folds: when a few long waits would press everything else together, they get a
 * fixed width each, and say how long they are.
 */
final class TimeAxis {

    private static final double PIXELS_PER_TICK = 110;
    private static final double FOLD = 60;
    /** A wait is long when it takes this part of the span, so there are fewer than as many. */
    private static final int LONG_PART = 20;

    /** A round time, and where it stands. */
    record Tick(double x, String label) {
    }

    /** Time between two neighbouring moments, or a stretch of it that is to scale. */
    record Piece(long start, long end, double left, double right, boolean folded) {
    }

    private final boolean first;
    private final long start;
    private final long end;
    private final double left;
    private final double right;
    private final List<Piece> pieces;

    /**
     * Lays out a span.
     *
     * @param first whether it begins the boot; what happens at the start of a later one belongs to the one
     *     before it
     * @param moments when anything begins, ends or happens
     */
    TimeAxis(boolean first, long start, long end, double left, double right, SortedSet<Long> moments) {
        this.first = first;
        this.start = start;
        this.end = end;
        this.left = left;
        this.right = right;
        this.pieces = pieces(moments);
    }

    double left() {
        return left;
    }

    double right() {
        return right;
    }

    private List<Piece> pieces(SortedSet<Long> moments) {
        List<long[]> folds = folds(moments);
        long toScale = end - start;
        for (long[] fold : folds) {
            toScale -= fold[1] - fold[0];
        }
        double pixels = (right - left - FOLD * folds.size()) / Math.max(1, toScale);
        var all = new ArrayList<Piece>();
        long time = start;
        double x = left;
        for (long[] fold : folds) {
            double foldLeft = x + (fold[0] - time) * pixels;
            all.add(new Piece(time, fold[0], x, foldLeft, false));
            all.add(new Piece(fold[0], fold[1], foldLeft, foldLeft + FOLD, true));
            time = fold[1];
            x = foldLeft + FOLD;
        }
        all.add(new Piece(time, end, x, toScale == 0 ? x : right, false));
        return all;
    }

    /** Long waits are folded if they take most of the span, and most of what happens lies between them. */
    private List<long[]> folds(SortedSet<Long> moments) {
        var waits = new ArrayList<long[]>();
        long waited = 0;
        int between = 0;
        long before = start;
        for (long moment : moments.subSet(start, end + 1)) {
            if ((moment - before) * LONG_PART >= end - start && moment > before) {
                waits.add(new long[] {before, moment});
                waited += moment - before;
            } else {
                between++;
            }
            before = moment;
        }
        boolean squeezed = waited * 5 > (end - start) * 4 && between > 3 * waits.size();
        return squeezed ? waits : List.of();
    }

    List<Piece> folded() {
        return pieces.stream().filter(Piece::folded).toList();
    }

    /** The column of a time; times outside of the span stand at its borders. */
    double x(long time) {
        for (Piece piece : pieces) {
            if (time < piece.end) {
                double share = (double) Math.max(0, time - piece.start) / (piece.end - piece.start);
                return piece.left + share * (piece.right - piece.left);
            }
        }
        return pieces.getLast().right;
    }

    /** Whether something that lasts, or happens at one moment, is to be seen in this span. */
    boolean shows(long from, long to) {
        return from < to ? from < end && to > start : from <= end && (first ? from >= start : from > start);
    }

    List<Tick> ticks() {
        long step = step();
        Nanos unit = Nanos.unitOf(end);
        var ticks = new ArrayList<Tick>();
        for (Piece piece : pieces) {
            if (!piece.folded) {
                for (long t = Math.ceilDiv(piece.start, step) * step; t <= piece.end; t += step) {
                    if (ticks.isEmpty() || x(t) - ticks.getLast().x >= PIXELS_PER_TICK / 2) {
                        ticks.add(new Tick(x(t), unit.show(t, step)));
                    }
                }
            }
        }
        return ticks;
    }

    /** The smallest of 1, 2, 5, 10, 20, … nanoseconds that leaves room for the labels. */
    private long step() {
        long toScale = 0;
        double pixels = 0;
        for (Piece piece : pieces) {
            if (!piece.folded) {
                toScale += piece.end - piece.start;
                pixels += piece.right - piece.left;
            }
        }
        double least = toScale * PIXELS_PER_TICK / Math.max(1, pixels);
        for (long decade = 1;; decade *= 10) {
            for (int digit : new int[] {1, 2, 5}) {
                if (digit * decade >= least) {
                    return digit * decade;
                }
            }
        }
    }
}
