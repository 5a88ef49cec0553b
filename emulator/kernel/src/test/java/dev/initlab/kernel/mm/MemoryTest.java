package dev.initlab.kernel.mm;

import java.util.ArrayList;
import java.util.List;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;
import dev.initlab.machine.AddressSpace;
import dev.initlab.machine.Architecture;
import dev.initlab.machine.Fault;
import dev.initlab.machine.GuestMemoryException;
import dev.initlab.machine.Machine;
import dev.initlab.machine.Mmu;
import dev.initlab.machine.Protection;
import dev.initlab.machine.TrapHandler;
import dev.initlab.machine.Vcpu;
import dev.initlab.machine.device.SerialLine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Pages, areas and kmalloc on the memory of a real machine. */
class MemoryTest {
    private static final long DIRECT_MAP = 0xffff_8880_0000_0000L;
    private static final long AREA = 0xffff_ffff_c000_0000L;
    private static final int PAGES = 64;

    private Machine machine;
    private AddressSpace space;
    private PageAllocator pages;

    @BeforeEach
    void open() {
        machine = Machine.openHosted(Architecture.X86_64, PAGES * 4096L, Vcpu.Stubs.NONE, new NoTraps(),
                new SerialLine(b -> { }));
        space = machine.mmu().kernelSpace();
        pages = new PageAllocator(machine.ram(), space, DIRECT_MAP);
        pages.reserve(0, 4096, PageOwner.KERNEL);
    }

    @AfterEach
    void close() {
        machine.close();
    }

    @Test
    void handsOutPagesUpwardsAndThenFreedOnesZeroed() {
        long first = pages.allocate(PageOwner.SLAB);
        long second = pages.allocate(PageOwner.SLAB);
        assertThat(first).isEqualTo(0x1000);
        assertThat(second).isEqualTo(0x2000);
        space.memory().put64(pages.directAddress(first), -1);
        pages.free(first);
        for (long next = 0x3000; next < PAGES * Mmu.PAGE_SIZE; next += Mmu.PAGE_SIZE) {
            assertThat(pages.allocate(PageOwner.USER)).isEqualTo(next);
        }
        assertThat(pages.allocate(PageOwner.USER)).isEqualTo(first);
        assertThat(space.memory().i64(pages.directAddress(first))).isZero();
        assertThat(pages.count(PageOwner.SLAB)).isEqualTo(1);
        assertThat(pages.count(PageOwner.USER)).isEqualTo(PAGES - 2);
    }

    @Test
    void findsContiguousPagesBetweenUsedOnes() {
        List<Long> all = new ArrayList<>();
        for (int i = 1; i < PAGES; i++) {
            all.add(pages.allocate(PageOwner.SLAB));
        }
        assertThatThrownBy(() -> pages.allocate(PageOwner.SLAB)).isInstanceOfSatisfying(ErrnoException.class,
                e -> assertThat(e.errno()).isEqualTo(Errno.ENOMEM));
        pages.free(all.get(3));
        pages.free(all.get(10));
        pages.free(all.get(11));
        assertThatThrownBy(() -> pages.allocate(3, PageOwner.SLAB)).isInstanceOf(ErrnoException.class);
        assertThat(pages.allocate(2, PageOwner.SLAB)).isEqualTo(all.get(10));
        assertThat(pages.allocate(PageOwner.SLAB)).isEqualTo(all.get(3));
    }

    @Test
    void refusesToFreeAPageTwice() {
        long page = pages.allocate(PageOwner.SLAB);
        pages.free(page);
        assertThatThrownBy(() -> pages.free(page)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anAreaThatDoesNotFitLeavesNothingBehind() {
        VirtualRange area = new VirtualRange(space, pages, PageOwner.MODULE, AREA, AREA + (1 << 24));
        assertThatThrownBy(() -> area.allocate(PAGES * 4096L, Protection.READ)).isInstanceOf(ErrnoException.class);
        assertThat(pages.count(PageOwner.MODULE)).isZero();
        assertThat(space.isMapped(AREA)).isFalse();
        assertThat(area.allocate(3 * 4096, Protection.READ | Protection.WRITE)).isEqualTo(AREA);
    }

    @Test
    void areasHaveAGuardPageBetweenThemAndAreUsedAgain() {
        VirtualRange area = new VirtualRange(space, pages, PageOwner.MODULE, AREA, AREA + (1 << 24));
        long a = area.allocate(5000, Protection.READ | Protection.WRITE);
        long b = area.allocate(1, Protection.READ);
        assertThat(b).isEqualTo(a + 2 * 4096 + 4096);
        assertThatThrownBy(() -> space.memory().putByte(a + 2 * 4096, 1)).isInstanceOf(GuestMemoryException.class);
        area.free(a);
        assertThat(space.isMapped(a)).isFalse();
        assertThat(pages.count(PageOwner.MODULE)).isEqualTo(1);
        assertThat(area.allocate(2 * 4096, Protection.READ)).isEqualTo(a);
    }

    @Test
    void kmallocRoundsUpReusesAndKnowsWhatItGave() {
        Slab slab = new Slab(pages);
        long a = slab.allocate(100);
        assertThat(slab.size(a)).isEqualTo(128);
        assertThat(slab.allocate(8)).isNotEqualTo(slab.allocate(8));
        assertThat(slab.allocate(0)).isEqualTo(16);
        assertThat(slab.free(a)).isEqualTo(Slab.Freed.FREED);
        assertThat(slab.free(a)).isEqualTo(Slab.Freed.INVALID);
        assertThat(slab.free(a + 8)).isEqualTo(Slab.Freed.INVALID);
        assertThat(slab.free(0)).isEqualTo(Slab.Freed.NOTHING);
        assertThat(slab.free(16)).isEqualTo(Slab.Freed.NOTHING);
        assertThat(slab.inUse()).isEqualTo(2);
    }

    @Test
    void kmallocOfWholePagesGivesThemBack() {
        Slab slab = new Slab(pages);
        long big = slab.allocate(3 * 4096 + 1);
        assertThat(slab.size(big)).isEqualTo(4 * 4096);
        space.memory().fill(big, 4 * 4096, 0x5a);
        assertThat(pages.count(PageOwner.SLAB)).isEqualTo(4);
        slab.free(big);
        assertThat(pages.count(PageOwner.SLAB)).isZero();
        assertThat(slab.allocate(PAGES * 4096L)).as("more than there is").isZero();
        assertThat(slab.allocate(-1)).isZero();
    }

    @Test
    void ioremapGivesTheAddressInsideThePage() {
        IoMap io = new IoMap(space, 0xffff_c980_0000_0000L);
        long at = io.map(0x900_0018L, 4);
        assertThat(at & 0xfff).isEqualTo(0x18);
        assertThat(space.translate(at)).hasValue(0x900_0018L);
        io.unmap(at);
        assertThat(space.isMapped(at)).isFalse();
        assertThat(io.map(0, 0)).isZero();
        assertThat(io.map(0, Long.MAX_VALUE)).isZero();
    }

    /** Nothing runs here. */
    private static final class NoTraps implements TrapHandler {
        @Override
        public boolean answerInside(int index) {
            throw new AssertionError();
        }

        @Override
        public void hypercall(int index) {
            throw new AssertionError();
        }

        @Override
        public void fault(Fault fault) {
            throw new AssertionError();
        }

        @Override
        public void interrupt(int line) {
            throw new AssertionError();
        }

        @Override
        public void halted() {
            throw new AssertionError();
        }

        @Override
        public void workExhausted() {
            throw new AssertionError();
        }

        @Override
        public void stopRequested() {
            throw new AssertionError();
        }
    }
}
