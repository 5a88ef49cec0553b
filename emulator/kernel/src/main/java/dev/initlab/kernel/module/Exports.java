package dev.initlab.kernel.module;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import dev.initlab.kernel.image.KernelImage;
import dev.initlab.kernel.image.Layout;
import dev.initlab.machine.GuestMemory;

/**
 * What the kernel or a module exports: its {@code __ksymtab} and {@code __ksymtab_gpl} tables in guest memory.
 *
 * @param symbols by name, in the order of the tables
 */
record Exports(Map<String, Exported> symbols) {
    static final Exports NONE = new Exports(Map.of());

    /**
     * An exported symbol.
     *
     * @param gplOnly whether only modules with a GPL-compatible licence may use it
     */
    record Exported(String name, long value, boolean gplOnly) {
    }

    Optional<Exported> find(String name) {
        return Optional.ofNullable(symbols.get(name));
    }

    /** Reads tables of {@code struct kernel_symbol}: three pointers, or three distances of 32 bits. */
    static final class Reader {
        private static final int MAX_NAME = 512;

        private final GuestMemory memory;
        private final int wordSize;
        private final int size;
        private final boolean distances;
        private final int value;
        private final int name;

        Reader(GuestMemory memory, Layout layout, int wordSize) {
            this.memory = memory;
            this.wordSize = wordSize;
            size = layout.size("kernel_symbol");
            distances = layout.find("kernel_symbol.value_offset").isPresent();
            value = layout.offset(distances ? "kernel_symbol.value_offset" : "kernel_symbol.value");
            name = layout.offset(distances ? "kernel_symbol.name_offset" : "kernel_symbol.name");
        }

        /** The exports of an image that has been loaded. */
        Exports kernel(KernelImage image) {
            Map<String, Exported> found = new LinkedHashMap<>();
            read(found, image.require("__start___ksymtab"), image.require("__stop___ksymtab"), false);
            read(found, image.require("__start___ksymtab_gpl"), image.require("__stop___ksymtab_gpl"), true);
            return new Exports(Map.copyOf(found));
        }

        void read(Map<String, Exported> into, long start, long end, boolean gplOnly) {
            for (long at = start; at + size <= end; at += size) {
                Exported exported = new Exported(string(target(at + name)), target(at + value), gplOnly);
                into.putIfAbsent(exported.name(), exported);
            }
        }

        int size() {
            return size;
        }

        /** {@code offset_to_ptr()}, or the pointer. */
        private long target(long field) {
            return distances ? field + memory.i32(field) : memory.word(field, wordSize);
        }

        private String string(long address) {
            return new String(memory.string(address, MAX_NAME), StandardCharsets.ISO_8859_1);
        }
    }
}
