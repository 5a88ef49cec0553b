package dev.initlab.capstone;

import java.lang.foreign.MemorySegment;

/** Says how many bytes are data where nothing can be decoded. */
@FunctionalInterface
public interface SkipRule {

    /**
     * How many bytes to skip.
     *
     * @param code the code handed to the disassembler
     * @param offset where in it nothing can be decoded
     * @return bytes to skip, cut to what is left of the code; 0 or less ends the decoding
     */
    long skip(MemorySegment code, long offset);
}
