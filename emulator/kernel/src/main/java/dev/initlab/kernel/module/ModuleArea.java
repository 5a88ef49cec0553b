package dev.initlab.kernel.module;

import java.util.List;

import dev.initlab.kernel.errno.ErrnoException;
import dev.initlab.kernel.mm.VirtualRange;

/**
 * Where modules are put: {@code module_alloc()}.
 *
 * <p>The first range is near the kernel. An architecture whose branches can go through a PLT has another one,
 * out of their reach, for when the first is full.
 */
public final class ModuleArea {
    private final List<VirtualRange> ranges;

    /**
     * An area of some ranges.
     *
     * @param ranges at least one, the preferred one first
     */
    public ModuleArea(List<VirtualRange> ranges) {
        this.ranges = List.copyOf(ranges);
    }

    /**
     * Maps zeroed pages.
     *
     * @throws ErrnoException ENOMEM if memory or the addresses of every range are used up
     */
    long allocate(long bytes, int protection) {
        for (VirtualRange range : ranges.subList(0, ranges.size() - 1)) {
            try {
                return range.allocate(bytes, protection);
            } catch (ErrnoException full) {
                continue; // the next range has other addresses
            }
        }
        return ranges.getLast().allocate(bytes, protection);
    }

    void free(long address) {
        ranges.stream().filter(range -> range.contains(address)).findFirst().orElseThrow().free(address);
    }
}
