package dev.initlab.elf.dwarf;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.initlab.elf.ElfFile;
import dev.initlab.elf.ElfType;
import dev.initlab.elf.Section;
import dev.initlab.elf.SectionFlag;

/**
 * Where a file has code.
 *
 * <p>A linker leaves the lines of code it removed, at 0 or at the end of the addresses, where there is none.
 */
final class CodeRanges {
    private final boolean linked;
    /** Start of each section of code, and the farthest end of those that start there or before. */
    private final TreeMap<Long, Long> ends = new TreeMap<>(Long::compareUnsigned);

    CodeRanges(ElfFile elf) {
        linked = !elf.header().is(ElfType.REL);
        List<Section> code = elf.sections().stream().filter(s -> s.has(SectionFlag.EXECINSTR) && s.size() != 0)
                .sorted(Comparator.comparing(Section::address, Long::compareUnsigned)).toList();
        long farthest = 0;
        for (Section section : code) {
            long last = section.address() + section.size() - 1;
            if (Long.compareUnsigned(last, section.address()) >= 0) {
                farthest = Long.compareUnsigned(last, farthest) > 0 ? last : farthest;
                ends.put(section.address(), farthest);
            }
        }
    }

    /** Whether an address of a linked file, or a place in a section of an object file, is code. */
    boolean contain(int section, long address) {
        if (!linked) {
            return section > 0;
        }
        Map.Entry<Long, Long> range = ends.floorEntry(address);
        return range != null && Long.compareUnsigned(address, range.getValue()) <= 0;
    }
}
