package dev.initlab.capstone;

/** Reads the architecture's part of {@code cs_detail}. */
@FunctionalInterface
interface DetailReader {

    /** The architecture's struct, of the instruction with number {@code id}. */
    ArchDetail read(Struct detail, int id);
}
