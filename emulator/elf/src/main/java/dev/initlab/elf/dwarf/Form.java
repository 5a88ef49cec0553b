package dev.initlab.elf.dwarf;

import java.util.Arrays;
import java.util.Optional;

/** The forms an entry of a line table's header may have: DWARF 5, 6.2.4.1 and 7.5.6. */
enum Form {
    BLOCK1(0x0a), BLOCK2(0x03), BLOCK4(0x04), BLOCK(0x09),
    DATA1(0x0b), DATA2(0x05), DATA4(0x06), DATA8(0x07), DATA16(0x1e), UDATA(0x0f),
    STRING(0x08), STRP(0x0e), LINE_STRP(0x1f);

    private static final int DATA16_SIZE = 16;

    private final int code;

    Form(int code) {
        this.code = code;
    }

    static Optional<Form> of(long code) {
        return Arrays.stream(values()).filter(form -> form.code == code).findFirst();
    }

    boolean isString() {
        return this == STRING || this == STRP || this == LINE_STRP;
    }

    /** Reads a number, or passes over what is none and gives 0; not for strings. */
    long number(Cursor in) {
        switch (this) {
            case BLOCK1 -> in.skip(in.u8());
            case BLOCK2 -> in.skip(in.u16());
            case BLOCK4 -> in.skip(in.u32());
            case BLOCK -> in.skip(in.uleb());
            case DATA16 -> in.skip(DATA16_SIZE);
            case DATA1 -> {
                return in.u8();
            }
            case DATA2 -> {
                return in.u16();
            }
            case DATA4 -> {
                return in.u32();
            }
            case DATA8 -> {
                return in.u64();
            }
            case UDATA -> {
                return in.uleb();
            }
            case STRING, STRP, LINE_STRP -> throw new IllegalStateException(this + " is a string");
        }
        return 0;
    }
}
