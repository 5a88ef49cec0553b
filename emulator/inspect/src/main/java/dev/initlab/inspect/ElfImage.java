package dev.initlab.inspect;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import dev.initlab.elf.ElfClass;
import dev.initlab.elf.ElfFile;
import dev.initlab.elf.ElfType;
import dev.initlab.elf.Endian;
import dev.initlab.elf.Section;
import dev.initlab.elf.SectionFlag;
import dev.initlab.elf.Segment;
import dev.initlab.elf.SegmentType;
import dev.initlab.elf.Symbol;
import dev.initlab.elf.SymbolType;

/**
 * A vmlinux at rest, of any architecture: what its sections hold, without relocation.
 *
 * <p>A file without a section header table is read by its segments. Thread-safe.
 */
public final class ElfImage implements ImageView {
    /** As {@code kernel/kallsyms.c} and a reader would choose: functions, global ones, fewer underscores. */
    private static final Comparator<Symbol> MOST_TELLING_FIRST =
            Comparator.comparing((Symbol s) -> s.type() != SymbolType.FUNC && s.type() != SymbolType.OBJECT)
                    .thenComparing(Symbol::isLocal)
                    .thenComparingInt(s -> leadingUnderscores(s.name()))
                    .thenComparingInt(Symbol::index);

    private final ElfFile elf;
    private final Map<Long, List<Symbol>> byAddress = new HashMap<>();
    private final List<Range> contents;
    private final List<Range> text;

    /** Virtual addresses and the bytes behind them; what has no bytes in the file has an empty segment. */
    private record Range(long start, long size, MemorySegment bytes) {
        boolean contains(long address, long length) {
            return Long.compareUnsigned(address, start) >= 0 && Long.compareUnsigned(length, size) <= 0
                    && Long.compareUnsigned(address - start, size - length) <= 0;
        }
    }

    private ElfImage(ElfFile elf) {
        this.elf = elf;
        if (!elf.header().is(ElfType.EXEC) && !elf.header().is(ElfType.DYN)) {
            throw new ImageException(elf.name(), elf.header().is(ElfType.REL)
                    ? "is an object file or module, not linked; a vmlinux is wanted"
                    : "is no executable (ELF type %d); a vmlinux is wanted".formatted(elf.header().type()));
        }
        if (elf.symbols().isEmpty()) {
            throw new ImageException(elf.name(),
                    "has no symbol table, by which the initcall tables are found; strip it with --strip-debug instead");
        }
        for (Symbol symbol : elf.symbols().all()) {
            if (isNamed(symbol)) {
                byAddress.computeIfAbsent(symbol.value(), unused -> new ArrayList<>()).add(symbol);
            }
        }
        contents = elf.sections().isEmpty() ? segments(false) : sections(SectionFlag.ALLOC);
        text = elf.sections().isEmpty() ? segments(true) : sections(SectionFlag.EXECINSTR);
    }

    /**
     * Takes an ELF file for a kernel image.
     *
     * @throws ImageException                  if it is no linked kernel, or one without symbols
     * @throws dev.initlab.elf.ElfException if its symbol table is malformed
     */
    public static ElfImage of(ElfFile elf) {
        return new ElfImage(elf);
    }

    @Override
    public String name() {
        return elf.name();
    }

    @Override
    public int wordSize() {
        return elf.header().elfClass() == ElfClass.ELF64 ? 8 : 4;
    }

    @Override
    public OptionalLong symbol(String name) {
        Optional<Symbol> symbol = elf.symbols().byName(name).filter(s -> !s.isUndefined());
        return symbol.isPresent() ? OptionalLong.of(symbol.get().value()) : OptionalLong.empty();
    }

    @Override
    public List<String> namesAt(long address) {
        return byAddress.getOrDefault(address, List.of()).stream()
                .sorted(MOST_TELLING_FIRST).map(Symbol::name).toList();
    }

    @Override
    public boolean isText(long address) {
        return text.stream().anyMatch(range -> range.contains(address, 1));
    }

    @Override
    public OptionalLong read(long address, int size) {
        for (Range range : contents) {
            long offset = address - range.start();
            if (range.contains(address, size) && offset >= 0 && offset + size <= range.bytes().byteSize()) {
                ByteOrder order = elf.header().endian() == Endian.BIG ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
                return OptionalLong.of(size == 8
                        ? range.bytes().get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order), offset)
                        : Integer.toUnsignedLong(
                                range.bytes().get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(order), offset)));
            }
        }
        return OptionalLong.empty();
    }

    private List<Range> sections(SectionFlag flag) {
        return elf.sections().stream()
                .filter(s -> s.has(SectionFlag.ALLOC) && s.has(flag) && !s.has(SectionFlag.TLS))
                .map(this::range).toList();
    }

    private Range range(Section section) {
        return new Range(section.address(), section.size(), elf.content(section));
    }

    private List<Range> segments(boolean executable) {
        return elf.segments().stream()
                .filter(s -> s.is(SegmentType.LOAD) && (!executable || s.executable()))
                .map(this::range).toList();
    }

    private Range range(Segment segment) {
        return new Range(segment.vaddr(), segment.memsz(), elf.content(segment));
    }

    /** Not undefined, and no name of the tools': {@code include/linux/module.h: is_mapping_symbol()}. */
    private static boolean isNamed(Symbol symbol) {
        String name = symbol.name();
        return !symbol.isUndefined() && !name.isEmpty() && symbol.type() != SymbolType.SECTION
                && symbol.type() != SymbolType.FILE && !name.startsWith(".L") && !name.startsWith("L0")
                && !name.startsWith("$");
    }

    private static int leadingUnderscores(String name) {
        int n = 0;
        while (n < name.length() && name.charAt(n) == '_') {
            n++;
        }
        return n;
    }
}
