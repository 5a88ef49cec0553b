package dev.initlab.elf.dwarf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import dev.initlab.elf.ElfException;
import dev.initlab.elf.ElfFile;
import dev.initlab.elf.ElfType;
import dev.initlab.elf.Machine;
import dev.initlab.elf.Section;
import dev.initlab.elf.SectionFlag;
import dev.initlab.elf.Symbol;
import dev.initlab.elf.SymbolType;
import org.jspecify.annotations.Nullable;

/**
 * Which source line an address comes from: the {@code .debug_line} of a linked file or an object file, DWARF 2
 * to 5, in the 32-bit and the 64-bit format.
 *
 * <p>Nothing is read before the first question; then all of it, once. Units of another version are passed over,
 * and so is what a linker left of code it removed. Work and memory are linear in the size of the section,
 * whatever it claims. Thread-safe.
 */
public final class LineTable {
    private static final String SECTION = ".debug_line";
    private static final long DWARF64 = 0xffff_ffffL;
    private static final long FIRST_RESERVED_LENGTH = 0xffff_fff0L;

    private final ElfFile elf;
    private @Nullable List<Sequence> sequences;

    private LineTable(ElfFile elf) {
        this.elf = elf;
    }

    /** The table of a file; empty when it has none. */
    public static LineTable of(ElfFile elf) {
        return new LineTable(elf);
    }

    /** Whether the file has no line table: it was built without {@code -g}, or stripped. */
    public boolean isEmpty() {
        return elf.section(SECTION).isEmpty();
    }

    /**
     * The line an address of a linked file comes from; empty when the compiler names none.
     *
     * @throws ElfException if the table is malformed
     */
    public Optional<SourceLine> at(long address) {
        return at(0, address);
    }

    /**
     * The line a place of an object file comes from.
     *
     * @param section index of the section of code
     * @param offset  offset in it
     * @throws ElfException if the table is malformed
     */
    public Optional<SourceLine> at(int section, long offset) {
        return sequence(section, offset).flatMap(sequence -> sequence.line(sequence.lastRowAt(offset)));
    }

    /**
     * The line a function begins at: the one of its name, although that of its first statement may have the same
     * address.
     *
     * @param function a symbol of this file
     * @throws ElfException if the table is malformed
     */
    public Optional<SourceLine> at(Symbol function) {
        boolean thumb = elf.header().machine() == Machine.ARM && function.type() == SymbolType.FUNC;
        long value = thumb ? function.value() & ~1 : function.value();
        if (elf.header().is(ElfType.REL)) {
            return function.isInSection() ? begin(function.sectionIndex(), value) : Optional.empty();
        }
        return begin(0, value);
    }

    /**
     * The code around a place that comes from the same line, in one piece.
     *
     * @param section index of the section of code; 0 in a linked file
     * @param offset  offset in it, or an address
     * @throws ElfException if the table is malformed
     */
    public Optional<LineRange> rangeAt(int section, long offset) {
        return sequence(section, offset).flatMap(sequence -> sequence.range(sequence.lastRowAt(offset)));
    }

    /**
     * The pieces of code that come from a line, or, if there are none, from the first later line that has code.
     *
     * @param file the file's path, or the end of it from a slash on
     * @throws ElfException if the table is malformed
     */
    public List<LineRange> ranges(String file, int line) {
        List<LineRange> found = new ArrayList<>();
        for (Sequence sequence : sequences()) {
            for (int row = 0; row < sequence.addresses().length; row = sequence.firstRowBehind(row)) {
                sequence.range(row).filter(r -> r.line().line() >= line && r.isOf(file)
                        && Long.compareUnsigned(r.start(), r.end()) < 0).ifPresent(found::add);
            }
        }
        int first = found.stream().mapToInt(r -> r.line().line()).min().orElse(line);
        return found.stream().filter(r -> r.line().line() == first).toList();
    }

    private Optional<SourceLine> begin(int section, long offset) {
        return sequence(section, offset).flatMap(sequence -> sequence.line(sequence.firstRowAt(offset)));
    }

    /** The one that holds a place. */
    private Optional<Sequence> sequence(int section, long offset) {
        List<Sequence> all = sequences();
        int at = firstAfter(all, section, offset) - 1;
        return at >= 0 && all.get(at).section() == section && Long.compareUnsigned(offset, all.get(at).end()) < 0
                ? Optional.of(all.get(at)) : Optional.empty();
    }

    /** Runs all line programs of the file, in its order. */
    void rows(LineProgram.Rows rows) {
        Optional<Section> found = elf.section(SECTION);
        if (found.isEmpty() || !found.get().occupiesFile()) {
            return;
        }
        Section section = found.get();
        Cursor in = new Cursor(elf, section);
        if (section.has(SectionFlag.COMPRESSED)) {
            throw in.fault("is compressed; llvm-objcopy --decompress-debug-sections makes it readable");
        }
        Places places = new Places(elf, section);
        long size = in.end();
        while (in.at() < size) {
            long length = in.u32();
            int offsetSize = length == DWARF64 ? Long.BYTES : Integer.BYTES;
            if (offsetSize == Long.BYTES) {
                length = in.u64();
            } else if (length >= FIRST_RESERVED_LENGTH) {
                throw in.fault("a unit of the reserved length 0x%x".formatted(length));
            }
            if (length < 0 || length > in.remaining()) {
                throw in.fault("a unit of 0x%x bytes where 0x%x are left".formatted(length, in.remaining()));
            }
            long next = in.at() + length;
            in.window(in.at(), next);
            int version = in.u16();
            if (version >= UnitHeader.FIRST_VERSION && version <= UnitHeader.LAST_VERSION) {
                LineProgram.run(new UnitHeader(elf, section, places, in, version, offsetSize), places, in, rows);
            }
            in.window(next, size);
        }
    }

    private synchronized List<Sequence> sequences() {
        if (sequences == null) {
            List<Sequence> read = new ArrayList<>();
            CodeRanges code = new CodeRanges(elf);
            SequenceBuilder builder = new SequenceBuilder();
            rows((unit, section, address, file, line, last) -> {
                if (last) {
                    builder.end(unit, section, address).filter(s -> code.contain(s.section(), s.start()))
                            .ifPresent(read::add);
                } else {
                    builder.add(address, file, line);
                }
            });
            read.sort(Comparator.comparingInt(Sequence::section)
                    .thenComparing(Sequence::start, Long::compareUnsigned));
            sequences = List.copyOf(read);
        }
        return sequences;
    }

    private static int firstAfter(List<Sequence> all, int section, long address) {
        int low = 0;
        int high = all.size();
        while (low < high) {
            int middle = low + high >>> 1;
            Sequence sequence = all.get(middle);
            boolean after = sequence.section() > section || sequence.section() == section
                    && Long.compareUnsigned(sequence.start(), address) > 0;
            if (after) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Collects the rows of one sequence. */
    private static final class SequenceBuilder {
        private long[] addresses = new long[64];
        private int[] files = new int[64];
        private int[] lines = new int[64];
        private int count;

        void add(long address, long file, long line) {
            if (count == addresses.length) {
                addresses = Arrays.copyOf(addresses, 2 * count);
                files = Arrays.copyOf(files, 2 * count);
                lines = Arrays.copyOf(lines, 2 * count);
            }
            addresses[count] = address;
            files[count] = (int) Math.clamp(file, -1, Integer.MAX_VALUE);
            lines[count++] = (int) Math.clamp(line, 0, Integer.MAX_VALUE);
        }

        /** Empty when the sequence has no bytes, or its addresses do not rise. */
        Optional<Sequence> end(UnitHeader unit, int section, long end) {
            int rows = count;
            count = 0;
            for (int i = 1; i < rows; i++) {
                if (Long.compareUnsigned(addresses[i - 1], addresses[i]) > 0) {
                    return Optional.empty();
                }
            }
            return rows == 0 || Long.compareUnsigned(addresses[0], end) >= 0 ? Optional.empty()
                    : Optional.of(new Sequence(unit, section, Arrays.copyOf(addresses, rows), end,
                            Arrays.copyOf(files, rows), Arrays.copyOf(lines, rows)));
        }
    }

    /** Code that lies in one piece, with its rows by rising addresses. */
    private record Sequence(UnitHeader unit, int section, long[] addresses, long end, int[] files, int[] lines) {
        long start() {
            return addresses[0];
        }

        /** The last row that is not behind an address, which this sequence must hold. */
        int lastRowAt(long address) {
            int low = 0;
            int high = addresses.length;
            while (low < high) {
                int middle = low + high >>> 1;
                if (Long.compareUnsigned(addresses[middle], address) > 0) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            return low - 1;
        }

        /** The first of the rows at the address of the last one. */
        int firstRowAt(long address) {
            int at = lastRowAt(address);
            while (at > 0 && addresses[at - 1] == addresses[at]) {
                at--;
            }
            return at;
        }

        /** The first row behind one that names another line than it. */
        int firstRowBehind(int row) {
            int next = row + 1;
            while (next < lines.length && lines[next] == lines[row] && files[next] == files[row]) {
                next++;
            }
            return next;
        }

        Optional<LineRange> range(int row) {
            int first = row;
            while (first > 0 && lines[first - 1] == lines[row] && files[first - 1] == files[row]) {
                first--;
            }
            long start = addresses[first];
            int next = firstRowBehind(row);
            long behind = next < addresses.length ? addresses[next] : end;
            return line(row).map(line -> new LineRange(section, start, behind, line));
        }

        Optional<SourceLine> line(int row) {
            return lines[row] == 0 ? Optional.empty()
                    : unit.path(files[row]).map(path -> new SourceLine(path, lines[row]));
        }
    }
}
