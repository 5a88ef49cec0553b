package dev.initlab.kernel.module;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.initlab.elf.ElfException;
import dev.initlab.elf.ElfFile;
import dev.initlab.elf.Machine;
import dev.initlab.elf.Section;
import dev.initlab.elf.SectionType;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever stands in a module's relocation sections, it is relocated or refused; nothing else is written. */
class RelocatorProperties {
    enum Architecture {
        X86_64(Machine.X86_64, 0xffff_ffff_c000_0000L,
                Stream.of(X86Relocation.values()).mapToInt(X86Relocation::number)),
        ARM64(Machine.AARCH64, 0xffff_8000_0000_0000L, Stream.of(Arm64Relocation.values()).mapToInt(Arm64Relocation::number)),
        ARM(Machine.ARM, 0xbf00_0000L, Stream.of(ArmRelocation.values()).mapToInt(ArmRelocation::number));

        private final Machine machine;
        private final long base;
        private final int[] types;

        Architecture(Machine machine, long base, IntStream types) {
            this.machine = machine;
            this.base = base;
            this.types = types.toArray();
        }
    }

    /** Random bytes: nearly always an unknown type. */
    @Property(tries = 300)
    void noise(@ForAll Architecture architecture, @ForAll long seed) {
        Random random = new Random(seed);
        relocate(architecture, random.nextBoolean(), (entry, symbols) -> {
            byte[] bytes = new byte[entry.remaining()];
            random.nextBytes(bytes);
            entry.put(bytes);
        });
    }

    /** A few entries that make sense one by one: known types, places in and just behind the section. */
    @Property(tries = 1000)
    void plausible(@ForAll Architecture architecture, @ForAll long seed) {
        Random random = new Random(seed);
        boolean elf32 = architecture == Architecture.ARM;
        int hostility = random.nextInt(4);
        String outcome = relocate(architecture, random.nextBoolean(), (entry, symbols) -> {
            if (random.nextInt(10) != 0) {
                return;
            }
            long offset = hostility != 2 ? random.nextInt(88) : random.nextBoolean() ? random.nextInt(88, 110)
                    : random.nextLong();
            int symbol = random.nextInt(hostility == 1 ? symbols + 2 : symbols);
            int type = hostility == 3 ? random.nextInt(256) : architecture.types[random.nextInt(
                    architecture.types.length)];
            if (elf32) {
                entry.putInt((int) offset).putInt(symbol << 8 | type);
            } else {
                entry.putLong(offset).putLong((long) symbol << 32 | type).putLong(random.nextInt(4096) - 2048);
            }
        });
        Statistics.label(architecture.name()).collect(outcome)
                .coverage(seen -> seen.check("relocated").count(n -> n > 0));
    }

    private interface EntryWriter {
        /** Fills one entry, whose bytes are what remains of the buffer. */
        void write(ByteBuffer entry, int symbols);
    }

    private static String relocate(Architecture architecture, boolean thumb, EntryWriter writer) {
        byte[] bytes = SmallModule.of(architecture.machine);
        ElfFile whole = ElfFile.parse(MemorySegment.ofArray(bytes.clone()), "whole");
        for (Section section : whole.sections()) {
            if (section.is(SectionType.REL) || section.is(SectionType.RELA)) {
                for (long at = 0; at < section.size(); at += section.entsize()) {
                    writer.write(ByteBuffer.wrap(bytes, (int) (section.offset() + at), (int) section.entsize())
                            .order(ByteOrder.LITTLE_ENDIAN), whole.symbols().all().size());
                }
            }
        }
        Relocator relocator = Relocator.of(architecture.machine, thumb);
        try {
            ElfFile elf = ElfFile.parse(MemorySegment.ofArray(bytes), "module");
            LaidOutModule module = LaidOutModule.of("test", elf, relocator, architecture.base,
                    symbol -> architecture.base + 0x1000_0000);
            Map<Long, byte[]> before = parts(module);
            try {
                module.image().applyRelocations(relocator);
            } finally {
                assertThatOnlySectionsChanged(module, before);
            }
            return "relocated";
        } catch (ElfException | RelocationException e) {
            return "refused";
        }
    }

    private static Map<Long, byte[]> parts(LaidOutModule module) {
        ModuleImage image = module.image();
        return Map.of(image.coreBase(), module.memory().read(image.coreBase(), (int) image.layout().core().size()),
                image.initBase(), module.memory().read(image.initBase(), (int) image.layout().init().size()));
    }

    private static void assertThatOnlySectionsChanged(LaidOutModule module, Map<Long, byte[]> before) {
        parts(module).forEach((base, after) -> {
            byte[] old = before.get(base);
            for (int i = 0; i < after.length; i++) {
                long at = base + i;
                if (old[i] != after[i]) {
                    assertThat(module.image().sections()).as("who owns 0x%x, which has changed", at).anyMatch(
                            section -> module.image().placed(section.index()).filter(placed -> at >= placed.address()
                                    && at - placed.address() < section.size()).isPresent());
                }
            }
        });
    }
}
