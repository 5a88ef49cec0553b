package dev.initlab.unicorn;

/** An operation of the intermediate code. */
@FunctionalInterface
public interface TcgOpcodeHook {
    /**
     * The two operands; the size is in bits, 32 or 64.
     */
    void operation(Engine engine, long address, long first, long second, int size);
}
