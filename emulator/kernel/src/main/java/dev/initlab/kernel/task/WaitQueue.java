package dev.initlab.kernel.task;

import java.util.ArrayDeque;
import java.util.Deque;

/** Tasks that wait for something, woken in the order they came: {@code struct wait_queue_head}. */
public final class WaitQueue {
    final Deque<Task> waiting = new ArrayDeque<>();

    /** Whether nobody waits. */
    public boolean isEmpty() {
        return waiting.isEmpty();
    }
}
