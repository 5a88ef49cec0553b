package dev.initlab.trace.chart;

import java.util.ArrayList;
import java.util.List;

/** Moves labels on a line apart, each as little as possible from where it wants to be. */
final class Spread {

    /** Neighbours that touch, and so move as one. */
    private static final class Block {
        private final List<Double> widths = new ArrayList<>();
        private double width;
        /** Sum over the members of where the block's left end would be if only that member counted. */
        private double wishes;

        private double left(double least, double most) {
            return Math.max(least, Math.min(most - width, wishes / widths.size()));
        }

        private void join(Block next) {
            // A member's offset in the joined block grows by the width of what stands before it.
            wishes += next.wishes - next.widths.size() * width;
            width += next.width;
            widths.addAll(next.widths);
        }
    }

    private Spread() {
    }

    /**
     * Gives the middles of labels that do not overlap.
     *
     * @param middles where they want to be, ascending
     * @param widths how much room each takes
     * @param least where the first may begin
     * @param most where the last should end; it may go beyond when there is no room for all
     */
    static List<Double> apart(List<Double> middles, List<Double> widths, double least, double most) {
        var blocks = new ArrayList<Block>();
        for (int i = 0; i < middles.size(); i++) {
            var block = new Block();
            block.widths.add(widths.get(i));
            block.width = widths.get(i);
            block.wishes = middles.get(i) - widths.get(i) / 2;
            blocks.add(block);
            while (blocks.size() > 1) {
                Block before = blocks.get(blocks.size() - 2);
                if (before.left(least, most) + before.width <= block.left(least, most)) {
                    break;
                }
                before.join(block);
                blocks.removeLast();
                block = before;
            }
        }
        var apart = new ArrayList<Double>();
        for (Block block : blocks) {
            double left = block.left(least, most);
            for (double width : block.widths) {
                apart.add(left + width / 2);
                left += width;
            }
        }
        return apart;
    }
}
