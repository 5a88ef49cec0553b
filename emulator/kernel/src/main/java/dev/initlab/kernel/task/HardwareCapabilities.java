package dev.initlab.kernel.task;

import java.util.Set;

import dev.initlab.elf.Machine;
import dev.initlab.machine.CpuFeature;

/** {@code AT_HWCAP} of the auxiliary vector: {@code arch/.../include/uapi/asm/hwcap.h}. */
final class HardwareCapabilities {
    /** HALF, THUMB, FAST_MULT, EDSP and TLS, which every ARMv7 processor has: {@code arch/arm/mm/proc-v7.S}. */
    private static final long ARM_V7 = 1 << 1 | 1 << 2 | 1 << 4 | 1 << 7 | 1 << 15;

    private HardwareCapabilities() {
    }

    /** What a program finds; 0 on x86-64, where programs ask the processor. */
    static long of(Machine machine, Set<CpuFeature> features) {
        long bits = features.stream().mapToLong(f -> 1L << bit(f)).reduce(0, (a, b) -> a | b);
        return machine == Machine.ARM ? bits | ARM_V7 : bits;
    }

    private static int bit(CpuFeature feature) {
        return switch (feature) {
            case FP -> 0;
            case ASIMD -> 1;
            case AES -> 3;
            case PMULL -> 4;
            case SHA1 -> 5;
            case SHA2 -> 6;
            case CRC32 -> 7;
            case ATOMICS -> 8;
            case VFP -> 6;
            case NEON -> 12;
            case VFPV3 -> 13;
            case VFPV4 -> 16;
            case IDIVA -> 17;
            case IDIVT -> 18;
            case VFPD32 -> 19;
            case LPAE -> 20;
        };
    }
}
