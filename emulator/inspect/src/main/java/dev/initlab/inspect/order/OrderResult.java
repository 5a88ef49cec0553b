package dev.initlab.inspect.order;

import java.util.Optional;

/** What became of an initcall in a boot. */
public sealed interface OrderResult {

    /** As it is written: a number, {@code skipped} or {@code unfinished}. */
    String word();

    /**
     * It returned.
     *
     * @param value 0, an error as a negative errno, or anything else by mistake
     */
    record Returned(int value) implements OrderResult {
        @Override
        public String word() {
            return Integer.toString(value);
        }
    }

    /** It was left out, because {@code initcall_blacklist=} names it. */
    record Skipped() implements OrderResult {
        @Override
        public String word() {
            return "skipped";
        }
    }

    /** The boot ended inside it. */
    record Unfinished() implements OrderResult {
        @Override
        public String word() {
            return "unfinished";
        }
    }

    /** Reads what {@link #word()} writes; empty if it is none of these. */
    static Optional<OrderResult> parse(String word) {
        return switch (word) {
            case "skipped" -> Optional.of(new Skipped());
            case "unfinished" -> Optional.of(new Unfinished());
            default -> {
                try {
                    yield Optional.of(new Returned(Integer.parseInt(word)));
                } catch (NumberFormatException e) {
                    yield Optional.empty();
                }
            }
        };
    }
}
