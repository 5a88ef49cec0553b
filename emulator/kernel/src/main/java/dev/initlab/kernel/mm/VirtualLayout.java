package dev.initlab.kernel.mm;

import dev.initlab.machine.Architecture;

/**
 * Where the kernel's address space has what, by architecture: {@code Documentation/x86/x86_64/mm.rst},
 * {@code Documentation/arm64/memory.rst}, {@code Documentation/arm/memory.rst}.
 *
 * <p>Addresses of a 32-bit kernel are zero-extended, here and everywhere. Its direct map is not at
 * {@code PAGE_OFFSET}, where the image is: as on the other architectures, init memory that was given back is
 * then gone from the image's addresses, and its use is found.
 *
 * @param directMap    all of memory
 * @param directMapSize how many bytes of memory it has room for
 * @param stacks       kernel stacks, the beginning of the vmalloc area
 * @param stacksEnd    their end
 * @param io           device registers
 * @param modules      the module area
 * @param modulesEnd   its end
 * @param farModules   where modules are put when that is full, out of reach of a branch without a veneer; in
 *                     Linux anywhere in the vmalloc area
 * @param farModulesEnd its end; the same where there is no such place
 */
public record VirtualLayout(long directMap, long directMapSize, long stacks, long stacksEnd, long io, long modules,
        long modulesEnd, long farModules, long farModulesEnd) {
    private static final VirtualLayout X86_64 = new VirtualLayout(
            0xffff_8880_0000_0000L, 1L << 46,
            0xffff_c900_0000_0000L, 0xffff_c980_0000_0000L,
            0xffff_c980_0000_0000L,
            0xffff_ffff_c000_0000L, 0xffff_ffff_ff00_0000L,
            0, 0);
    private static final VirtualLayout ARM64 = new VirtualLayout(
            0xffff_0000_0000_0000L, 1L << 46,
            0xffff_8000_1000_0000L, 0xffff_8000_5000_0000L,
            0xffff_8000_9000_0000L,
            0xffff_8000_0000_0000L, 0xffff_8000_0800_0000L,
            0xffff_8000_5000_0000L, 0xffff_8000_8000_0000L);

    private static final VirtualLayout ARM = new VirtualLayout(
            0xd000_0000L, 512L << 20,
            0xf080_0000L, 0xf480_0000L,
            0xf80c_0000L, // not where its slots in the engine's TLB are those of the direct map's first pages
            0xbf00_0000L, 0xc000_0000L,
            0xf480_0000L, 0xf800_0000L);

    /** The layout of an architecture. */
    public static VirtualLayout of(Architecture architecture) {
        return switch (architecture) {
            case X86_64 -> X86_64;
            case ARM64 -> ARM64;
            case ARM -> ARM;
        };
    }
}
