package dev.initlab.kernel.module;

import dev.initlab.elf.Machine;

/**
 * What a relocated place says, read with the architecture manual in hand: the way back from the instruction to
 * the address it means, where the relocators go from the address to the instruction.
 *
 * <p>It knows the types Debian's modules have, and throws on any other.
 */
sealed interface ReadBack {

    /**
     * A relocation that has been applied.
     *
     * @param type   r_type
     * @param place  P
     * @param symbol S
     * @param addend A of a RELA entry; of a REL entry it is in {@code before}
     * @param before what was there: as many bytes as the type has, the rest zero
     * @param after  what is there
     */
    record Applied(int type, long place, long symbol, long addend, long before, long after) {
        long target() {
            return symbol + addend;
        }
    }

    /** Bytes a type patches; 0 if none. */
    int width(int type);

    /** The bits of them it may change. */
    long mask(int type);

    /** Whether the place means what it should; a branch may reach it through a veneer. */
    boolean isRight(Applied it, ModuleMemory memory);

    /** Whether it is a branch that goes elsewhere first. */
    boolean isFar(Applied it);

    static ReadBack of(Machine machine) {
        return switch (machine) {
            case X86_64 -> new X86();
            case AARCH64 -> new Arm64();
            case ARM -> new Arm();
            default -> throw new IllegalArgumentException(machine.toString());
        };
    }

    /** Bits {@code high} to {@code low} as an unsigned number. */
    static long bits(long of, int high, int low) {
        return of << 63 - high >>> 63 - high + low;
    }

    /** The lowest {@code count} bits as a number with a sign. */
    static long signed(long of, int count) {
        return of << 64 - count >> 64 - count;
    }

    /** System V ABI, AMD64 supplement, 4.4. */
    record X86() implements ReadBack {
        @Override
        public int width(int type) {
            return switch (type) {
                case 0 -> 0;
                case 1, 24 -> 8;
                case 2, 4, 10, 11 -> 4;
                default -> throw new AssertionError("type " + type);
            };
        }

        @Override
        public long mask(int type) {
            return width(type) == 8 ? -1L : 0xffff_ffffL;
        }

        @Override
        public boolean isRight(Applied it, ModuleMemory memory) {
            return switch (it.type) {
                case 0 -> true;
                case 1 -> it.after == it.target();
                case 24 -> it.place + it.after == it.target();
                case 10 -> it.after == it.target();
                case 11 -> signed(it.after, 32) == it.target();
                // A per-CPU variable is an offset near 0: the sum is right modulo 2^32 only.
                default -> it.symbol >= 0 ? (int) (it.place + it.after) == (int) it.target()
                        : it.place + signed(it.after, 32) == it.target();
            };
        }

        @Override
        public boolean isFar(Applied it) {
            return false;
        }
    }

    /** ELF for the Arm 64-bit Architecture, 5.7; Architecture Reference Manual, C6.2. */
    record Arm64() implements ReadBack {
        @Override
        public int width(int type) {
            return switch (type) {
                case 0, 256 -> 0;
                case 257, 260 -> 8;
                case 261, 275, 277, 278, 282, 283, 284, 285, 286, 299 -> 4;
                default -> throw new AssertionError("type " + type);
            };
        }

        @Override
        public long mask(int type) {
            return switch (type) {
                case 257, 260 -> -1L;
                case 261 -> 0xffff_ffffL;
                case 275 -> 0x60ff_ffe0L;
                case 282, 283 -> 0x03ff_ffffL;
                default -> 0x003f_fc00L;
            };
        }

        @Override
        public boolean isRight(Applied it, ModuleMemory memory) {
            return switch (it.type) {
                case 0, 256 -> true;
                case 257 -> it.after == it.target();
                case 260 -> it.place + it.after == it.target();
                case 261 -> it.place + signed(it.after, 32) == it.target();
                case 275 -> page(it.after, it.place) == it.target() - bits(it.target(), 11, 0);
                case 277, 278 -> low(it, 1);
                case 284 -> low(it, 2);
                case 285 -> low(it, 4);
                case 286 -> low(it, 8);
                case 299 -> low(it, 16);
                default -> !isFar(it) || veneer(memory, destination(it)) == it.target();
            };
        }

        @Override
        public boolean isFar(Applied it) {
            return (it.type == 282 || it.type == 283) && destination(it) != it.target();
        }

        private static long destination(Applied branch) {
            return branch.place + 4 * signed(branch.after, 26);
        }

        private static boolean low(Applied it, int scale) {
            return bits(it.after, 21, 10) * scale == bits(it.target(), 11, 0);
        }

        private static long page(long adrp, long at) {
            return at - bits(at, 11, 0) + 4096 * signed(4 * bits(adrp, 23, 5) + bits(adrp, 30, 29), 21);
        }

        /** Where {@code adrp x16; add x16, x16; br x16} goes. */
        static long veneer(ModuleMemory memory, long at) {
            int adrp = memory.i32(at);
            int add = memory.i32(at + 4);
            if ((adrp & 0x9f00_001f) != 0x9000_0010 || (add & 0xffc0_03ff) != 0x9100_0210
                    || memory.i32(at + 8) != 0xd61f_0200) {
                throw new AssertionError("no veneer at 0x%x".formatted(at));
            }
            return page(adrp, at) + bits(add, 21, 10);
        }
    }

    /** ELF for the Arm Architecture, 5.6; Architecture Reference Manual, ARMv7-A, A8.8. */
    record Arm() implements ReadBack {
        @Override
        public int width(int type) {
            return switch (type) {
                case 0 -> 0;
                case 2, 3, 28, 29, 42, 43, 44 -> 4;
                default -> throw new AssertionError("type " + type);
            };
        }

        @Override
        public long mask(int type) {
            return switch (type) {
                case 28, 29 -> 0x00ff_ffffL;
                case 42 -> 0x7fff_ffffL;
                case 43, 44 -> 0x000f_0fffL;
                default -> 0xffff_ffffL;
            };
        }

        @Override
        public boolean isRight(Applied it, ModuleMemory memory) {
            return switch (it.type) {
                case 0 -> true;
                case 2 -> (int) it.after == (int) (it.symbol + it.before);
                case 3 -> (int) (it.place + it.after) == (int) (it.symbol + it.before);
                case 42 -> (int) (it.place + signed(it.after, 31)) == (int) (it.symbol + signed(it.before, 31));
                case 43 -> imm16(it.after) == bits(it.symbol + signed(imm16(it.before), 16), 15, 0);
                case 44 -> imm16(it.after) == bits(it.symbol + signed(imm16(it.before), 16), 31, 16);
                default -> !isFar(it) || veneer(memory, destination(it)) == wanted(it);
            };
        }

        @Override
        public boolean isFar(Applied it) {
            return (it.type == 28 || it.type == 29) && destination(it) != wanted(it);
        }

        private static long destination(Applied branch) {
            return branch.place + 8 + 4 * signed(branch.after, 24);
        }

        private static long wanted(Applied branch) {
            return branch.symbol + 8 + 4 * signed(branch.before, 24);
        }

        private static long imm16(long mov) {
            return 4096 * bits(mov, 19, 16) + bits(mov, 11, 0);
        }

        /** Where {@code ldr pc, [pc, #offset]} goes. */
        static long veneer(ModuleMemory memory, long at) {
            int ldr = memory.i32(at);
            if ((ldr & 0xffff_f000) != 0xe59f_f000) {
                throw new AssertionError("no veneer at 0x%x".formatted(at));
            }
            return Integer.toUnsignedLong(memory.i32(at + 8 + bits(ldr, 11, 0)));
        }
    }
}
