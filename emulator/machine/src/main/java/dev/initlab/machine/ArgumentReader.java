package dev.initlab.machine;

import java.util.function.LongSupplier;

/** The variable arguments of a C function, read one after the other as {@code va_arg} does. */
public interface ArgumentReader {
    /** An {@code int} or anything promoted to it. */
    int next32();

    /** A {@code long long}. */
    long next64();

    /** A pointer, {@code long} or {@code size_t}. */
    long nextWord();

    /** The arguments from {@code first} on of the C function just entered, where each takes a word of 8 bytes. */
    static ArgumentReader ofFunction(Vcpu vcpu, int first) {
        return ofWords(new LongSupplier() {
            private int next = first;

            @Override
            public long getAsLong() {
                return vcpu.argument(next++);
            }
        });
    }

    /** Arguments of an ABI in which each integer takes a word of 8 bytes. */
    static ArgumentReader ofWords(LongSupplier words) {
        return new ArgumentReader() {
            @Override
            public int next32() {
                return (int) words.getAsLong();
            }

            @Override
            public long next64() {
                return words.getAsLong();
            }

            @Override
            public long nextWord() {
                return words.getAsLong();
            }
        };
    }
}
