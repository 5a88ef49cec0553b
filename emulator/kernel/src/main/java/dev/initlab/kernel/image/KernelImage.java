package dev.initlab.kernel.image;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

import dev.initlab.elf.ElfException;
import dev.initlab.elf.ElfFile;
import dev.initlab.elf.ElfType;
import dev.initlab.elf.Segment;
import dev.initlab.elf.SegmentType;
import dev.initlab.elf.Symbol;
import dev.initlab.inspect.SymbolList;
import dev.initlab.kernel.InputException;
import dev.initlab.machine.Architecture;
import dev.initlab.machine.Mmu;
import dev.initlab.machine.Ram;
import dev.initlab.machine.Vcpu;

/**
 * A vmlinux: segments, symbols, struct layouts; checked, not yet in memory.
 *
 * <p>Immutable, and shared by any number of boots.
 */
public final class KernelImage {
    /** Bytes from one hypercall stub to the next, {@code arch/ARCH/hypercall.S}. */
    private static final int STUB_SIZE = 16;
    private static final Map<dev.initlab.elf.Machine, Architecture> ARCHITECTURES = Map.of(
            dev.initlab.elf.Machine.X86_64, Architecture.X86_64,
            dev.initlab.elf.Machine.AARCH64, Architecture.ARM64,
            dev.initlab.elf.Machine.ARM, Architecture.ARM);

    private final ElfFile elf;
    private final Architecture architecture;
    private final List<Segment> segments;
    private final Map<String, Long> byName = new HashMap<>();
    private final SymbolList symbols;
    private final Layout layout;
    private final long codeChecksum;

    private KernelImage(ElfFile elf) {
        this.elf = elf;
        if (!elf.header().is(ElfType.EXEC) && !elf.header().is(ElfType.DYN)) {
            throw bad("is no executable (ELF type %d); a vmlinux is wanted".formatted(elf.header().type()));
        }
        Architecture found = ARCHITECTURES.get(elf.header().machine());
        if (found == null) {
            throw bad("is for %s; x86_64, arm64 and arm are supported".formatted(elf.header().machine()));
        }
        architecture = found;
        segments = elf.segments().stream()
                .filter(s -> s.is(SegmentType.LOAD) && s.memsz() > 0).toList();
        checkSegments();
        if (elf.symbols().isEmpty()) {
            throw bad("has no symbol table; strip it with --strip-debug instead");
        }
        symbols = readSymbols();
        layout = Layout.of(elf);
        codeChecksum = checksum(segments.stream().filter(Segment::executable).toList());
    }

    /**
     * Checks an ELF file and reads what a boot needs.
     *
     * @throws InputException if it is no vmlinux that can be booted
     */
    public static KernelImage of(ElfFile elf) {
        try {
            return new KernelImage(elf);
        } catch (ElfException e) {
            throw new InputException(e.file(), "offset 0x%x: %s".formatted(e.offset(), e.reason()));
        }
    }

    public String name() {
        return elf.name();
    }

    public ElfFile elf() {
        return elf;
    }

    public Architecture architecture() {
        return architecture;
    }

    /** The loadable segments, in file order; page aligned and disjoint. */
    public List<Segment> segments() {
        return segments;
    }

    public Layout layout() {
        return layout;
    }

    /** Equal for images with the same code, and rarely for others. */
    public long codeChecksum() {
        return codeChecksum;
    }

    private long checksum(List<Segment> of) {
        CRC32C sum = new CRC32C();
        of.forEach(segment -> sum.update(elf.content(segment).asByteBuffer()));
        return sum.getValue();
    }

    /** The kernel's own symbols by address. */
    public SymbolList symbols() {
        return symbols;
    }

    /** Value of a symbol, a global one if there are several of that name. */
    public OptionalLong symbol(String name) {
        Long value = byName.get(name);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /**
     * Value of a symbol the boot cannot do without.
     *
     * @throws InputException if the image lacks it
     */
    public long require(String name) {
        return symbol(name).orElseThrow(() -> bad(
                "has no symbol " + name + "; link it with linker-scripts/*/vmlinux.lds.S"));
    }

    /** Whether an address lies in a loadable segment that may be executed. */
    public boolean isText(long address) {
        return segments.stream().anyMatch(s -> s.executable() && address >= s.vaddr()
                && address < s.vaddr() + s.memsz());
    }

    private boolean isText(long address, long size) {
        return segments.stream().anyMatch(s -> s.executable() && address >= s.vaddr()
                && address - s.vaddr() <= s.memsz() - size);
    }

    /** Names of the hypercall stubs by their index; empty for an image without any. */
    public List<String> hypercalls() {
        Vcpu.Stubs stubs = stubs();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < stubs.count(); i++) {
            long at = stubs.address() + (long) i * STUB_SIZE;
            Optional<SymbolList.Found> found = symbols.lookup(at);
            names.add(found.filter(f -> f.start() == at).map(SymbolList.Found::name).orElse(""));
        }
        while (!names.isEmpty() && names.getLast().isEmpty()) {
            names.removeLast(); // padding up to the end of the section's last page
        }
        return names;
    }

    /** Where the hypercall stubs are. */
    public Vcpu.Stubs stubs() {
        OptionalLong start = symbol("__hypercall_start");
        OptionalLong end = symbol("__hypercall_end");
        if (start.isEmpty() || end.isEmpty()) {
            return Vcpu.Stubs.NONE;
        }
        long size = end.getAsLong() - start.getAsLong();
        if (size < 0 || size > 0 && !isText(start.getAsLong(), size)) {
            throw bad("__hypercall_start (0x%x) and __hypercall_end (0x%x) do not bound code of the image".formatted(
                    start.getAsLong(), end.getAsLong()));
        }
        return new Vcpu.Stubs(start.getAsLong(), STUB_SIZE, (int) (size / STUB_SIZE));
    }

    /**
     * Copies the segments into memory.
     *
     * @return first physical page after the image
     * @throws InputException if they do not fit
     */
    public long copyTo(Ram ram) {
        long end = ram.base();
        for (Segment segment : segments) {
            long size = pageUp(segment.memsz() + (segment.vaddr() & (Mmu.PAGE_SIZE - 1)));
            if (!ram.contains(segment.paddr() & -Mmu.PAGE_SIZE, size)) {
                throw bad(("segment %d needs physical memory at 0x%x to 0x%x; the machine has 0x%x to 0x%x, "
                        + "give it more with --memory").formatted(segment.index(), segment.paddr(),
                        segment.paddr() + segment.memsz(), ram.base(), ram.end()));
            }
            if ((segment.paddr() & -Mmu.PAGE_SIZE) == 0) {
                throw bad("segment %d lies at physical 0x%x, in the first page, which is nobody's"
                        .formatted(segment.index(), segment.paddr()));
            }
            ram.slice(segment.paddr(), segment.filesz()).copyFrom(elf.content(segment));
            end = Math.max(end, (segment.paddr() & -Mmu.PAGE_SIZE) + size);
        }
        return end;
    }

    /** The error of an image that is not as it must be. */
    public InputException bad(String what) {
        return new InputException(elf.name(), what);
    }

    private void checkSegments() {
        if (segments.isEmpty()) {
            throw bad("has nothing to load (no PT_LOAD segment)");
        }
        for (Segment segment : segments) {
            if ((segment.vaddr() - segment.paddr()) % Mmu.PAGE_SIZE != 0) {
                throw bad("segment %d: virtual 0x%x and physical 0x%x lie differently in their pages"
                        .formatted(segment.index(), segment.vaddr(), segment.paddr()));
            }
            if (segment.vaddr() + segment.memsz() < segment.vaddr()) {
                throw bad("segment %d wraps around the end of memory".formatted(segment.index()));
            }
            for (Segment other : segments.subList(0, segments.indexOf(segment))) {
                if (sharePage(other.vaddr(), other.memsz(), segment.vaddr(), segment.memsz())) {
                    throw bad("segments %d and %d overlap at 0x%x".formatted(other.index(), segment.index(),
                            Math.max(other.vaddr(), segment.vaddr())));
                }
                if (sharePage(other.paddr(), other.memsz(), segment.paddr(), segment.memsz())) {
                    throw bad("segments %d and %d overlap in physical memory at 0x%x".formatted(other.index(),
                            segment.index(), Math.max(other.paddr(), segment.paddr())));
                }
            }
        }
    }

    private static boolean sharePage(long a, long sizeOfA, long b, long sizeOfB) {
        return pageUp(a + sizeOfA) > (b & -Mmu.PAGE_SIZE) && pageUp(b + sizeOfB) > (a & -Mmu.PAGE_SIZE);
    }

    private SymbolList readSymbols() {
        SymbolList.Builder builder = new SymbolList.Builder();
        for (Symbol symbol : elf.symbols().all()) {
            if (symbol.isUndefined()) {
                continue;
            }
            if (symbol.isLocal()) {
                byName.putIfAbsent(symbol.name(), symbol.value());
            } else {
                byName.put(symbol.name(), symbol.value());
            }
            segments.stream()
                    .filter(s -> symbol.value() >= s.vaddr() && symbol.value() <= s.vaddr() + s.memsz())
                    .findFirst()
                    .ifPresent(s -> builder.add(symbol, symbol.value(), s.vaddr() + s.memsz()));
        }
        return builder.build();
    }

    private static long pageUp(long value) {
        return value + Mmu.PAGE_SIZE - 1 & -Mmu.PAGE_SIZE;
    }
}
