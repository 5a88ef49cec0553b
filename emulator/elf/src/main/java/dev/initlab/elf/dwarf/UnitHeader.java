package dev.initlab.elf.dwarf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.initlab.elf.ElfFile;
import dev.initlab.elf.Section;

/**
 * The header of a unit of {@code .debug_line}: DWARF 5, 6.2.4.
 *
 * <p>Names stay in the file until they are asked for.
 */
final class UnitHeader {
    static final int FIRST_VERSION = 2;
    static final int LAST_VERSION = 5;
    private static final int PATH = 1; // DW_LNCT_path
    private static final int DIRECTORY_INDEX = 2; // DW_LNCT_directory_index
    private static final int FIRST_WITH_MAX_OPS = 4;

    private final ElfFile elf;
    private final Section section;
    private final int version;
    private final int offsetSize;
    private final int minInstructionLength;
    private final int maxOps;
    private final int lineBase;
    private final int lineRange;
    private final int[] operands; // of standard opcodes, by opcode
    private final List<Name> directories = new ArrayList<>();
    private final List<FileName> files = new ArrayList<>();

    /** Where a string stands: a section and an offset in it. */
    private record Name(Section section, long offset) {
    }

    private record FileName(Name name, long directory) {
    }

    private record EntryFormat(long content, Form form) {
    }

    /** Reads a header; the cursor stands behind its version, and in the end at the line program. */
    UnitHeader(ElfFile elf, Section section, Places places, Cursor in, int version, int offsetSize) {
        this.elf = elf;
        this.section = section;
        this.version = version;
        this.offsetSize = offsetSize;
        if (version == LAST_VERSION) {
            in.skip(2); // address_size, segment_selector_size
        }
        long length = in.unsigned(offsetSize);
        if (length < 0 || length > in.remaining()) {
            throw in.fault("a header of 0x%x bytes where 0x%x are left".formatted(length, in.remaining()));
        }
        long program = in.at() + length;
        minInstructionLength = in.u8();
        maxOps = version >= FIRST_WITH_MAX_OPS ? in.u8() : 1;
        in.u8(); // default_is_stmt
        lineBase = in.s8();
        lineRange = in.u8();
        int opcodeBase = in.u8();
        if (maxOps == 0 || lineRange == 0 || opcodeBase == 0) {
            throw in.fault("maximum_operations_per_instruction, line_range or opcode_base is 0");
        }
        operands = new int[opcodeBase];
        for (int i = 1; i < opcodeBase; i++) {
            operands[i] = in.u8();
        }
        if (version == LAST_VERSION) {
            entries(in, places, true);
            entries(in, places, false);
        } else {
            oldEntries(in);
        }
        in.window(program, in.end());
    }

    int minInstructionLength() {
        return minInstructionLength;
    }

    int maxOps() {
        return maxOps;
    }

    int lineBase() {
        return lineBase;
    }

    int lineRange() {
        return lineRange;
    }

    int opcodeBase() {
        return operands.length;
    }

    /** How many numbers follow a standard opcode. */
    int operands(int opcode) {
        return operands[opcode];
    }

    /** Adds the file a DW_LNE_define_file names. */
    void defineFile(Cursor in) {
        files.add(oldFile(in));
    }

    /** The path of a file by its number in the line program; empty when there is no such file. */
    Optional<String> path(long number) {
        long index = version == LAST_VERSION ? number : number - 1;
        if (index < 0 || index >= files.size()) {
            return Optional.empty();
        }
        FileName file = files.get((int) index);
        String name = string(file.name());
        String directory = directory(file.directory());
        return Optional.of(join(directory, name));
    }

    /** Directory 0 is where the compiler ran; DWARF 5 says where, before it stands in another section. */
    private String directory(long number) {
        if (version == LAST_VERSION) {
            String base = directories.isEmpty() ? "" : string(directories.getFirst());
            return number > 0 && number < directories.size() ? join(base, string(directories.get((int) number)))
                    : base;
        }
        return number > 0 && number <= directories.size() ? string(directories.get((int) number - 1)) : "";
    }

    private static String join(String directory, String name) {
        String rest = name.startsWith("./") ? name.substring(2) : name;
        return directory.isEmpty() || directory.equals(".") || name.startsWith("/") ? rest
                : directory.endsWith("/") ? directory + rest : directory + "/" + rest;
    }

    private String string(Name name) {
        return new Cursor(elf, name.section()).string(name.offset());
    }

    private void oldEntries(Cursor in) {
        for (long name = in.skipString(); in.at() - name > 1; name = in.skipString()) {
            directories.add(new Name(section, name));
        }
        while (true) {
            long start = in.at();
            if (in.u8() == 0) {
                return;
            }
            in.window(start, in.end());
            files.add(oldFile(in));
        }
    }

    private FileName oldFile(Cursor in) {
        long name = in.skipString();
        long directory = in.uleb();
        in.uleb(); // time of modification
        in.uleb(); // length
        return new FileName(new Name(section, name), directory);
    }

    private void entries(Cursor in, Places places, boolean areDirectories) {
        List<EntryFormat> formats = new ArrayList<>();
        int formatCount = in.u8();
        for (int i = 0; i < formatCount; i++) {
            long content = in.uleb();
            long form = in.uleb();
            formats.add(new EntryFormat(content, Form.of(form)
                    .orElseThrow(() -> in.fault("form 0x%x is not one of a line table's header".formatted(form)))));
        }
        long count = in.uleb();
        // Every form takes a byte at least; without one, nothing bounds the number of entries.
        if (count < 0 || count != 0 && formatCount == 0 || count > in.remaining()) {
            throw in.fault("%s entries of %d fields in %d bytes".formatted(Long.toUnsignedString(count), formatCount,
                    in.remaining()));
        }
        for (long i = 0; i < count; i++) {
            Name name = new Name(section, -1);
            long directory = 0;
            for (EntryFormat format : formats) {
                if (format.form().isString()) {
                    Name read = name(in, places, format.form());
                    name = format.content() == PATH ? read : name;
                } else {
                    long read = format.form().number(in);
                    directory = format.content() == DIRECTORY_INDEX ? read : directory;
                }
            }
            if (name.offset() < 0) {
                throw in.fault("entry " + i + " has no path");
            }
            if (areDirectories) {
                directories.add(name);
            } else {
                files.add(new FileName(name, directory));
            }
        }
    }

    private Name name(Cursor in, Places places, Form form) {
        if (form == Form.STRING) {
            return new Name(section, in.skipString());
        }
        String strings = form == Form.STRP ? ".debug_str" : ".debug_line_str";
        Section target = elf.section(strings).orElseThrow(() -> in.fault("needs section " + strings
                + ", which is not there"));
        long at = in.at();
        long offset = places.at(at, in.unsigned(offsetSize)).value();
        if (offset < 0 || offset >= target.size() || !target.occupiesFile()) {
            throw in.fault("a name at 0x%x of %s, which has 0x%x bytes".formatted(offset, strings, target.size()));
        }
        return new Name(target, offset);
    }
}
