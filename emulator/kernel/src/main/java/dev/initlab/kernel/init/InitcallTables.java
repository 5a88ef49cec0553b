package dev.initlab.kernel.init;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import dev.initlab.kernel.image.KernelImage;
import dev.initlab.kernel.image.SymbolList;
import dev.initlab.machine.GuestMemory;
import dev.initlab.machine.GuestMemoryException;
import dev.initlab.trace.Initcall;

/**
 * The initcall tables as they stand in guest memory.
 *
 * <p>Nothing is known of the functions but what the image says: the bounds from its symbols, the functions
 * from its entries, which are pointers or distances for the whole image.
 *
 * @param kind how the entries of this image name their functions
 */
public record InitcallTables(EntryKind kind, Map<InitcallLevel, List<Initcall.BuiltIn>> levels) {

    /** The entries of a level, in the order they run. */
    public List<Initcall.BuiltIn> level(InitcallLevel level) {
        return levels.getOrDefault(level, List.of());
    }

    /**
     * Reads the tables of an image that has been loaded.
     *
     * @throws dev.initlab.kernel.InputException if the tables or an entry make no sense
     */
    public static InitcallTables read(KernelImage image, GuestMemory memory, int wordSize) {
        EntryKind kind = kind(image, memory, wordSize);
        Map<InitcallLevel, List<Initcall.BuiltIn>> levels = new EnumMap<>(InitcallLevel.class);
        for (InitcallLevel level : InitcallLevel.values()) {
            Bounds bounds = bounds(image, level);
            List<Initcall.BuiltIn> entries = new ArrayList<>();
            for (long at = bounds.start(); at < bounds.end(); at += kind.size(wordSize)) {
                entries.add(entry(image, level, entries.size(), at, kind.target(memory, at, wordSize)));
            }
            levels.put(level, List.copyOf(entries));
        }
        return new InitcallTables(kind, levels);
    }

    private record Bounds(long start, long end) {
        static final Bounds NONE = new Bounds(0, 0);
    }

    private static Bounds bounds(KernelImage image, InitcallLevel level) {
        OptionalLong start = image.symbol(level.startSymbol());
        OptionalLong end = image.symbol(level.endSymbol());
        // Linux since 4.20 has no security initcalls, and an image may do without a console.
        if (start.isEmpty() && end.isEmpty()
                && (level == InitcallLevel.CONSOLE || level == InitcallLevel.SECURITY)) {
            return Bounds.NONE;
        }
        Bounds bounds = new Bounds(image.require(level.startSymbol()), image.require(level.endSymbol()));
        if (bounds.end() < bounds.start()) {
            throw image.bad("%s (0x%x) lies behind %s (0x%x); the initcall tables are not in order".formatted(
                    level.startSymbol(), bounds.start(), level.endSymbol(), bounds.end()));
        }
        return bounds;
    }

    /** The kind under which every entry of the image names code; pointers and distances never both do. */
    private static EntryKind kind(KernelImage image, GuestMemory memory, int wordSize) {
        String complaint = "";
        for (EntryKind kind : EntryKind.values()) {
            Optional<String> wrong = firstWrong(image, memory, wordSize, kind);
            if (wrong.isEmpty()) {
                return kind;
            }
            complaint = wrong.get();
        }
        throw image.bad(complaint);
    }

    private static Optional<String> firstWrong(KernelImage image, GuestMemory memory, int wordSize,
            EntryKind kind) {
        for (InitcallLevel level : InitcallLevel.values()) {
            Bounds bounds = bounds(image, level);
            for (long at = bounds.start(); at < bounds.end(); at += kind.size(wordSize)) {
                try {
                    long target = kind.target(memory, at, wordSize);
                    if (!image.isText(target)) {
                        return Optional.of(("initcall entry %d of level %s at 0x%x points to 0x%x, which is no "
                                + "code of the image").formatted((at - bounds.start()) / kind.size(wordSize),
                                level.levelName(), at, target));
                    }
                } catch (GuestMemoryException e) {
                    return Optional.of("the initcall table of level %s is not in the image: 0x%x is not loaded"
                            .formatted(level.levelName(), e.address()));
                }
            }
        }
        return Optional.empty();
    }

    private static Initcall.BuiltIn entry(KernelImage image, InitcallLevel level, int index, long at,
            long function) {
        String symbol = image.symbols().lookup(function)
                .filter(f -> f.start() == function)
                .map(SymbolList.Found::name)
                .orElse("0x%x".formatted(function));
        Optional<InitcallName> name = image.symbols().namesAt(at).stream()
                .flatMap(s -> InitcallName.parse(s, symbol).stream())
                .findFirst();
        String id = name.map(InitcallName::id).orElse(defaultId(level));
        return new Initcall.BuiltIn(id, level.levelName(), index, at, function, symbol,
                name.flatMap(InitcallName::object));
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
