package dev.initlab.debug;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import dev.initlab.kernel.console.KeySource;

/**
 * What was typed, by the number of the look at the keyboard that found it: found again there in every later boot.
 *
 * <p>Only the boot that looks more often than all before it gets what is typed now.
 */
final class TypedKeys {
    private static final long NEVER = Long.MAX_VALUE;

    private final KeySource source;
    private final Map<Long, byte[]> found = new HashMap<>();
    /** Looks that have been made by any boot. */
    private long looks;
    /** The look that found that nothing more will come. */
    private long end = NEVER;

    TypedKeys(KeySource source) {
        this.source = source;
    }

    /**
     * The keyboard of one more boot.
     *
     * @param idle called from time to time while the guest does nothing but wait for a key
     */
    Replay replay(Runnable idle) {
        return new Replay(idle);
    }

    /** Forgets everything: the next boot is typed to anew. */
    synchronized void clear() {
        forgetAfter(0);
    }

    private void forgetAfter(long look) {
        looks = look;
        found.keySet().removeIf(l -> l > look);
        end = end > look ? NEVER : end;
    }

    /** One boot's keyboard. */
    final class Replay implements KeySource {
        private final Runnable idle;
        private long made;

        private Replay(Runnable idle) {
            this.idle = idle;
        }

        /** Takes away what was typed later than this boot has come: it belongs to a future that is not to be. */
        void forgetFuture() {
            synchronized (TypedKeys.this) {
                forgetAfter(made);
            }
        }

        @Override
        public Optional<byte[]> take() {
            synchronized (TypedKeys.this) {
                made++;
                if (made > looks) {
                    looks = made;
                    source.take().ifPresentOrElse(keys -> {
                        if (keys.length > 0) {
                            found.put(made, keys);
                        }
                    }, () -> end = Math.min(end, made));
                }
                return made >= end ? Optional.empty() : Optional.of(found.getOrDefault(made, new byte[0]));
            }
        }

        @Override
        public boolean await(long millis) throws InterruptedException {
            idle.run();
            synchronized (TypedKeys.this) {
                if (made < looks) {
                    return true; // an earlier boot came further, so something came here
                }
            }
            return source.await(millis);
        }
    }
}
