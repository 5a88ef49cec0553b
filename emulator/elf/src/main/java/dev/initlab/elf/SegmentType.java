package dev.initlab.elf;

import java.util.Optional;

/** p_type, one a line (ELF gABI 5.1, GNU and psABI additions). */
public enum SegmentType {
    NULL(0), // ignored
    LOAD(1), // loaded into memory
    DYNAMIC(2), // dynamic linking information
    INTERP(3), // path of the interpreter
    NOTE(4), // notes
    SHLIB(5), // reserved
    PHDR(6), // the program header table itself
    TLS(7), // thread-local storage template
    GNU_EH_FRAME(0x6474e550), // .eh_frame_hdr
    GNU_STACK(0x6474e551), // flags of the stack
    GNU_RELRO(0x6474e552), // read-only after relocation
    GNU_PROPERTY(0x6474e553), // .note.gnu.property
    ARM_EXIDX(0x70000001); // ARM unwind index

    private final int number;

    SegmentType(int number) {
        this.number = number;
    }

    /** The type with that number. */
    public static Optional<SegmentType> of(int number) {
        for (SegmentType type : values()) {
            if (type.number == number) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    public int number() {
        return number;
    }
}
