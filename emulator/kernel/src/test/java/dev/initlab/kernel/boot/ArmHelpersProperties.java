package dev.initlab.kernel.boot;

import java.io.IOException;

import dev.initlab.elf.ElfFile;
import dev.initlab.elf.Segment;
import dev.initlab.kernel.image.KernelImage;
import dev.initlab.machine.Architecture;
import dev.initlab.machine.Fault;
import dev.initlab.machine.Machine;
import dev.initlab.machine.Mmu;
import dev.initlab.machine.Protection;
import dev.initlab.machine.TrapHandler;
import dev.initlab.machine.Vcpu;
import dev.initlab.machine.device.SerialLine;
import dev.initlab.unicorn.Arm;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What compilers call on arm, {@code guest-kernel/arch/arm/lib}, gives what Java's arithmetic gives: the functions of
 * the committed image, called one by one.
 */
class ArmHelpersProperties {
    private static final long STACK = 0xf080_0000L;
    private static final int[] RESULTS = {Arm.REG_R0, Arm.REG_R1, Arm.REG_R2, Arm.REG_R3};

    private static @Nullable Machine machine;
    private static @Nullable KernelImage image;

    @BeforeContainer
    static void load() throws IOException {
        image = KernelImage.of(ElfFile.read(TestImages.ARM.vmlinux()));
        machine = Machine.openHosted(Architecture.ARM, 16 << 20, Vcpu.Stubs.NONE, new Strict(), new SerialLine(b -> { }));
        image.copyTo(machine.ram());
        for (Segment segment : image.segments()) {
            long length = (segment.memsz() + Mmu.PAGE_SIZE - 1) & -Mmu.PAGE_SIZE;
            machine.mmu().kernelSpace().map(segment.vaddr(), segment.paddr(), length, segment.executable()
                    ? Protection.READ | Protection.EXECUTE : Protection.READ | Protection.WRITE);
        }
        machine.mmu().kernelSpace().map(STACK - Mmu.PAGE_SIZE, machine.ram().end() - Mmu.PAGE_SIZE,
                Protection.READ | Protection.WRITE);
        machine.vcpu().sp(STACK);
    }

    @AfterContainer
    static void close() {
        machine.close();
    }

    @Property
    void unsignedDivisionOf32Bits(@ForAll int n, @ForAll int d) {
        long[] r = call("__aeabi_uidivmod", n, d);
        assertThat((int) r[0]).isEqualTo(d == 0 ? 0 : Integer.divideUnsigned(n, d));
        assertThat((int) r[1]).isEqualTo(d == 0 ? n : Integer.remainderUnsigned(n, d));
        assertThat((int) call("__aeabi_uidiv", n, d)[0]).isEqualTo((int) r[0]);
    }

    @Property
    void signedDivisionOf32Bits(@ForAll int n, @ForAll int d) {
        long[] r = call("__aeabi_idivmod", n, d);
        assertThat((int) r[0]).isEqualTo(d == 0 ? 0 : n / d);
        assertThat((int) r[1]).isEqualTo(d == 0 ? n : n % d);
        assertThat((int) call("__aeabi_idiv", n, d)[0]).isEqualTo((int) r[0]);
    }

    @Property
    void unsignedDivisionOf64Bits(@ForAll long n, @ForAll long d) {
        long[] r = call("__aeabi_uldivmod", low(n), high(n), low(d), high(d));
        assertThat(join(r[0], r[1])).isEqualTo(d == 0 ? 0 : Long.divideUnsigned(n, d));
        assertThat(join(r[2], r[3])).isEqualTo(d == 0 ? n : Long.remainderUnsigned(n, d));
    }

    @Property
    void signedDivisionOf64Bits(@ForAll long n, @ForAll long d) {
        long[] r = call("__aeabi_ldivmod", low(n), high(n), low(d), high(d));
        assertThat(join(r[0], r[1])).isEqualTo(d == 0 ? 0 : n / d);
        assertThat(join(r[2], r[3])).isEqualTo(d == 0 ? n : n % d);
    }

    @Property
    void multiplicationAndComparisonOf64Bits(@ForAll long a, @ForAll long b) {
        long[] product = call("__aeabi_lmul", low(a), high(a), low(b), high(b));
        assertThat(join(product[0], product[1])).isEqualTo(a * b);
        assertThat((int) call("__aeabi_lcmp", low(a), high(a), low(b), high(b))[0]).isEqualTo(Long.compare(a, b));
        assertThat((int) call("__aeabi_ulcmp", low(a), high(a), low(b), high(b))[0])
                .isEqualTo(Long.compareUnsigned(a, b));
    }

    @Property
    void shiftsOf64Bits(@ForAll long value, @ForAll @IntRange(max = 63) int count) {
        long[] left = call("__aeabi_llsl", low(value), high(value), count);
        long[] right = call("__aeabi_llsr", low(value), high(value), count);
        long[] signed = call("__aeabi_lasr", low(value), high(value), count);
        assertThat(join(left[0], left[1])).isEqualTo(value << count);
        assertThat(join(right[0], right[1])).isEqualTo(value >>> count);
        assertThat(join(signed[0], signed[1])).isEqualTo(value >> count);
    }

    @Property(tries = 50)
    void memory(@ForAll @IntRange(max = 64) int length, @ForAll byte value) {
        long from = STACK - Mmu.PAGE_SIZE;
        long to = from + 0x100;
        var bytes = machine.vcpu().memory();
        for (String align : new String[] {"", "4", "8"}) {
            bytes.fill(from, 0x200, 0x55);
            call("__aeabi_memset" + align, from, length, value);
            call("__aeabi_memcpy" + align, to, from, length);
            assertThat(bytes.read(to, length)).containsOnly(length == 0 ? new byte[0] : new byte[] {value});
            assertThat(bytes.u8(to + length)).isEqualTo(0x55);
            call("__aeabi_memmove" + align, from + 8, from, length + 1);
            assertThat(bytes.u8(from + 8 + length)).isEqualTo(0x55);
            call("__aeabi_memclr" + align, to, length);
            assertThat(bytes.read(to, length)).containsOnly(new byte[length == 0 ? 0 : 1]);
        }
    }

    /** The four registers a result can come in. */
    private static long[] call(String function, long... arguments) {
        Vcpu vcpu = machine.vcpu();
        vcpu.call(image.require(function), arguments);
        long[] results = new long[RESULTS.length];
        for (int i = 0; i < results.length; i++) {
            results[i] = vcpu.register(RESULTS[i]);
        }
        return results;
    }

    private static long low(long value) {
        return value & 0xffff_ffffL;
    }

    private static long high(long value) {
        return value >>> 32;
    }

    private static long join(long low, long high) {
        return high << 32 | low;
    }

    /** Nothing but the function runs. */
    private static final class Strict implements TrapHandler {
        @Override
        public boolean answerInside(int index) {
            return false;
        }

        @Override
        public void hypercall(int index) {
            throw new AssertionError("hypercall " + index);
        }

        @Override
        public void fault(Fault fault) {
            throw new AssertionError(fault.toString());
        }

        @Override
        public void halted() {
            throw new AssertionError("halted");
        }

        @Override
        public void interrupt(int line) {
            throw new AssertionError("interrupt " + line);
        }

        @Override
        public void workExhausted() {
            throw new AssertionError("work exhausted");
        }

        @Override
        public void stopRequested() {
            throw new AssertionError("stop requested");
        }
    }
}
