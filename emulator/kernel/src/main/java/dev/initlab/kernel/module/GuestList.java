package dev.initlab.kernel.module;

import dev.initlab.machine.GuestMemory;

/** {@code struct list_head} rings in guest memory, as {@code include/linux/list.h} links them. */
record GuestList(GuestMemory memory, int wordSize) {

    /** {@code INIT_LIST_HEAD()}. */
    void init(long head) {
        memory.putWord(head, head, wordSize);
        memory.putWord(head + wordSize, head, wordSize);
    }

    /** {@code list_add_rcu()}: behind the head. */
    void add(long entry, long head) {
        long next = memory.word(head, wordSize);
        memory.putWord(entry, next, wordSize);
        memory.putWord(entry + wordSize, head, wordSize);
        memory.putWord(next + wordSize, entry, wordSize);
        memory.putWord(head, entry, wordSize);
    }

    /**
     * {@code list_del_rcu()}, with the check of {@code lib/list_debug.c: __list_del_entry_valid()}.
     *
     * @return whether the neighbours still knew the entry; if not, nothing was changed
     */
    boolean del(long entry) {
        if (!memory.isReadable(entry, 2 * wordSize)) {
            return false;
        }
        long next = memory.word(entry, wordSize);
        long previous = memory.word(entry + wordSize, wordSize);
        if (!pointsTo(next + wordSize, entry) || !pointsTo(previous, entry)) {
            return false;
        }
        memory.putWord(previous, next, wordSize);
        memory.putWord(next + wordSize, previous, wordSize);
        return true;
    }

    private boolean pointsTo(long pointer, long target) {
        return memory.isReadable(pointer, wordSize) && memory.word(pointer, wordSize) == target;
    }
}
