package dev.initlab.kernel.printk;

/**
 * The variable arguments of one guest call, read front to back.
 *
 * <p>Implemented once per calling convention (registers and stack, or a {@code va_list}).
 */
public interface VarArgs {
    /** Bytes of a pointer and of a {@code long}: 4 or 8. */
    int pointerSize();

    /** The next argument as an {@code int}; smaller C types are promoted to it. */
    int next32();

    /** The next argument as a {@code long long}. */
    long next64();

    /** The next argument as a pointer or {@code unsigned long}, zero-extended when it has 4 bytes. */
    long nextPointer();
}
