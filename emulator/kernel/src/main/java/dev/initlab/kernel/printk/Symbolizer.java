package dev.initlab.kernel.printk;

import java.util.Optional;

/** Names for addresses, as kallsyms has them; used by {@code %pS}, {@code %ps} and {@code %pB}. */
@FunctionalInterface
public interface Symbolizer {
    /** Knows no symbol: addresses are printed as {@code 0x...}. */
    Symbolizer NONE = address -> Optional.empty();

    /** The symbol whose range holds the address. */
    Optional<Symbol> lookup(long address);

    /**
     * A place inside a symbol.
     *
     * @param offset distance of the address from the symbol's start, in bytes
     * @param size the symbol's size in bytes
     * @param module the module that defines it; empty for the kernel itself
     */
    record Symbol(String name, long offset, long size, Optional<String> module) {
    }

    /** {@code name+0x<offset>/0x<size> [module]}, or {@code 0x<address>} ({@code %pS}). */
    default String withOffset(long address) {
        return lookup(address)
                .map(s -> s.name() + "+0x" + Long.toHexString(s.offset()) + "/0x" + Long.toHexString(s.size())
                        + module(s))
                .orElseGet(() -> "0x" + Long.toHexString(address));
    }

    /** {@code name [module]}, or {@code 0x<address>} ({@code %ps}). */
    default String withoutOffset(long address) {
        return lookup(address)
                .map(s -> s.name() + module(s))
                .orElseGet(() -> "0x" + Long.toHexString(address));
    }

    /**
     * As {@link #withOffset} for a return address ({@code %pB}): the byte before it is looked up, since a
     * call that never returns may be the last instruction of its function.
     */
    default String returnAddress(long address) {
        return lookup(address - 1)
                .map(s -> s.name() + "+0x" + Long.toHexString(s.offset() + 1) + "/0x"
                        + Long.toHexString(s.size()) + module(s))
                .orElseGet(() -> "0x" + Long.toHexString(address));
    }

    private static String module(Symbol symbol) {
        return symbol.module().map(m -> " [" + m + "]").orElse("");
    }
}
