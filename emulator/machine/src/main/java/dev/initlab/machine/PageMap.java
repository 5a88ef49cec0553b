package dev.initlab.machine;

import java.util.Arrays;

/**
 * Virtual page number to page entry, open addressing.
 *
 * <p>An entry is a physical page address with flags in its low bits; 0 stands for no entry. The TLB
 * fill callback looks things up here, so nothing is boxed. Iteration is in address order, never in
 * hash order.
 */
final class PageMap {
    private static final int MIN_CAPACITY = 64;

    private long[] keys = new long[MIN_CAPACITY];
    private long[] entries = new long[MIN_CAPACITY];
    private int size;

    int size() {
        return size;
    }

    long get(long page) {
        return entries[slot(page)];
    }

    void put(long page, long entry) {
        if (entry == 0) {
            throw new IllegalArgumentException("0 is no entry");
        }
        int slot = slot(page);
        if (entries[slot] == 0) {
            size++;
        }
        keys[slot] = page;
        entries[slot] = entry;
        if (size * 2 > keys.length) {
            grow();
        }
    }

    /** Removes and returns the entry, 0 if there was none. */
    long remove(long page) {
        int hole = slot(page);
        long removed = entries[hole];
        if (removed == 0) {
            return 0;
        }
        size--;
        // Shift back what probed past the hole, so that no tombstones pile up.
        int mask = keys.length - 1;
        int next = hole;
        while (true) {
            next = (next + 1) & mask;
            if (entries[next] == 0) {
                break;
            }
            int home = home(keys[next]);
            if (((next - home) & mask) >= ((next - hole) & mask)) {
                keys[hole] = keys[next];
                entries[hole] = entries[next];
                hole = next;
            }
        }
        entries[hole] = 0;
        return removed;
    }

    void clear() {
        keys = new long[MIN_CAPACITY];
        entries = new long[MIN_CAPACITY];
        size = 0;
    }

    /** The mapped pages in unsigned address order. */
    long[] pages() {
        long[] pages = new long[size];
        int n = 0;
        for (int i = 0; i < keys.length; i++) {
            if (entries[i] != 0) {
                pages[n++] = keys[i];
            }
        }
        Arrays.sort(pages);
        return pages;
    }


    private int slot(long page) {
        int mask = keys.length - 1;
        int slot = home(page);
        while (entries[slot] != 0 && keys[slot] != page) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private int home(long page) {
        return (int) ((page * 0x9E3779B97F4A7C15L) >>> 40) & (keys.length - 1);
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldEntries = entries;
        keys = new long[oldKeys.length * 2];
        entries = new long[oldKeys.length * 2];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldEntries[i] != 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                entries[slot] = oldEntries[i];
            }
        }
    }
}
