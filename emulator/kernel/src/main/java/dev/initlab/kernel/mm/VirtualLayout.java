package dev.initlab.kernel.mm;

import dev.initlab.machine.Architecture;

/**
 * Where the kernel's address space has what, by architecture: {@code Documentation/x86/x86_64/mm.rst},
 * {@code Documentation/arm64/memory.rst}.
 *
 * @param directMap    all of memory
 * @param stacks       kernel stacks, the beginning of the vmalloc area
 * @param stacksEnd    their end
 * @param io           device registers
 * @param modules      the module area
 * @param modulesEnd   its end
 */
public record VirtualLayout(long directMap, long stacks, long stacksEnd, long io, long modules, long modulesEnd) {
    private static final VirtualLayout X86_64 = new VirtualLayout(
            0xffff_8880_0000_0000L,
            0xffff_c900_0000_0000L, 0xffff_c980_0000_0000L,
            0xffff_c980_0000_0000L,
            0xffff_ffff_c000_0000L, 0xffff_ffff_ff00_0000L);
    private static final VirtualLayout ARM64 = new VirtualLayout(
            0xffff_0000_0000_0000L,
            0xffff_8000_1000_0000L, 0xffff_8000_9000_0000L,
            0xffff_8000_9000_0000L,
            0xffff_8000_0000_0000L, 0xffff_8000_0800_0000L);

    /** The layout of an architecture. */
    public static VirtualLayout of(Architecture architecture) {
        return switch (architecture) {
            case X86_64 -> X86_64;
            case ARM64 -> ARM64;
        };
    }
}
