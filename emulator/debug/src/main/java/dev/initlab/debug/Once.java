package dev.initlab.debug;

import java.util.function.Consumer;

/**
 * Passes on what several boots of the same image say, each thing once.
 *
 * <p>The boots say the same in the same order; a later one is silent until it says more than those before, or until
 * it was changed: from there on its story is another, and all of that is passed on.
 */
final class Once<T> {
    private final Consumer<T> receiver;
    private long passed;

    Once(Consumer<T> receiver) {
        this.receiver = receiver;
    }

    /** The next boot is heard from its beginning. */
    synchronized void again() {
        passed = 0;
    }

    /** What one more boot talks to. */
    Replay replay() {
        return new Replay();
    }

    /** One boot's way to the receiver. */
    final class Replay {
        private long said;

        /** What the boots before have said later than this one has come will not be said again. */
        void forgetFuture() {
            synchronized (Once.this) {
                passed = Math.min(passed, said);
            }
        }

        void accept(T thing) {
            synchronized (Once.this) {
                if (++said > passed) {
                    passed = said;
                    receiver.accept(thing);
                }
            }
        }
    }
}
