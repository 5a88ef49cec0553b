package dev.initlab.inspect.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.initlab.inspect.InitcallTables;

/**
 * The initcalls of a kernel in the order they run: what a golden order file keeps.
 *
 * <p>The text is made for diffs: a line an initcall, {@code level function object}, and what it returned when
 * the order is that of a boot. Words are parted by one blank and nothing is aligned, so that a line changes
 * only when its initcall does. An object that is not known is {@code -}. Lines that begin with {@code #} are
 * comments, the first one says the version of the format: docs/order.md.
 *
 * @param entries the initcalls, first to run first
 */
public record InitcallOrder(List<OrderEntry> entries) {
    private static final String MAGIC = "# initlab initcall order ";
    private static final int VERSION = 1;
    private static final String COLUMNS = "# level function object";
    private static final int MIN_WORDS = 3;

    public InitcallOrder {
        entries = List.copyOf(entries);
    }

    /** The order an image at rest promises. */
    public static InitcallOrder of(InitcallTables tables) {
        return new InitcallOrder(tables.all().stream().map(e -> new OrderEntry(
                OrderLevel.of(e.level().levelName(), e.id()), e.function(), e.object(), Optional.empty())).toList());
    }

    /** Whether a text claims to be an order; {@link #parse} says whether it is one. */
    public static boolean isOrder(String text) {
        return text.startsWith(MAGIC);
    }

    /**
     * Reads a golden order.
     *
     * @param file how messages call it
     * @throws OrderFileException at the first line that makes no sense
     */
    public static InitcallOrder parse(String file, String text) {
        List<String> lines = text.lines().toList();
        requireVersion(file, lines.isEmpty() ? "" : lines.getFirst());
        List<OrderEntry> entries = new ArrayList<>();
        for (int at = 1; at < lines.size(); at++) {
            String line = lines.get(at).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                entries.add(entry(file, at + 1, line.split("\\s+")));
            }
        }
        return new InitcallOrder(entries);
    }

    /** The golden order, ending in a newline. */
    public String text() {
        boolean results = entries.stream().anyMatch(e -> e.result().isPresent());
        StringBuilder text = new StringBuilder(MAGIC + VERSION + "\n" + COLUMNS + (results ? " result\n" : "\n"));
        entries.forEach(entry -> text.append(line(entry)).append('\n'));
        return text.toString();
    }

    /** An initcall as a line of the golden order. */
    static String line(OrderEntry entry) {
        return entry.level().word() + " " + Words.word(entry.function())
                + " " + entry.object().map(Words::word).orElse("-")
                + entry.result().map(result -> " " + result.word()).orElse("");
    }

    /**
     * Whether it is of an image rather than of a boot: it has no result and no module. It does not say that no
     * module will be loaded.
     */
    public boolean isAtRest() {
        return entries.stream().allMatch(e -> e.result().isEmpty() && e.level() != OrderLevel.MODULE);
    }

    /** The same order without the init functions of loaded modules. */
    InitcallOrder builtIn() {
        return new InitcallOrder(entries.stream().filter(e -> e.level() != OrderLevel.MODULE).toList());
    }

    private static void requireVersion(String file, String first) {
        String wanted = "'" + MAGIC + VERSION + "'";
        if (!first.startsWith(MAGIC)) {
            throw new OrderFileException(file, 1, "is no golden order: it would begin with " + wanted);
        }
        if (!first.strip().equals(MAGIC + VERSION)) {
            throw new OrderFileException(file, 1, "is a golden order of version %s; %s can be read, write it anew"
                    .formatted(Words.printable(first.substring(MAGIC.length()).strip()), wanted));
        }
    }

    private static OrderEntry entry(String file, int line, String[] words) {
        if (words.length < MIN_WORDS || words.length > MIN_WORDS + 1) {
            throw new OrderFileException(file, line,
                    "has %d words; an initcall is 'level function object' and, of a boot, its result"
                    .formatted(words.length));
        }
        OrderLevel level = OrderLevel.named(words[0]).orElseThrow(() -> new OrderFileException(file, line,
                "'%s' is no level; one of %s is expected".formatted(Words.printable(words[0]), OrderLevel.words())));
        Optional<OrderResult> result = Optional.empty();
        if (words.length > MIN_WORDS) {
            result = OrderResult.parse(words[MIN_WORDS]);
            if (result.isEmpty()) {
                throw new OrderFileException(file, line, "'%s' is no result; a number, 'skipped' or 'unfinished' "
                        .formatted(Words.printable(words[MIN_WORDS])) + "is expected");
            }
        }
        return new OrderEntry(level, Words.name(words[1]),
                words[2].equals("-") ? Optional.empty() : Optional.of(Words.name(words[2])), result);
    }
}
