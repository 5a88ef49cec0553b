package dev.initlab.inspect;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import dev.initlab.elf.ElfClass;
import dev.initlab.elf.ElfFile;
import dev.initlab.elf.ElfType;
import dev.initlab.elf.Endian;
import dev.initlab.elf.Section;
import dev.initlab.elf.SectionFlag;
import dev.initlab.elf.Symbol;

/**
 * A vmlinux at rest, of any architecture: what its sections hold, without relocation.
 *
 * <p>Immutable; thread-safe.
 */
public final class ElfImage implements ImageView {
    private static final long END_OF_ADDRESSES = -1;

    private final ElfFile elf;
    private final SymbolList symbols;
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
            throw new ImageException(elf.name(), "has no symbol table, by which the initcall tables are "
                    + "found; strip it with --strip-debug instead");
        }
        SymbolList.Builder builder = new SymbolList.Builder();
        elf.symbols().all().stream().filter(s -> !s.isUndefined())
                .forEach(s -> builder.add(s, s.value(), END_OF_ADDRESSES));
        symbols = builder.build();
        contents = sections(SectionFlag.ALLOC);
        text = sections(SectionFlag.EXECINSTR);
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
        return symbols.namesAt(address);
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
                ByteOrder order = elf.header().endian() == Endian.BIG
                        ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
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
}
