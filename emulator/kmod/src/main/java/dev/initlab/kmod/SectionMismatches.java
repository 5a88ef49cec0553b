package dev.initlab.kmod;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import dev.initlab.elf.ArmRelocation;
import dev.initlab.elf.ElfFile;
import dev.initlab.elf.Machine;
import dev.initlab.elf.Relocation;
import dev.initlab.elf.Section;
import dev.initlab.elf.SectionType;
import dev.initlab.elf.Symbol;
import dev.initlab.elf.X86_64Relocation;

/**
 * Finds references from code and data that stay to code and data that will be freed or discarded, by the
 * relocations of an object (scripts/mod/modpost.c: check_sec_ref()).
 *
 * <p>A reference that occurs many times between the same two symbols is reported once.
 */
final class SectionMismatches {
    private static final String UNKNOWN = "(unknown)";
    private static final ValueLayout.OfInt WORD =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final String objectName;
    private final ElfFile file;
    private final Map<Integer, TreeMap<Long, Symbol>> symbolsBySection = new HashMap<>();
    private final Set<String> found = new LinkedHashSet<>();

    private SectionMismatches(String objectName, ElfFile file) {
        this.objectName = objectName;
        this.file = file;
    }

    /**
     * The messages about an ET_REL file, in relocation order.
     *
     * @param objectName what they name the file
     */
    static List<String> find(String objectName, ElfFile file) {
        SectionMismatches search = new SectionMismatches(objectName, file);
        for (Section section : file.sections()) {
            if (section.is(SectionType.REL) || section.is(SectionType.RELA)) {
                file.target(section).ifPresent(from -> search.check(section, from));
            }
        }
        return new ArrayList<>(search.found);
    }

    private void check(Section relocations, Section from) {
        if (SectionRule.Names.UNCHECKED.match(from.name())) {
            return;
        }
        // Of the few target sections there are, most are harmless: ask once for each.
        Map<Integer, Optional<SectionRule>> rules = new HashMap<>();
        List<Symbol> symbols = file.symbols().all();
        for (Relocation relocation : file.relocations(relocations)) {
            if (relocation.symbolIndex() >= symbols.size()) {
                continue; // linked to another table than the one modpost reads
            }
            Symbol symbol = symbols.get(relocation.symbolIndex());
            if (symbol.isInSection()) {
                rules.computeIfAbsent(symbol.sectionIndex(),
                                index -> SectionRule.broken(from.name(), file.sections().get(index).name()))
                        .ifPresent(rule -> report(rule, from, relocation, symbol));
            }
        }
    }

    private void report(SectionRule rule, Section from, Relocation relocation, Symbol symbol) {
        String toSection = file.sections().get(symbol.sectionIndex()).name();
        String fromName = nearest(from.index(), relocation.offset());
        String toName = symbol.name().isEmpty()
                ? nearest(symbol.sectionIndex(), symbol.value() + addend(from, relocation))
                : symbol.name();
        if (SectionException.allows(from.name(), fromName, toSection, toName)) {
            return;
        }
        if (rule == SectionRule.EXPORT_OF_INIT_OR_EXIT) {
            found.add(objectName + ": EXPORT_SYMBOL used for init/exit symbol: " + toName
                    + " (section: " + toSection + ")");
        } else {
            found.add(objectName + ": section mismatch in reference: " + fromName + " (section: "
                    + from.name() + ") -> " + toName + " (section: " + toSection + ")");
        }
    }

    /** Name of the last symbol of a section that starts at or before the offset. */
    private String nearest(int section, long offset) {
        if (symbolsBySection.isEmpty()) {
            for (Symbol symbol : file.symbols().all()) {
                if (symbol.isInSection() && isName(symbol.name())) {
                    symbolsBySection.computeIfAbsent(symbol.sectionIndex(), index -> new TreeMap<>())
                            .put(symbol.value(), symbol);
                }
            }
        }
        TreeMap<Long, Symbol> symbols = symbolsBySection.getOrDefault(section, new TreeMap<>());
        Map.Entry<Long, Symbol> entry = symbols.floorEntry(offset);
        return entry == null ? UNKNOWN : entry.getValue().name();
    }

    /** ARM's mapping symbols say what the bytes are, not whose (ELF for the Arm Architecture, 5.5.5). */
    private static boolean isName(String name) {
        return !name.isEmpty() && !name.matches("\\$[adtx](\\..*)?");
    }

    /** What is added to a section symbol to get the place meant. */
    private long addend(Section from, Relocation relocation) {
        Machine machine = file.header().machine();
        if (machine == Machine.X86_64) {
            // Counted from the end of a four-byte field at the end of the instruction.
            boolean relative = relocation.type() == X86_64Relocation.R_X86_64_PC32.number()
                    || relocation.type() == X86_64Relocation.R_X86_64_PLT32.number();
            return relocation.addend() + (relative ? 4 : 0);
        }
        if (machine == Machine.ARM && !relocation.explicitAddend()) {
            return ArmRelocation.of(relocation.type())
                    .map(type -> armAddend(type, from, relocation))
                    .orElse(0L);
        }
        return relocation.addend();
    }

    private long armAddend(ArmRelocation type, Section from, Relocation relocation) {
        MemorySegment bytes = file.content(from);
        if (bytes.byteSize() < 4 || Long.compareUnsigned(relocation.offset(), bytes.byteSize() - 4) > 0) {
            return 0;
        }
        int word = bytes.get(WORD, relocation.offset());
        return switch (type) {
            case R_ARM_ABS32, R_ARM_REL32, R_ARM_TARGET1 -> word;
            case R_ARM_PREL31 -> word << 1 >> 1;
            // Bits 23 to 0 count instructions from the PC, which is two ahead.
            case R_ARM_PC24, R_ARM_CALL, R_ARM_JUMP24 -> (word << 8 >> 6) + 8;
            case R_ARM_MOVW_ABS_NC, R_ARM_MOVT_ABS, R_ARM_MOVW_PREL_NC, R_ARM_MOVT_PREL ->
                    (short) ((word & 0xf0000) >> 4 | word & 0xfff);
            case R_ARM_THM_CALL, R_ARM_THM_JUMP24 -> thumbBranch(word) + 4;
            case R_ARM_THM_MOVW_ABS_NC, R_ARM_THM_MOVT_ABS, R_ARM_THM_MOVW_PREL_NC, R_ARM_THM_MOVT_PREL ->
                    (short) ((word & 0xf) << 12 | (word & 0x400) << 1 | word >> 20 & 0x700 | word >> 16 & 0xff);
            default -> 0;
        };
    }

    /** S:I1:I2:imm10:imm11:0 of BL or B.W, whose first halfword is the lower one here. */
    private static int thumbBranch(int word) {
        int sign = word << 21 >> 31;
        int i1 = ~(word >> 29 ^ sign) & 1;
        int i2 = ~(word >> 27 ^ sign) & 1;
        return sign << 24 | i1 << 23 | i2 << 22 | (word & 0x3ff) << 12 | word >> 15 & 0xffe;
    }
}
