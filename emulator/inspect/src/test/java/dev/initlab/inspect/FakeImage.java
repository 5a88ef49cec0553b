package dev.initlab.inspect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** An image made of numbers: all tables empty at 0x1000, code from 0x8000 to 0x9000, until told otherwise. */
final class FakeImage implements ImageView {
    static final long TABLES = 0x1000;
    static final long TEXT = 0x8000;
    private static final long TEXT_END = 0x9000;

    private final int wordSize;
    private final Map<String, Long> symbols = new HashMap<>();
    private final Map<Long, Long> words = new HashMap<>(); // of 4 bytes

    FakeImage(int wordSize) {
        this.wordSize = wordSize;
        for (InitcallLevel level : InitcallLevel.values()) {
            symbols.put(level.startSymbol(), TABLES);
            symbols.put(level.endSymbol(), TABLES);
        }
    }

    FakeImage symbol(String name, long address) {
        symbols.put(name, address);
        return this;
    }

    FakeImage without(String name) {
        symbols.remove(name);
        return this;
    }

    /** 4 bytes. */
    FakeImage word(long address, long value) {
        words.put(address, value & 0xffff_ffffL);
        return this;
    }

    FakeImage pointer(long address, long value) {
        word(address, value);
        return wordSize == 8 ? word(address + 4, value >>> 32) : this;
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public int wordSize() {
        return wordSize;
    }

    @Override
    public OptionalLong symbol(String name) {
        return symbols.containsKey(name) ? OptionalLong.of(symbols.get(name)) : OptionalLong.empty();
    }

    @Override
    public List<String> namesAt(long address) {
        List<String> names = new ArrayList<>();
        symbols.forEach((name, at) -> {
            if (at == address) {
                names.add(name);
            }
        });
        return names.stream().sorted().toList();
    }

    @Override
    public boolean isText(long address) {
        return address >= TEXT && address < TEXT_END;
    }

    @Override
    public OptionalLong read(long address, int size) {
        if (!words.containsKey(address) || size == 8 && !words.containsKey(address + 4)) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(words.get(address) | (size == 8 ? words.get(address + 4) << 32 : 0));
    }
}
