package dev.initlab.debug.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.initlab.debug.monitor.RefusedException;
import dev.initlab.elf.ElfException;
import dev.initlab.elf.ElfFile;
import dev.initlab.elf.Section;
import dev.initlab.elf.dwarf.LineRange;
import dev.initlab.elf.dwarf.LineTable;
import dev.initlab.elf.dwarf.SourceLine;
import dev.initlab.kernel.module.Module;

/** Source lines of the kernel and its modules, where their files have DWARF line tables, and the sources' text. */
final class Sources {
    private final Target target;
    private final Map<ElfFile, LineTable> tables = new HashMap<>();
    private final Map<String, Optional<List<String>>> texts = new HashMap<>();
    private final List<Path> directories;

    /**
     * Code in memory that comes from one line.
     *
     * @param end address behind it
     */
    record Code(long start, long end, SourceLine line) {
    }

    Sources(Target target, List<Path> directories) {
        this.target = target;
        this.directories = new ArrayList<>(directories);
    }

    /** Looks for sources in one more directory, before the others. */
    void addDirectory(Path directory) {
        directories.addFirst(directory);
        texts.clear();
    }

    /** The code around an address that comes from the same line. */
    Optional<Code> at(long address) {
        try {
            for (Module module : target.boot().modules()) {
                for (Section section : module.sections()) {
                    Optional<Long> base = module.address(section);
                    if (base.isPresent() && Long.compareUnsigned(address - base.get(), section.size()) < 0) {
                        return table(module.file()).rangeAt(section.index(), address - base.get())
                                .map(r -> code(r, base.get()));
                    }
                }
            }
            return table(target.boot().image().elf()).rangeAt(0, address).map(r -> code(r, 0));
        } catch (ElfException e) {
            return Optional.empty(); // a file may be booted whose debug information is damaged
        }
    }

    /** Where code of a line begins; of the first later line that has code, if it has none. */
    List<Code> find(String file, int line) {
        List<Code> found = new ArrayList<>();
        try {
            table(target.boot().image().elf()).ranges(file, line).forEach(r -> found.add(code(r, 0)));
            for (Module module : target.boot().modules()) {
                for (LineRange range : table(module.file()).ranges(file, line)) {
                    module.address(module.sections().get(range.section())).ifPresent(base -> found.add(code(range, base)));
                }
            }
        } catch (ElfException e) {
            throw new RefusedException("%s: offset 0x%x: %s".formatted(e.file(), e.offset(), e.reason()));
        }
        int first = found.stream().mapToInt(c -> c.line().line()).min().orElse(line);
        return found.stream().filter(c -> c.line().line() == first).toList();
    }

    private LineTable table(ElfFile file) {
        return tables.computeIfAbsent(file, LineTable::of);
    }

    private static Code code(LineRange range, long base) {
        return new Code(base + range.start(), base + range.end(), range.line());
    }

    /** The lines of a source file, if it is where the compiler found it, or in one of the directories. */
    Optional<List<String>> text(String file) {
        return texts.computeIfAbsent(file, name -> directories.stream().map(d -> d.resolve(name)).filter(Files::isReadable)
                .findFirst().flatMap(Sources::lines));
    }

    private static Optional<List<String>> lines(Path file) {
        try {
            return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList());
        } catch (IOException e) {
            return Optional.empty(); // it has gone, or is none
        }
    }

    /** One line of source. */
    Optional<String> text(SourceLine line) {
        return text(line.file()).filter(all -> line.line() <= all.size()).map(all -> all.get(line.line() - 1));
    }
}
