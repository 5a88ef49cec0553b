package dev.initlab.debug.guest;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.initlab.machine.Architecture;
import dev.initlab.machine.Isa;
import dev.initlab.machine.Mmu;

/**
 * An ELF file that tells debuggers what the page is that guest functions return to when Java has called them: a
 * function {@code kernel_model()}, and by rules of DWARF how to unwind from it to who called the hypercall, or to
 * {@code kernel_thread()}, where the stack of a task begins.
 *
 * <p>Its code begins at 0, and is put where it is by the address the debugger is told. The rules look the stack pointer up in the {@link CallTable} (DWARF 5, 2.5 and 6.4.2).
 */
final class KernelModelLibrary {
    /** Its path for debuggers. */
    static final String PATH = "/lib/initlab/kernel-model";

    private static final int TEXT = 1;
    private static final int SECTIONS = 6;

    private static final int DW_CFA_UNDEFINED = 0x07;
    private static final int DW_CFA_DEF_CFA = 0x0c;
    private static final int DW_CFA_EXPRESSION = 0x10;
    private static final int DW_CFA_DEF_CFA_EXPRESSION = 0x0f;
    private static final int DW_OP_CONST8U = 0x0e;
    private static final int DW_OP_DEREF = 0x06;
    private static final int DW_OP_DUP = 0x12;
    private static final int DW_OP_DROP = 0x13;
    private static final int DW_OP_SWAP = 0x16;
    private static final int DW_OP_OR = 0x21;
    private static final int DW_OP_PLUS_UCONST = 0x23;
    private static final int DW_OP_BRA = 0x28;
    private static final int DW_OP_EQ = 0x29;
    private static final int DW_OP_SKIP = 0x2f;
    private static final int DW_OP_LIT0 = 0x30;
    private static final int DW_OP_BREG0 = 0x70;

    private final int word;
    private final long page;
    private final Abi abi;

    /** The DWARF numbers of an architecture: stack pointer, frame pointer, return address; and ELF's machine. */
    private record Abi(int sp, int fp, int ra, int machine) {
        static Abi of(Architecture architecture) {
            return switch (architecture) {
                case X86_64 -> new Abi(7, 6, 16, 62);
                case ARM64 -> new Abi(31, 29, 30, 183);
                case ARM -> new Abi(13, 11, 14, 40);
            };
        }
    }

    private KernelModelLibrary(Architecture architecture, Isa isa) {
        word = isa.wordSize();
        page = CallTable.page(isa);
        abi = Abi.of(architecture);
    }

    static byte[] of(Architecture architecture, Isa isa) {
        return new KernelModelLibrary(architecture, isa).elf();
    }

    private byte[] elf() {
        byte[] names = "\0.text\0.debug_frame\0.symtab\0.strtab\0.shstrtab\0".getBytes(StandardCharsets.US_ASCII);
        byte[] strings = "\0kernel_model\0kernel_thread\0".getBytes(StandardCharsets.US_ASCII);
        List<byte[]> contents = List.of(new byte[(int) Mmu.PAGE_SIZE], debugFrame(), symbols(), strings, names);
        int[] nameOffsets = {1, 7, 20, 28, 36};
        int[] types = {1, 1, 2, 3, 3};
        int header = word == 8 ? 64 : 52;
        List<Integer> offsets = new ArrayList<>();
        int end = (int) Mmu.PAGE_SIZE;
        for (byte[] content : contents) {
            offsets.add(end);
            end = end + content.length + 7 & -8;
        }
        ByteBuffer out = ByteBuffer.allocate(end + SECTIONS * sectionHeader()).order(ByteOrder.LITTLE_ENDIAN);
        out.put(new byte[] {0x7f, 'E', 'L', 'F', (byte) (word == 8 ? 2 : 1), 1, 1, 0}).position(16);
        out.putShort((short) 3).putShort((short) abi.machine()).putInt(1);
        putWords(out, 0, 0, end); // entry, program headers, section headers
        out.putInt(abi.machine() == 40 ? 0x0500_0000 : 0); // EABI 5
        out.putShort((short) header).putShort((short) 0).putShort((short) 0);
        out.putShort((short) sectionHeader()).putShort((short) SECTIONS).putShort((short) (SECTIONS - 1));
        for (int i = 0; i < contents.size(); i++) {
            out.put(offsets.get(i), contents.get(i));
        }
        out.position(end + sectionHeader());
        for (int i = 0; i < contents.size(); i++) {
            boolean isSymbols = types[i] == 2;
            out.putInt(nameOffsets[i]).putInt(types[i]);
            putWords(out, i + 1 == TEXT ? 6 : 0, 0, offsets.get(i), contents.get(i).length);
            out.putInt(isSymbols ? 4 : 0).putInt(isSymbols ? 1 : 0);
            putWords(out, i + 1 == TEXT ? Mmu.PAGE_SIZE : 1, isSymbols ? symbolSize() : 0);
        }
        return out.array();
    }

    private int sectionHeader() {
        return word == 8 ? 64 : 40;
    }

    private int symbolSize() {
        return word == 8 ? 24 : 16;
    }

    private byte[] symbols() {
        ByteBuffer out = ByteBuffer.allocate(3 * symbolSize()).order(ByteOrder.LITTLE_ENDIAN).position(symbolSize());
        putFunction(out, 1, 0, CallTable.BOTTOM);
        putFunction(out, 14, CallTable.BOTTOM, CallTable.OFFSET - CallTable.BOTTOM);
        return out.array();
    }

    private void putFunction(ByteBuffer out, int name, int address, int size) {
        byte globalFunction = 0x12;
        out.putInt(name);
        if (word == 8) {
            out.put(globalFunction).put((byte) 0).putShort((short) TEXT).putLong(address).putLong(size);
        } else {
            out.putInt(address).putInt(size).put(globalFunction).put((byte) 0).putShort((short) TEXT);
        }
    }

    /** One CIE and two FDEs of version 1. */
    private byte[] debugFrame() {
        ByteArrayOutputStream cie = new ByteArrayOutputStream();
        put32(cie, -1);
        cie.writeBytes(new byte[] {1, 0, 1, (byte) (-word & 0x7f), (byte) abi.ra()});
        ByteArrayOutputStream fde = new ByteArrayOutputStream();
        put32(fde, 0);
        putWord(fde, 0);
        putWord(fde, CallTable.BOTTOM);
        fde.write(DW_CFA_DEF_CFA_EXPRESSION);
        putBlock(fde, lookup(false, 3, true));
        fde.write(DW_CFA_EXPRESSION);
        fde.write(abi.ra());
        putBlock(fde, lookup(true, 1, false));
        fde.write(DW_CFA_EXPRESSION);
        fde.write(abi.fp());
        putBlock(fde, lookup(true, 2, false));
        ByteArrayOutputStream bottom = new ByteArrayOutputStream();
        put32(bottom, 0);
        putWord(bottom, CallTable.BOTTOM);
        putWord(bottom, CallTable.OFFSET - CallTable.BOTTOM);
        bottom.writeBytes(new byte[] {DW_CFA_DEF_CFA, (byte) abi.sp(), 0, DW_CFA_UNDEFINED, (byte) abi.ra()});
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (ByteArrayOutputStream part : List.of(cie, fde, bottom)) {
            while ((part.size() + 4) % word != 0) {
                part.write(0); // DW_CFA_nop
            }
            put32(out, part.size());
            out.writeBytes(part.toByteArray());
        }
        return out.toByteArray();
    }

    /**
     * Finds the entry whose first word is the stack pointer.
     *
     * @param drop  whether the stack begins with a value nobody wants
     * @param index which word of the entry
     * @param deref whether its value is wanted, not its place
     */
    private byte[] lookup(boolean drop, int index, boolean deref) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (drop) {
            out.write(DW_OP_DROP);
        }
        out.write(DW_OP_CONST8U);
        for (int i = 0; i < 8; i++) {
            out.write((int) (page + CallTable.OFFSET >>> 8 * i));
        }
        int loop = out.size();
        out.writeBytes(new byte[] {DW_OP_DUP, DW_OP_DEREF, DW_OP_DUP, (byte) (DW_OP_BREG0 + abi.sp()), 0, DW_OP_EQ,
            DW_OP_SWAP, DW_OP_LIT0, DW_OP_EQ, DW_OP_OR, DW_OP_BRA, 5, 0,
            DW_OP_PLUS_UCONST, (byte) CallTable.entrySize(word), DW_OP_SKIP});
        int back = loop - (out.size() + 2);
        out.write(back);
        out.write(back >> 8);
        out.writeBytes(new byte[] {DW_OP_PLUS_UCONST, (byte) (index * word)});
        if (deref) {
            out.write(DW_OP_DEREF);
        }
        return out.toByteArray();
    }

    private static void putBlock(ByteArrayOutputStream out, byte[] block) {
        out.write(block.length); // below 128
        out.writeBytes(block);
    }

    private static void put32(ByteArrayOutputStream out, int value) {
        out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
    }

    private void putWord(ByteArrayOutputStream out, long value) {
        out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array(), 0, word);
    }

    private void putWords(ByteBuffer out, long... values) {
        for (long value : values) {
            if (word == 8) {
                out.putLong(value);
            } else {
                out.putInt((int) value);
            }
        }
    }
}
