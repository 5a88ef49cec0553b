package dev.initlab.inspect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The initcall tables of a kernel image.
 *
 * <p>Nothing is known of the functions but what the image says: the bounds from its symbols, the functions
 * from its entries, which are pointers or distances for the whole image. Immutable.
 *
 * @param kind   how the entries of this image name their functions
 * @param levels the entries of each level that has any, in the order they run
 */
public record InitcallTables(EntryKind kind, Map<InitcallLevel, List<InitcallEntry>> levels) {
    /** Linux has fewer than a thousand in all; symbols that claim more are no bounds of a table. */
    private static final int MAX_ENTRIES = 1 << 16;

    /** The entries of a level, in the order they run. */
    public List<InitcallEntry> level(InitcallLevel level) {
        return levels.getOrDefault(level, List.of());
    }

    /** The entries of all levels, in the order they run. */
    public List<InitcallEntry> all() {
        return levels.values().stream().flatMap(List::stream).toList();
    }

    /**
     * Reads the tables of an image.
     *
     * @throws ImageException if the tables or an entry make no sense
     */
    public static InitcallTables read(ImageView image) {
        Map<InitcallLevel, Bounds> bounds = new EnumMap<>(InitcallLevel.class);
        for (InitcallLevel level : InitcallLevel.values()) {
            bounds.put(level, bounds(image, level));
        }
        EntryKind kind = kind(image, bounds);
        Map<InitcallLevel, List<InitcallEntry>> levels = new EnumMap<>(InitcallLevel.class);
        bounds.forEach((level, range) -> {
            List<InitcallEntry> entries = new ArrayList<>();
            for (long at = range.start(); at != range.end(); at += kind.size(image.wordSize())) {
                entries.add(entry(image, level, entries.size(), at, kind.target(image, at).orElseThrow()));
            }
            levels.put(level, List.copyOf(entries));
        });
        return new InitcallTables(kind, Collections.unmodifiableMap(levels));
    }

    /** A table: where it starts, and the address behind it. */
    private record Bounds(long start, long end) {
        static final Bounds NONE = new Bounds(0, 0);

        long size() {
            return end - start;
        }
    }

    private static Bounds bounds(ImageView image, InitcallLevel level) {
        OptionalLong start = image.symbol(level.startSymbol());
        OptionalLong end = image.symbol(level.endSymbol());
        // Linux since 4.20 has no security initcalls, and an image may do without a console.
        if (start.isEmpty() && end.isEmpty()
                && (level == InitcallLevel.CONSOLE || level == InitcallLevel.SECURITY)) {
            return Bounds.NONE;
        }
        Bounds bounds = new Bounds(require(image, start, level.startSymbol()),
                require(image, end, level.endSymbol()));
        if (Long.compareUnsigned(bounds.end(), bounds.start()) < 0) {
            throw new ImageException(image.name(),
                    "%s (0x%x) lies behind %s (0x%x); the initcall tables are not in order".formatted(
                    level.startSymbol(), bounds.start(), level.endSymbol(), bounds.end()));
        }
        return bounds;
    }

    private static long require(ImageView image, OptionalLong symbol, String name) {
        return symbol.orElseThrow(() -> new ImageException(image.name(),
                "has no symbol " + name + "; a vmlinux linked by linker-scripts/*/vmlinux.lds.S has it"));
    }

    /** The kind under which every entry of the image names code; pointers and distances never both do. */
    private static EntryKind kind(ImageView image, Map<InitcallLevel, Bounds> bounds) {
        String complaint = "";
        for (EntryKind kind : EntryKind.values()) {
            Optional<String> wrong = bounds.entrySet().stream()
                    .flatMap(table -> firstWrong(image, table.getKey(), table.getValue(), kind).stream())
                    .findFirst();
            if (wrong.isEmpty()) {
                return kind;
            }
            complaint = wrong.get();
        }
        throw new ImageException(image.name(), complaint);
    }

    private static Optional<String> firstWrong(ImageView image, InitcallLevel level, Bounds bounds,
            EntryKind kind) {
        int size = kind.size(image.wordSize());
        if (bounds.size() % size != 0) {
            return Optional.of("the initcall table of level %s has 0x%x bytes, no whole number of entries"
                    .formatted(level.levelName(), bounds.size()));
        }
        if (Long.compareUnsigned(bounds.size(), (long) MAX_ENTRIES * size) > 0) {
            return Optional.of("the initcall table of level %s would have %s entries, from 0x%x to 0x%x"
                    .formatted(level.levelName(),
                            Long.toUnsignedString(Long.divideUnsigned(bounds.size(), size)), bounds.start(), bounds.end()));
        }
        for (long at = bounds.start(); at != bounds.end(); at += size) {
            OptionalLong target = kind.target(image, at);
            if (target.isEmpty()) {
                return Optional.of(("the initcall table of level %s is not in the image: "
                        + "there is nothing at 0x%x").formatted(level.levelName(), at));
            }
            if (!image.isText(target.getAsLong())) {
                return Optional.of(("initcall entry %d of level %s at 0x%x points to 0x%x, which is no "
                        + "code of the image").formatted((at - bounds.start()) / size, level.levelName(), at,
                        target.getAsLong()));
            }
        }
        return Optional.empty();
    }

    private static InitcallEntry entry(ImageView image, InitcallLevel level, int index, long at,
            long address) {
        Optional<InitcallName> name = image.namesAt(at).stream()
                .flatMap(symbol -> InitcallName.parse(symbol).stream())
                .findFirst();
        return new InitcallEntry(level, index, at, address, function(image, address, name),
                name.flatMap(InitcallName::object), name.map(InitcallName::id).orElse(defaultId(level)));
    }

    /** As the function's own symbol says, unless that is none or the stub's: then as the entry's says. */
    private static String function(ImageView image, long address, Optional<InitcallName> entry) {
        Optional<String> own = image.namesAt(address).stream().findFirst();
        boolean stub = own.filter(name -> name.startsWith("__initstub__") || name.endsWith(".cfi_jt"))
                .isPresent();
        Optional<String> said = entry.map(InitcallName::function);
        return (stub ? said.or(() -> own) : own.or(() -> said)).orElse("0x%x".formatted(address));
    }

    private static String defaultId(InitcallLevel level) {
        return switch (level) {
            case CONSOLE -> "con";
            case SECURITY -> "sec";
            case EARLY -> "early";
            default -> Integer.toString(level.number());
        };
    }
}
