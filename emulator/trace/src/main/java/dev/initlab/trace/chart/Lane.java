package dev.initlab.trace.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * Bars with their names, laid out in as few rows as keep them from touching.
 *
 * <p>An item takes the first row that has room. Initcalls run one after the other, so their names then
 * descend in flights of stairs. A lane that would get too high groups runs of short neighbours until it fits.
 */
final class Lane {

    private static final double ROW = 16;
    private static final double BAR = 13;
    private static final double DIAMOND = 5;
    /** How far a name may reach beyond the axis. */
    static final double OVERHANG = 160;
    private static final double CHARACTER = 6.63;
    private static final double GAP = 8;
    private static final double SHORTEST = 2;
    private static final int MOST_ROWS = 64;
    private static final int LONGEST_NAME = 38;
    private static final int LONGEST_MARK = 80;

    /** How an item looks. */
    enum Shape {
        BAR,
        DIAMOND
    }

    /** A part of an item's bar. */
    record Part(double x, double end, String css) {
    }

    /**
     * A bar or a diamond with its name.
     *
     * @param family items of one family may be grouped with their neighbours; empty: never
     */
    record Item(Shape shape, List<Part> parts, String label, boolean bad, String tooltip, String family) {

        double x() {
            return parts.getFirst().x;
        }

        double start() {
            return shape == Shape.DIAMOND ? x() - DIAMOND : x();
        }

        double end() {
            double end = parts.getLast().end;
            return shape == Shape.DIAMOND ? end + DIAMOND : Math.max(end, x() + SHORTEST);
        }
    }

    /** An item in its row; the name's column is that of its end when it stands before the bar. */
    private record Placed(Item item, int row, String label, double labelX, String css, boolean before) {

        Placed in(int another) {
            return new Placed(item, another, label, labelX, css, before);
        }
    }

    private final TimeAxis axis;
    private final List<Item> items;

    private Lane(TimeAxis axis, List<Item> items) {
        this.axis = axis;
        this.items = items;
    }

    /** Draws items that come in the order of their beginnings, and returns the height they took. */
    static double draw(Svg svg, TimeAxis axis, double top, List<Item> items) {
        var lane = new Lane(axis, items);
        List<Placed> placed = lane.place(items);
        for (double span = 4; rows(placed) > MOST_ROWS && span < axis.right() - axis.left(); span *= 2) {
            placed = lane.place(lane.grouped(span));
        }
        for (Placed one : placed) {
            draw(svg, top + one.row * ROW, one);
        }
        return rows(placed) * ROW;
    }

    private static int rows(List<Placed> placed) {
        return placed.stream().mapToInt(one -> one.row + 1).max().orElse(0);
    }

    private List<Placed> place(List<Item> all) {
        var rows = new ArrayList<List<double[]>>();
        var placed = new ArrayList<Placed>();
        for (Item item : all) {
            Placed one = place(item);
            double width = one.label.length() * CHARACTER;
            double from = Math.min(item.start(), one.before ? one.labelX - width : one.labelX);
            double to = Math.max(item.end(), one.before ? one.labelX : one.labelX + width);
            placed.add(one.in(firstFit(rows, from - GAP / 2, to + GAP / 2)));
        }
        return placed;
    }

    /** A name stands in its bar if it fits, else behind it, else before it. */
    private Placed place(Item item) {
        String label = shortened(item.label, item.shape == Shape.BAR ? LONGEST_NAME : LONGEST_MARK);
        double width = label.length() * CHARACTER;
        for (Part part : item.parts) {
            if (item.shape == Shape.BAR && !part.css.contains("soft") && part.end - part.x >= width + GAP) {
                return new Placed(item, 0, label, part.x + GAP / 2, "in", false);
            }
        }
        String css = item.bad ? "bad" : "";
        if (item.end() + width > axis.right() + OVERHANG && item.start() - width >= axis.left()) {
            return new Placed(item, 0, label, item.start() - 3, css + " e", true);
        }
        return new Placed(item, 0, label, item.end() + 3, css, false);
    }

    private static int firstFit(List<List<double[]>> rows, double from, double to) {
        int row = 0;
        while (row < rows.size()
                && rows.get(row).stream().anyMatch(taken -> taken[0] < to && taken[1] > from)) {
            row++;
        }
        if (row == rows.size()) {
            rows.add(new ArrayList<>());
        }
        rows.get(row).add(new double[] {from, to});
        return row;
    }

    /** Joins neighbours of one family that are short, and together no wider than the span. */
    private List<Item> grouped(double span) {
        var groups = new ArrayList<Item>();
        var run = new ArrayList<Item>();
        for (Item item : items) {
            boolean joins = !item.family.isEmpty() && item.parts.getLast().end - item.x() < SHORTEST;
            if (!run.isEmpty() && !(joins && item.family.equals(run.getFirst().family)
                    && item.end() - run.getFirst().x() <= span)) {
                groups.add(joined(run));
                run.clear();
            }
            if (joins) {
                run.add(item);
            } else {
                groups.add(item);
            }
        }
        if (!run.isEmpty()) {
            groups.add(joined(run));
        }
        return groups;
    }

    private static Item joined(List<Item> run) {
        Item first = run.getFirst();
        Item last = run.getLast();
        if (run.size() == 1) {
            return first;
        }
        Part bar = new Part(first.x(), last.end(), first.parts.getFirst().css);
        var tooltip = new StringBuilder(run.size() + " short ones:");
        run.forEach(item -> tooltip.append('\n').append(item.label));
        String label = run.size() + "× " + shortened(first.label, 16) + "–" + shortened(last.label, 16);
        return new Item(Shape.BAR, List.of(bar), label, false, tooltip.toString(), first.family);
    }

    private static String shortened(String label, int longest) {
        return label.length() <= longest ? label : label.substring(0, longest - 1) + "…";
    }

    private static void draw(Svg svg, double y, Placed one) {
        Item item = one.item;
        svg.group(item.tooltip);
        double middle = y + ROW / 2;
        if (item.shape == Shape.DIAMOND) {
            svg.diamond(item.parts.getFirst().css, item.x(), middle, DIAMOND);
        } else {
            for (Part part : item.parts) {
                double end = part == item.parts.getLast() ? item.end() : part.end;
                svg.rect(part.css, part.x, middle - BAR / 2, end - part.x, BAR);
            }
        }
        svg.text(one.css.strip(), one.labelX, middle + 3.5, one.label);
        svg.endGroup();
    }
}
