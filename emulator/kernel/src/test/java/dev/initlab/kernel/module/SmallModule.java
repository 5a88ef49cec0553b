package dev.initlab.kernel.module;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.initlab.elf.Machine;
import dev.initlab.elf.SectionType;

/**
 * An object made without a compiler: code and data of 96 zero bytes in both parts, the PLT sections, the symbols
 * a (in the code), b (in the data) and c (undefined), and 12 relocations of type 0 of each of the three sections.
 */
final class SmallModule {
    private static final int SIZE = 96;
    private static final int RELOCATIONS = 12;
    private static final int AX = 6;

    private final Machine machine;
    private final boolean is64;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final StringBuilder names = new StringBuilder("\0");
    private final List<ByteBuffer> headers = new ArrayList<>();

    private SmallModule(Machine machine) {
        this.machine = machine;
        is64 = machine != Machine.ARM;
        content.writeBytes(new byte[is64 ? 64 : 52]);
        header(0, SectionType.NULL, 0, 0, 0, 0, 0, 0);
    }

    static byte[] of(Machine machine) {
        return new SmallModule(machine).build();
    }

    private byte[] build() {
        int text = section(".text", SectionType.PROGBITS, AX, new byte[SIZE], 0, 0, 0);
        int init = section(".init.text", SectionType.PROGBITS, AX, new byte[SIZE], 0, 0, 0);
        int data = section(".data", SectionType.PROGBITS, 3, new byte[SIZE], 0, 0, 0);
        section(".plt", SectionType.PROGBITS, AX, new byte[1], 0, 0, 0);
        section(".init.plt", SectionType.PROGBITS, AX, new byte[1], 0, 0, 0);
        int strings = section(".strtab", SectionType.STRTAB, 0, "\0a\0b\0c\0".getBytes(StandardCharsets.US_ASCII),
                0, 0, 0);
        ByteBuffer symbols = buffer(4 * (is64 ? 24 : 16));
        symbol(symbols, 0, 0, 0, 0);
        symbol(symbols, 1, 32, 0x12, text); // a function
        symbol(symbols, 3, 0, 0x11, data); // an object
        symbol(symbols, 5, 0, 0x10, 0);
        int symtab = section(".symtab", SectionType.SYMTAB, 0, symbols.array(), strings, 1, is64 ? 24 : 16);
        for (int target : new int[] {text, init, data}) {
            ByteBuffer entries = buffer(RELOCATIONS * (is64 ? 24 : 8));
            for (int i = 0; i < RELOCATIONS; i++) {
                int symbol = 1 + i % 3;
                if (is64) {
                    entries.putLong(8L * i).putLong((long) symbol << 32).putLong(0);
                } else {
                    entries.putInt(8 * i).putInt(symbol << 8);
                }
            }
            section(".rel" + target, is64 ? SectionType.RELA : SectionType.REL, 0, entries.array(), symtab, target,
                    is64 ? 24 : 8);
        }
        int nameOffset = names.length();
        names.append(".shstrtab\0");
        byte[] table = names.toString().getBytes(StandardCharsets.US_ASCII);
        header(nameOffset, SectionType.STRTAB, 0, content.size(), table.length, 0, 0, 0);
        content.writeBytes(table);
        long shoff = content.size();
        headers.forEach(header -> content.writeBytes(header.array()));
        byte[] file = content.toByteArray();
        ByteBuffer ehdr = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        ehdr.put(new byte[] {0x7f, 'E', 'L', 'F', (byte) (is64 ? 2 : 1), 1, 1}).position(16);
        ehdr.putShort((short) 1).putShort((short) machine.number()).putInt(1);
        word(ehdr, 0);
        word(ehdr, 0);
        word(ehdr, shoff);
        ehdr.putInt(0).putShort((short) (is64 ? 64 : 52)).putShort((short) 0).putShort((short) 0)
                .putShort((short) (is64 ? 64 : 40)).putShort((short) headers.size())
                .putShort((short) (headers.size() - 1));
        return file;
    }

    private int section(String name, SectionType type, int flags, byte[] bytes, int link, int info, int entsize) {
        header(names.length(), type, flags, content.size(), bytes.length, link, info, entsize);
        names.append(name).append('\0');
        content.writeBytes(bytes);
        return headers.size() - 1;
    }

    private void header(int name, SectionType type, int flags, int offset, int size, int link, int info, int entsize) {
        ByteBuffer header = buffer(is64 ? 64 : 40).putInt(name).putInt(type.number());
        word(header, flags);
        word(header, 0);
        word(header, offset);
        word(header, size);
        header.putInt(link).putInt(info);
        word(header, type == SectionType.NULL ? 0 : 8);
        word(header, entsize);
        headers.add(header);
    }

    private void symbol(ByteBuffer table, int name, int value, int info, int section) {
        if (is64) {
            table.putInt(name).put((byte) info).put((byte) 0).putShort((short) section).putLong(value).putLong(0);
        } else {
            table.putInt(name).putInt(value).putInt(0).put((byte) info).put((byte) 0).putShort((short) section);
        }
    }

    private void word(ByteBuffer to, long value) {
        if (is64) {
            to.putLong(value);
        } else {
            to.putInt((int) value);
        }
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
