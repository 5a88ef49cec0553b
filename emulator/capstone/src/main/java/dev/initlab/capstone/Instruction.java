package dev.initlab.capstone;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * One decoded instruction, or bytes skipped as data.
 *
 * <p>A value: it holds no native memory and outlives its disassembler.
 *
 * @param address where it lies
 * @param bytes its bytes, all of them, also where the library's own struct is too short
 * @param isData whether these are bytes that could not be decoded ({@link Disassembler#skipData(boolean)})
 * @param id the library's number for the instruction; 0 for data. Numbers differ between versions: the enums
 *     such as {@link dev.initlab.capstone.x86.X86Insn} translate, and the detail of x86, ARM and ARM64 has it
 *     translated
 * @param mnemonic as printed
 * @param operands as printed; may be empty
 * @param detail present when {@link Disassembler#detail(boolean)} is on and this is not data
 */
public record Instruction(long address, byte[] bytes, boolean isData, int id, String mnemonic,
                          String operands, Optional<Detail> detail) {

    public Instruction {
        bytes = bytes.clone();
    }

    /** A copy of the bytes. */
    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The number of bytes. */
    public int size() {
        return bytes.length;
    }

    /** The address behind this instruction. */
    public long next() {
        return address + bytes.length;
    }

    /** Mnemonic and operands in one string. */
    public String text() {
        return operands.isEmpty() ? mnemonic : mnemonic + " " + operands;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Instruction that && address == that.address && isData == that.isData
            && id == that.id && Arrays.equals(bytes, that.bytes) && mnemonic.equals(that.mnemonic)
            && operands.equals(that.operands) && detail.equals(that.detail);
    }

    @Override
    public int hashCode() {
        return Objects.hash(address, isData, id, Arrays.hashCode(bytes), mnemonic, operands);
    }

    @Override
    public String toString() {
        return "%x: %s".formatted(address, text());
    }
}
