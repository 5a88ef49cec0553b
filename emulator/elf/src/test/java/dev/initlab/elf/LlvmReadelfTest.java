package dev.initlab.elf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The reader and llvm-readelf see the same in files that clang and lld make. */
class LlvmReadelfTest {
    private static final String SOURCE = """
            extern int ext(int); extern int maybe(int) __attribute__((weak));
            static int counter = 3; int zero[100]; _Thread_local int tls = 4;
            __attribute__((visibility("hidden"))) int hidden(int a) { return ext(a) + counter++; }
            static __attribute__((noinline)) int local(int a) { return hidden(a) + zero[a]; }
            __attribute__((section(".init.text")))
            int start(int a) { return maybe ? maybe(a) : local(a) + tls; }
            int *pointer = &counter; const char *text = "hello"; int (*function)(int) = start;
            __asm__(".globl absolute\\nabsolute = 0x1234\\n.weak w\\nw:\\n");
            __attribute__((section(".note.test"), aligned(4), used)) static const unsigned note[] =
                { 6, 5, 0x102, 0x756e694c, 0x78, 0x1020304, 5 };
            """;

    private static final Map<SectionFlag, String> FLAG_LETTERS = new EnumMap<>(Map.ofEntries(
            Map.entry(SectionFlag.WRITE, "W"), Map.entry(SectionFlag.ALLOC, "A"),
            Map.entry(SectionFlag.EXECINSTR, "X"), Map.entry(SectionFlag.MERGE, "M"),
            Map.entry(SectionFlag.STRINGS, "S"), Map.entry(SectionFlag.INFO_LINK, "I"),
            Map.entry(SectionFlag.LINK_ORDER, "L"), Map.entry(SectionFlag.GROUP, "G"),
            Map.entry(SectionFlag.TLS, "T"), Map.entry(SectionFlag.EXCLUDE, "E"),
            Map.entry(SectionFlag.GNU_RETAIN, "R")));

    private static final Pattern SECTION = Pattern.compile(
            " *\\[ *(\\d+)] (\\S*) +(\\S+) +([0-9a-f]{8,16}) ([0-9a-f]{6,}) ([0-9a-f]{6,}) ([0-9a-f]+) +"
                    + "([A-Za-z]*) +(\\d+) +(\\d+) +(\\d+)");
    private static final Pattern SEGMENT = Pattern.compile(
            "  (\\S+) +0x([0-9a-f]+) 0x([0-9a-f]+) 0x([0-9a-f]+) "
                    + "0x([0-9a-f]+) 0x([0-9a-f]+) ([R ])([W ])([E ]) +0?x?([0-9a-f]+)");
    private static final Pattern SYMBOL = Pattern.compile(
            " *(\\d+): ([0-9a-f]+) +(\\d+) (\\S+) +(\\S+) +(\\S+) +(\\S+) ?(.*)");
    private static final Pattern RELOCATION =
            Pattern.compile("([0-9a-f]{8,16}) +([0-9a-f]{8,16}) (R_\\S+|Unknown) *(.*)");
    private static final Pattern NOTE = Pattern.compile("  (\\S+) +0x([0-9a-f]{8})\\t.*");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {Toolchain.X86_64, Toolchain.AARCH64, Toolchain.ARMV7})
    void objectsAreSeenAlike(String target) throws IOException {
        Toolchain tools = new Toolchain(directory);
        compare(tools, tools.compile(target, "plain.o", SOURCE, "-fcommon", "-g", "-ffunction-sections"));
        compare(tools, tools.compile(target, "kernel.o", SOURCE, "-fno-pic", "-ftls-model=local-exec"));
    }

    @ParameterizedTest
    @ValueSource(strings = {Toolchain.X86_64, Toolchain.AARCH64, Toolchain.ARMV7})
    void linkedFilesAreSeenAlike(String target) throws IOException {
        Toolchain tools = new Toolchain(directory);
        Path object = tools.compile(target, "plain.o", SOURCE, "-fcommon", "-g");
        Path shared = tools.compile(target, "shared.o", SOURCE, "-fPIC");
        compare(tools, tools.link("executable", object, "--build-id=sha1", "-e", "start",
                "--unresolved-symbols=ignore-all", "--emit-relocs"));
        compare(tools, tools.link("shared.so", shared, "--build-id=sha1", "-shared"));
        compare(tools, tools.link("module.ko", object, "-r", "--build-id=sha1"));
        compare(tools, tools.link("stripped", object, "-e", "start", "-s",
                "--unresolved-symbols=ignore-all"));
    }

    private static void compare(Toolchain tools, Path path) throws IOException {
        ElfFile file = ElfFile.read(path);
        compareHeader(tools.readelf(path, "-h"), file);
        compareSections(tools.readelf(path, "-S"), file);
        compareSegments(tools.readelf(path, "-l"), file);
        compareSymbols(tools.readelf(path, "-s"), file);
        compareDynamicSymbols(tools.readelf(path, "--dyn-syms"), file);
        compareRelocations(tools.readelf(path, "-r"), file);
        compareNotes(tools.readelf(path, "-n"), file);
        RawElf raw = RawElf.of(file.raw().bytes(), "raw");
        assertThat(raw.header()).isEqualTo(file.header());
    }

    private static void compareHeader(List<String> lines, ElfFile file) {
        ElfHeader header = file.header();
        assertThat(value(lines, "Class")).isEqualTo(header.elfClass().name());
        assertThat(value(lines, "Type")).startsWith(
                Stream.of(ElfType.values()).filter(header::is).findFirst().orElseThrow().name() + " ");
        assertThat(Long.parseLong(value(lines, "Entry point address").substring(2), 16))
                .isEqualTo(header.entry());
        assertThat(value(lines, "Start of program headers")).startsWith(header.phoff() + " ");
        assertThat(value(lines, "Start of section headers")).startsWith(header.shoff() + " ");
        assertThat(value(lines, "Flags")).startsWith("0x%X".formatted(header.flags()));
        assertThat(value(lines, "Number of program headers")).isEqualTo("" + file.segments().size());
        assertThat(value(lines, "Number of section headers")).isEqualTo("" + file.sections().size());
        assertThat(value(lines, "Section header string table index")).isEqualTo("" + header.shstrndx());
        assertThat(value(lines, "Machine")).isEqualTo(switch (header.machine()) {
            case X86_64 -> "Advanced Micro Devices X86-64";
            case AARCH64 -> "AArch64";
            case ARM -> "ARM";
            default -> throw new AssertionError(header);
        });
    }

    private static String value(List<String> lines, String label) {
        return lines.stream().map(String::strip).filter(line -> line.startsWith(label + ":"))
                .findFirst().orElseThrow().substring(label.length() + 1).strip();
    }

    private static void compareSections(List<String> lines, ElfFile file) {
        List<String> theirs = matches(lines, SECTION).map(m -> row(m.group(1), m.group(2), m.group(3),
                hex(m, 4), hex(m, 5), hex(m, 6), hex(m, 7), m.group(8), m.group(9), m.group(10), m.group(11)))
                .toList();
        List<String> ours = new ArrayList<>();
        for (Section section : file.sections()) {
            ours.add(row(section.index(), section.name(), typeName(section), hex(section.address()),
                    hex(section.offset()), hex(section.size()), hex(section.entsize()), flags(section),
                    section.link(), section.info(), section.addralign()));
        }
        assertThat(ours).isEqualTo(theirs).hasSizeGreaterThan(5);
    }

    private static String typeName(Section section) {
        if (section.type() == 0x70000001 && section.name().contains("eh_frame")) {
            return "X86_64_UNWIND"; // the same number as ARM_EXIDX
        }
        return SectionType.of(section.type()).orElseThrow(() -> new AssertionError(section)).name()
                .replace("GNU_VERSYM", "VERSYM");
    }

    private static String flags(Section section) {
        StringBuilder letters = new StringBuilder();
        FLAG_LETTERS.forEach((flag, letter) -> letters.append(section.has(flag) ? letter : ""));
        return letters.toString();
    }

    private static void compareSegments(List<String> lines, ElfFile file) {
        List<String> theirs = matches(lines, SEGMENT).map(m -> row(m.group(1), hex(m, 2), hex(m, 3),
                hex(m, 4), hex(m, 5), hex(m, 6), m.group(7) + m.group(8) + m.group(9), hex(m, 10))).toList();
        List<String> ours = file.segments().stream().map(segment -> row(typeName(segment),
                hex(segment.offset()), hex(segment.vaddr()), hex(segment.paddr()), hex(segment.filesz()),
                hex(segment.memsz()), flags(segment), hex(segment.align()))).toList();
        assertThat(ours).isEqualTo(theirs);
        assertThat(ours.isEmpty()).isEqualTo(file.header().is(ElfType.REL));
    }

    private static String typeName(Segment segment) {
        return SegmentType.of(segment.type()).orElseThrow(() -> new AssertionError(segment)).name()
                .replace("ARM_EXIDX", "EXIDX");
    }

    private static String flags(Segment segment) {
        return (segment.readable() ? "R" : " ") + (segment.writable() ? "W" : " ")
                + (segment.executable() ? "E" : " ");
    }

    private static void compareSymbols(List<String> lines, ElfFile file) {
        List<String> own = lines.stream().dropWhile(line -> !line.contains("'.symtab'")).toList();
        assertThat(symbols(file.symbols())).isEqualTo(symbolLines(own));
    }

    private static void compareDynamicSymbols(List<String> lines, ElfFile file) {
        assertThat(symbols(file.dynamicSymbols())).isEqualTo(symbolLines(lines));
        assertThat(file.dynamicSymbols().all().isEmpty()).isNotEqualTo(file.header().is(ElfType.DYN));
    }

    private static List<String> symbolLines(List<String> lines) {
        return matches(lines, SYMBOL).map(m -> row(m.group(1), hex(m, 2), m.group(3), m.group(4), m.group(5),
                m.group(6), m.group(7), m.group(4).equals("SECTION") ? "" : m.group(8))).toList();
    }

    private static List<String> symbols(SymbolTable table) {
        return table.all().stream().map(symbol -> row(symbol.index(), hex(symbol.value()), symbol.size(),
                symbol.type(), symbol.binding(), symbol.visibility(), switch (symbol.sectionIndex()) {
                    case Symbol.SHN_UNDEF -> "UND";
                    case Symbol.SHN_ABS -> "ABS";
                    case Symbol.SHN_COMMON -> "COM";
                    default -> symbol.sectionIndex();
                }, symbol.name())).toList();
    }

    private static void compareRelocations(List<String> lines, ElfFile file) {
        List<String> theirs = matches(lines, RELOCATION)
                .map(m -> row(hex(m, 1), hex(m, 2), m.group(3), addend(m.group(4)))).toList();
        List<String> ours = new ArrayList<>();
        for (Section section : file.sections()) {
            if (section.is(SectionType.REL) || section.is(SectionType.RELA)) {
                for (Relocation relocation : file.relocations(section)) {
                    ours.add(row(hex(relocation.offset()), info(file, relocation),
                            name(file.header().machine(), relocation.type()), relocation.addend()));
                }
            }
        }
        assertThat(ours).isEqualTo(theirs);
        assertThat(ours.isEmpty()).isEqualTo(file.symbols().isEmpty() && !file.header().is(ElfType.DYN));
    }

    private static String info(ElfFile file, Relocation relocation) {
        boolean wide = file.header().elfClass() == ElfClass.ELF64;
        return hex(((long) relocation.symbolIndex() << (wide ? 32 : 8)) | relocation.type());
    }

    /** Of "value name + 1f", "value name - 4", "1f", "-4" or nothing. */
    private static long addend(String text) {
        String[] words = text.strip().split(" +");
        String last = words[words.length - 1];
        if (words.length >= 2 && words[words.length - 2].matches("[+-]")) {
            return Long.parseUnsignedLong(last, 16) * (words[words.length - 2].equals("-") ? -1 : 1);
        }
        return words.length == 1 && !last.isEmpty() ? Long.parseLong(last, 16) : 0;
    }

    private static String name(Machine machine, int type) {
        IntFunction<Optional<? extends Enum<?>>> table = switch (machine) {
            case X86_64 -> X86_64Relocation::of;
            case AARCH64 -> Aarch64Relocation::of;
            case ARM -> ArmRelocation::of;
            default -> throw new AssertionError(machine);
        };
        return table.apply(type).orElseThrow().name();
    }

    private static void compareNotes(List<String> lines, ElfFile file) {
        List<String> theirs = matches(lines, NOTE).map(m -> m.group(1) + " " + hex(m, 2)).toList();
        List<String> ours = file.notes().stream()
                .map(note -> note.name() + " " + Long.toHexString(note.desc().byteSize())).toList();
        assertThat(ours).isEqualTo(theirs).contains("Linux 5");
    }

    private static Stream<Matcher> matches(List<String> lines, Pattern pattern) {
        return lines.stream().map(pattern::matcher).filter(Matcher::matches);
    }

    private static String row(Object... cells) {
        return Stream.of(cells).map(Object::toString).collect(Collectors.joining(" "));
    }

    private static String hex(long value) {
        return Long.toHexString(value);
    }

    private static String hex(Matcher matcher, int group) {
        return Long.toHexString(Long.parseUnsignedLong(matcher.group(group), 16));
    }
}
