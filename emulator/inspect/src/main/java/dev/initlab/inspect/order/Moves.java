package dev.initlab.inspect.order;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Which elements of a permutation have moved: as few as possible.
 *
 * <p>What stays is a longest increasing subsequence; among several of them, one that keeps most elements that
 * are at their old place, so that a swap of two around a third is those two. Where two neighbours changed
 * places and nothing tells which of them moved, both have.
 */
final class Moves {
    private static final int LENGTH = 32;

    private final int[] now;

    private Moves(int[] now) {
        this.now = now;
    }

    /**
     * The moved elements, by their old positions.
     *
     * @param now the new position of each element, in the order of the old ones; every position once
     */
    static BitSet of(int[] now) {
        Moves moves = new Moves(now);
        BitSet moved = moves.stay();
        moved.flip(0, now.length);
        return moves.withSwappedNeighbours(moved);
    }

    /** For each element the best subsequence that ends there: its length above, its unmoved elements below. */
    private BitSet stay() {
        int[] previous = new int[now.length];
        long[] score = new long[now.length];
        int[] best = new int[now.length + 1]; // a Fenwick tree over new positions: the best element below
        Arrays.fill(best, -1);
        int last = -1;
        for (int i = 0; i < now.length; i++) {
            previous[i] = -1;
            for (int at = now[i]; at > 0; at -= at & -at) {
                previous[i] = better(best[at], previous[i], score);
            }
            score[i] = (previous[i] < 0 ? 0 : score[previous[i]]) + (1L << LENGTH) + (now[i] == i ? 1 : 0);
            for (int at = now[i] + 1; at <= now.length; at += at & -at) {
                best[at] = better(best[at], i, score);
            }
            last = better(last, i, score);
        }
        BitSet stay = new BitSet();
        for (int i = last; i >= 0; i = previous[i]) {
            stay.set(i);
        }
        return stay;
    }

    private static int better(int a, int b, long[] score) {
        return a < 0 || b >= 0 && score[b] > score[a] ? b : a;
    }

    /** Two that crossed each other and nobody else lie side by side: one has moved, the other as much. */
    private BitSet withSwappedNeighbours(BitSet moved) {
        int[] crossed = crossed();
        BitSet all = (BitSet) moved.clone();
        for (int i = 1; i < now.length; i++) {
            if (now[i] < now[i - 1] && crossed[i] == 1 && crossed[i - 1] == 1) {
                all.set(i - 1, i + 1);
            }
        }
        return all;
    }

    /** How many others each element changed places with. */
    private int[] crossed() {
        int[] below = new int[now.length + 1]; // a Fenwick tree over new positions: elements seen there
        int[] crossed = new int[now.length];
        for (int i = 0; i < now.length; i++) {
            int earlier = i; // elements that ran before this one and run after it now
            for (int at = now[i]; at > 0; at -= at & -at) {
                earlier -= below[at];
            }
            for (int at = now[i] + 1; at <= now.length; at += at & -at) {
                below[at]++;
            }
            crossed[i] = 2 * earlier + now[i] - i;
        }
        return crossed;
    }
}
