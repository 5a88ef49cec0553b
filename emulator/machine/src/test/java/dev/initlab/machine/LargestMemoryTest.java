package dev.initlab.machine;

import java.lang.foreign.ValueLayout;

import dev.initlab.machine.device.SerialLine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** As much memory as a machine may have leaves room for its own page and its devices. */
class LargestMemoryTest {
    private static final long LARGEST = 3L << 30;

    @ParameterizedTest
    @EnumSource
    void hasADifferentLastPage(Architecture architecture) {
        try (Machine machine = Machine.openHosted(architecture, LARGEST, Vcpu.Stubs.NONE, new RecordingTraps(),
                new SerialLine(b -> { }))) {
            Isa isa = machine.vcpu().isa();
            AddressSpace kernel = machine.mmu().kernelSpace();
            long page = isa.returnAddress() - 0x10_0000 & -Mmu.PAGE_SIZE;
            kernel.map(page, machine.ram().end() - Mmu.PAGE_SIZE, Protection.READ | Protection.WRITE);
            kernel.memory().put32(page, 77);
            assertThat(machine.ram().slice(machine.ram().end() - Mmu.PAGE_SIZE, 4).get(
                    ValueLayout.JAVA_INT, 0)).isEqualTo(77);
            assertThat(machine.ram().contains(kernel.translate(isa.returnAddress()).orElseThrow(), 1)).isFalse();
        }
    }
}
