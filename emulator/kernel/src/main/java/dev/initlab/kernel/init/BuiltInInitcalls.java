package dev.initlab.kernel.init;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import dev.initlab.inspect.ImageException;
import dev.initlab.inspect.ImageView;
import dev.initlab.inspect.InitcallEntry;
import dev.initlab.inspect.InitcallLevel;
import dev.initlab.inspect.InitcallTables;
import dev.initlab.kernel.image.KernelImage;
import dev.initlab.machine.GuestMemory;
import dev.initlab.machine.GuestMemoryException;
import dev.initlab.trace.Initcall;

/** The initcall tables of the booted image, as they stand in guest memory. */
public final class BuiltInInitcalls {
    private final Map<InitcallLevel, List<Initcall.BuiltIn>> levels = new EnumMap<>(InitcallLevel.class);

    private BuiltInInitcalls(InitcallTables tables) {
        tables.levels().forEach((level, entries) ->
                levels.put(level, entries.stream().map(BuiltInInitcalls::initcall).toList()));
    }

    /**
     * Reads the tables of an image that has been loaded.
     *
     * @throws dev.initlab.kernel.InputException if the tables or an entry make no sense
     */
    public static BuiltInInitcalls read(KernelImage image, GuestMemory memory, int wordSize) {
        try {
            return new BuiltInInitcalls(InitcallTables.read(new Loaded(image, memory, wordSize)));
        } catch (ImageException e) {
            throw image.bad(e.reason());
        }
    }

    /** The entries of a level, in the order they run. */
    public List<Initcall.BuiltIn> level(InitcallLevel level) {
        return levels.getOrDefault(level, List.of());
    }

    private static Initcall.BuiltIn initcall(InitcallEntry entry) {
        return new Initcall.BuiltIn(entry.id(), entry.level().levelName(), entry.index(), entry.entry(),
                entry.address(), entry.function(), entry.object());
    }

    /** The image with what is in memory by now. */
    private record Loaded(KernelImage image, GuestMemory memory, int wordSize) implements ImageView {
        @Override
        public String name() {
            return image.name();
        }

        @Override
        public OptionalLong symbol(String name) {
            return image.symbol(name);
        }

        @Override
        public List<String> namesAt(long address) {
            return image.symbols().namesAt(address);
        }

        @Override
        public boolean isText(long address) {
            return image.isText(address);
        }

        @Override
        public OptionalLong read(long address, int size) {
            try {
                return OptionalLong.of(memory.word(address, size));
            } catch (GuestMemoryException e) {
                return OptionalLong.empty();
            }
        }
    }
}
