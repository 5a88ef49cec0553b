package dev.initlab.unicorn;

/**
 * A translated basic block of guest code ({@code uc_tb}).
 *
 * @param address      where it begins
 * @param instructions how many instructions it has
 * @param size         its length in bytes
 */
public record TranslatedBlock(long address, int instructions, int size) {
}
