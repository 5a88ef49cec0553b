package dev.initlab.inspect.order;

import java.util.Optional;

/**
 * One difference between two orders.
 *
 * <p>Neighbours are those in the same level; without one, the initcall is the first of its level.
 */
public sealed interface OrderChange {

    /** The initcall, as it is now; as it was, when it is gone. */
    OrderEntry entry();

    /** The kind of difference as a word: {@code moved}, {@code added}, {@code removed}, … */
    String kind();

    /** What happened to the initcall, without its name. */
    String what();

    /** The whole difference on one line. */
    default String line() {
        return "%-7s  %s %s: %s".formatted(kind(), entry().level().word(), entry().title(), what());
    }

    /**
     * It runs at another place of its level.
     *
     * @param entry  the initcall
     * @param behind the one it ran after
     * @param now    the one it runs after now
     */
    record Moved(OrderEntry entry, Optional<OrderEntry> behind, Optional<OrderEntry> now) implements OrderChange {
        @Override
        public String kind() {
            return "moved";
        }

        @Override
        public String what() {
            return behind.equals(now) ? "runs " + place(now) + " as before, which moved as well"
                    : "ran " + place(behind) + ", now " + place(now);
        }
    }

    /**
     * It was not there.
     *
     * @param entry the initcall
     * @param now   the one it runs after
     */
    record Added(OrderEntry entry, Optional<OrderEntry> now) implements OrderChange {
        @Override
        public String kind() {
            return "added";
        }

        @Override
        public String what() {
            return "runs " + place(now);
        }
    }

    /**
     * It is no longer there.
     *
     * @param entry  the initcall as it was
     * @param behind the one it ran after
     */
    record Removed(OrderEntry entry, Optional<OrderEntry> behind) implements OrderChange {
        @Override
        public String kind() {
            return "removed";
        }

        @Override
        public String what() {
            return "ran " + place(behind);
        }
    }

    /**
     * It runs in another level.
     *
     * @param before the initcall as it was
     * @param entry  as it is now
     */
    record LevelChanged(OrderEntry before, OrderEntry entry) implements OrderChange {
        @Override
        public String kind() {
            return "level";
        }

        @Override
        public String what() {
            return "ran in " + before.level().word() + ", now in " + entry.level().word();
        }
    }

    /**
     * The function comes from another object.
     *
     * @param before the initcall as it was
     * @param entry  as it is now
     */
    record ObjectChanged(OrderEntry before, OrderEntry entry) implements OrderChange {
        @Override
        public String kind() {
            return "object";
        }

        @Override
        public String what() {
            return "was in " + object(before) + ", now in " + object(entry);
        }

        private static String object(OrderEntry entry) {
            return Words.printable(entry.object().orElse("-"));
        }
    }

    /**
     * Something else became of it.
     *
     * @param before the initcall as it was
     * @param entry  as it is now
     */
    record ResultChanged(OrderEntry before, OrderEntry entry) implements OrderChange {
        @Override
        public String kind() {
            return "result";
        }

        @Override
        public String what() {
            return "was " + result(before) + ", now " + result(entry);
        }

        private static String result(OrderEntry entry) {
            return entry.result().map(OrderResult::word).orElse("-");
        }
    }

    private static String place(Optional<OrderEntry> behind) {
        return behind.map(entry -> "after " + entry.title()).orElse("first");
    }
}
