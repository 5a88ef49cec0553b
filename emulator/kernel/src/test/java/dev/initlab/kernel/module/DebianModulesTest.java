package dev.initlab.kernel.module;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.initlab.elf.ElfFile;
import dev.initlab.elf.Machine;
import dev.initlab.elf.Relocation;
import dev.initlab.elf.Section;
import dev.initlab.elf.SectionType;
import dev.initlab.elf.Symbol;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

/**
 * Every module of Debian's 6.1 kernels is laid out and relocated, and every byte of every section is right: a
 * relocated place means what it should ({@link ReadBack}), and nothing else has changed.
 */
@Tag("slow")
class DebianModulesTest {

    /** A kernel's package, where modules and the kernel's text are on that architecture, and the types that occur. */
    enum Package {
        AMD64("amd64", Machine.X86_64, 0xffff_ffff_c000_0000L, 0x3e00_0000, 0xffff_ffff_8100_0000L, 0x100_0000,
                Set.of(1, 2, 4, 11, 24)),
        ARM64("arm64", Machine.AARCH64, 0xffff_8000_0000_0000L, 0x0780_0000, 0xffff_8000_0801_0000L, 0x100_0000,
                Set.of(257, 260, 261, 275, 277, 278, 282, 283, 284, 285, 286, 299)),
        ARMHF("armhf", Machine.ARM, 0xbf00_0000L, 0x0080_0000, 0xc030_0000L, 0x0f0_0000,
                Set.of(0, 2, 3, 28, 29, 42, 43, 44));

        private final String debian;
        private final Machine machine;
        private final long area;
        private final int areaSize;
        private final long text;
        private final int textSize;
        private final Set<Integer> types;

        Package(String debian, Machine machine, long area, int areaSize, long text, int textSize,
                Set<Integer> types) {
            this.debian = debian;
            this.machine = machine;
            this.area = area;
            this.areaSize = areaSize;
            this.text = text;
            this.textSize = textSize;
            this.types = types;
        }
    }

    /** Per-CPU variables of x86: symbols whose value is an offset, as its System.map says. */
    private static final Set<String> X86_PER_CPU = Set.of("__preempt_count", "cpu_number", "this_cpu_off",
            "current_task", "cpu_info", "cpu_tlbstate", "fpu_fpregs_owner_ctx", "pcpu_hot");

    @ParameterizedTest
    @EnumSource
    void everyModule(Package kernel) throws IOException {
        Path folder = fetch(kernel);
        Symbols symbols = new Symbols(kernel, folder);
        Relocator relocator = Relocator.of(kernel.machine, false);
        Tally tally = new Tally();
        for (Path file : modules(folder)) {
            ElfFile elf = ElfFile.read(file);
            String name = file.getFileName().toString().replace(".ko", "");
            assertThat(elf.header().machine()).as(name).isEqualTo(kernel.machine);
            long base = kernel.area + Integer.toUnsignedLong(name.hashCode()) % kernel.areaSize / 4096 * 4096;
            LaidOutModule module = LaidOutModule.of(name, elf, relocator, base, symbols::value);
            try {
                module.image().applyRelocations(relocator);
            } catch (RelocationException e) {
                fail("%s at 0x%x: %s", name, base, e.log());
            }
            tally.modules++;
            for (Section section : ModuleLayout.allocated(module.image().sections())) {
                if (section.occupiesFile()) {
                    check(module, section, ReadBack.of(kernel.machine), tally);
                }
            }
        }
        System.out.printf("%s: %d modules, relocations by type: %s, veneers used by branches: %d%n", kernel.debian,
                tally.modules, tally.types, tally.veneers);
        assertThat(tally.modules).isGreaterThan(900);
        assertThat(tally.types.keySet()).containsAll(kernel.types);
        assertThat(tally.veneers > 0).as("branches out of range").isEqualTo(kernel != Package.AMD64);
    }

    private static final class Tally {
        private int modules;
        private long veneers;
        private final Map<Integer, Long> types = new TreeMap<>();
    }

    private static void check(LaidOutModule module, Section section, ReadBack readBack, Tally tally) {
        ModuleImage image = module.image();
        long base = image.placed(section.index()).orElseThrow().address();
        byte[] before = new byte[(int) section.size()];
        image.elf().content(section).asByteBuffer().get(before);
        byte[] after = module.memory().read(base, before.length);
        byte[] expected = before.clone();
        for (Section table : image.sections()) {
            if (table.info() != section.index() || !table.is(SectionType.REL) && !table.is(SectionType.RELA)) {
                continue;
            }
            for (Relocation relocation : image.elf().relocations(table)) {
                int width = readBack.width(relocation.type());
                int at = (int) relocation.offset();
                var applied = new ReadBack.Applied(relocation.type(), base + at,
                        image.symbols()[relocation.symbolIndex()], relocation.addend(),
                        number(expected, at, width), number(after, at, width));
                boolean unchanged = ((applied.before() ^ applied.after()) & ~readBack.mask(relocation.type())) == 0;
                if (width != 0 && !unchanged || !readBack.isRight(applied, module.memory())) {
                    fail("%s %s+0x%x: %s", image.name(), section.name(), at, applied);
                }
                System.arraycopy(after, at, expected, at, width);
                tally.types.merge(relocation.type(), 1L, Long::sum);
                tally.veneers += readBack.isFar(applied) ? 1 : 0;
            }
        }
        assertThat(Arrays.mismatch(expected, after)).as("%s %s: first byte that nobody relocated",
                image.name(), section.name()).isEqualTo(-1);
    }

    private static long number(byte[] bytes, int at, int width) {
        long number = 0;
        for (int i = width - 1; i >= 0; i--) {
            number = number << 8 | Byte.toUnsignedLong(bytes[at + i]);
        }
        return number;
    }

    /** Values of symbols: from System.map if the package has a real one, else made up in the kernel's text. */
    private static final class Symbols {
        private final Package kernel;
        private final Map<String, Long> map = new HashMap<>();

        Symbols(Package kernel, Path folder) throws IOException {
            this.kernel = kernel;
            try (Stream<Path> files = Files.list(folder.resolve("boot"))) {
                for (Path file : files.toList()) {
                    for (String line : Files.readAllLines(file)) {
                        String[] words = line.split(" ");
                        if (words.length == 3) { // the stub says in a sentence where the real one is
                            map.putIfAbsent(words[2], Long.parseUnsignedLong(words[0], 16));
                        }
                    }
                }
            }
        }

        long value(Symbol symbol) {
            Long known = map.get(symbol.name());
            if (known != null) {
                return known;
            }
            int hash = symbol.name().hashCode() >>> 1;
            return kernel == Package.AMD64 && X86_PER_CPU.contains(symbol.name())
                    ? hash % 0x30000 & -8
                    : kernel.text + (hash % kernel.textSize & -16);
        }
    }

    private static List<Path> modules(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("lib"))) {
            return files.filter(file -> file.toString().endsWith(".ko")).sorted().toList();
        }
    }

    private static Path fetch(Package kernel) throws IOException {
        Path root = Path.of(System.getProperty("initlab.root", "../..")).toAbsolutePath().normalize();
        Process process = new ProcessBuilder("scripts/debian-modules.sh", kernel.debian).directory(root.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            switch (process.waitFor()) {
                case 0 -> {
                    return Path.of(output);
                }
                case 2 -> {
                    String why = "NOT RUN: the modules of Debian's " + kernel.debian
                            + " kernel could not be fetched, see above";
                    System.out.println(why);
                    return abort(why);
                }
                default -> throw new AssertionError("scripts/debian-modules.sh " + kernel.debian + " failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
