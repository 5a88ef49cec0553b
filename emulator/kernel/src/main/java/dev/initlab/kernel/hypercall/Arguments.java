package dev.initlab.kernel.hypercall;

import dev.initlab.kernel.printk.VarArgs;
import dev.initlab.machine.ArgumentReader;
import dev.initlab.machine.GuestMemory;
import dev.initlab.machine.Vcpu;

/** The arguments of the hypercall under way, as its C prototype has them. */
public final class Arguments {
    private static final int MAX_STRING = 1 << 16;

    private final Vcpu vcpu;
    private final GuestMemory memory;

    Arguments(Vcpu vcpu) {
        this.vcpu = vcpu;
        memory = vcpu.memory();
    }

    /** An integer or pointer argument. */
    long word(int index) {
        return vcpu.argument(index);
    }

    /** A {@code const char *} argument, without its NUL. */
    byte[] string(int index) {
        return memory.string(word(index), MAX_STRING);
    }

    /** What follows the named arguments of a function with {@code ...}. */
    VarArgs variadic(int named) {
        return varArgs(vcpu.isa().variadic(vcpu, named));
    }

    /** What a {@code va_list} argument holds. */
    VarArgs vaList(int index) {
        return varArgs(vcpu.isa().vaList(memory, word(index)));
    }

    VarArgs varArgs(ArgumentReader reader) {
        int pointerSize = vcpu.isa().wordSize();
        return new VarArgs() {
            @Override
            public int pointerSize() {
                return pointerSize;
            }

            @Override
            public int next32() {
                return reader.next32();
            }

            @Override
            public long next64() {
                return reader.next64();
            }

            @Override
            public long nextPointer() {
                return reader.nextWord();
            }
        };
    }
}
