package dev.initlab.capstone;

import java.util.List;

/**
 * All registers an instruction reads and writes, named in its operands or not ({@code cs_regs_access}).
 *
 * @param reads registers read, without repetition
 * @param writes registers written, without repetition
 */
public record RegisterAccess(List<Register> reads, List<Register> writes) {

    public RegisterAccess {
        reads = List.copyOf(reads);
        writes = List.copyOf(writes);
    }
}
