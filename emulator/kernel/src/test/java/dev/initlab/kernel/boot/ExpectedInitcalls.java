package dev.initlab.kernel.boot;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What an image's initcalls are by the word of {@code llvm-nm} and the bytes of its tables: console and security
 * by pid 0, then the levels by pid 1, each table by address.
 */
record ExpectedInitcalls(List<Entry> entries) {
    /** What the linker script puts where a function may begin as well. */
    private static final Set<String> BOUNDS = Set.of("__init_begin", "_sinittext", "_text", "_stext");

    /**
     * An initcall.
     *
     * @param size bytes to the next symbol
     */
    record Entry(String function, long size, int pid) {
        String withOffset() {
            return "%s+0x0/0x%x".formatted(function, size);
        }
    }

    static ExpectedInitcalls of(Path vmlinux) {
        List<Toolchain.NmSymbol> symbols = Toolchain.nm(vmlinux);
        List<Entry> entries = new ArrayList<>();
        entries.addAll(table(vmlinux, symbols, "__con_initcall_start", "__con_initcall_end", 0));
        entries.addAll(table(vmlinux, symbols, "__security_initcall_start", "__security_initcall_end", 0));
        entries.addAll(table(vmlinux, symbols, "__initcall_start", "__initcall_end", 1));
        return new ExpectedInitcalls(entries);
    }

    private static List<Entry> table(Path vmlinux, List<Toolchain.NmSymbol> symbols, String from, String to, int pid) {
        long start = address(symbols, from);
        ByteBuffer bytes = Toolchain.initData(vmlinux, start, address(symbols, to));
        List<Entry> entries = new ArrayList<>();
        TableEntry format = TableEntry.of(bytes, 0, start, address -> symbols.stream().anyMatch(
                s -> s.address() == address && "tT".indexOf(s.type()) >= 0));
        for (int at = 0; at < bytes.limit(); at += format.size()) {
            long function = format.function(bytes, at, start + at);
            String name = symbols.stream().filter(s -> s.address() == function && "tT".indexOf(s.type()) >= 0)
                    .map(Toolchain.NmSymbol::name).filter(n -> !BOUNDS.contains(n))
                    .findFirst().orElseThrow(() -> new AssertionError("no function at 0x%x".formatted(function)));
            long next = symbols.stream().mapToLong(Toolchain.NmSymbol::address)
                    .filter(a -> Long.compareUnsigned(a, function) > 0).findFirst().orElseThrow();
            entries.add(new Entry(name, next - function, pid));
        }
        return entries;
    }

    static long address(List<Toolchain.NmSymbol> symbols, String name) {
        return symbols.stream().filter(s -> s.name().equals(name)).findFirst()
                .orElseThrow(() -> new AssertionError("llvm-nm knows no " + name)).address();
    }
}
