package dev.initlab.kernel.task;

/**
 * What can make a task ready from outside of the guest: somebody who types.
 *
 * <p>Called by the task that holds the vCPU, outside the engine.
 */
public interface Outside {
    /** A guest nobody types to. */
    Outside NOBODY = new Outside() {
        @Override
        public void poll() {
            // nobody, nothing
        }

        @Override
        public boolean await() {
            return false;
        }
    };

    /** Wakes those who wait for what has come meanwhile. */
    void poll();

    /**
     * Waits until something comes and wakes those who wait for it; every task waits.
     *
     * @return false if nothing can come any more
     */
    boolean await();
}
