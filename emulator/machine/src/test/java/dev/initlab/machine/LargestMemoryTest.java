package dev.initlab.machine;

import dev.initlab.machine.device.SerialLine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** As much memory as a machine may have leaves room for its own pages and its devices. */
class LargestMemoryTest {
    private static final long LARGEST = 3L << 30;

    @ParameterizedTest
    @EnumSource
    void hasALastPageOfItsOwn(Architecture architecture) {
        int load = switch (architecture) {
            case X86_64 -> 0x90c3078b; // mov eax, [rdi]; ret
            case ARM64 -> 0xf9400000; // ldr x0, [x0]
            case ARM -> 0xe5900000; // ldr r0, [r0]
        };
        try (Machine machine = Machine.openHosted(architecture, LARGEST, Vcpu.Stubs.NONE, new RecordingTraps(),
                new SerialLine(b -> { }))) {
            Vcpu vcpu = machine.vcpu();
            AddressSpace kernel = machine.mmu().kernelSpace();
            long page = vcpu.isa().returnAddress() - 0x10_0000 & -Mmu.PAGE_SIZE;
            kernel.map(page, machine.ram().end() - Mmu.PAGE_SIZE, Protection.READ | Protection.EXECUTE);
            kernel.map(page + Mmu.PAGE_SIZE, machine.ram().base() + 0x10_0000, Protection.READ | Protection.WRITE);
            kernel.memory().put32(page, load);
            vcpu.sp(page + 2 * Mmu.PAGE_SIZE);
            assertThatThrownBy(() -> vcpu.call(page, 0x1234)).isInstanceOfSatisfying(RecordingTraps.Unwound.class,
                    e -> assertThat(e.fault.address()).isEqualTo(0x1234));
            assertThat(machine.ram().contains(kernel.translate(vcpu.isa().endOfRun()).orElseThrow(), 1)).isFalse();
        }
    }
}
