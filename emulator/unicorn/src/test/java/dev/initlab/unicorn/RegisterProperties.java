package dev.initlab.unicorn;

import java.util.stream.IntStream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

import static org.assertj.core.api.Assertions.assertThat;

class RegisterProperties {
    private static Engine x86;
    private static Engine arm64;
    private static Engine arm;

    @BeforeContainer
    static void open() {
        x86 = Engine.open(Arch.X86, Mode.MODE_64);
        arm64 = Engine.open(Arch.ARM64, Mode.MODE_ARM);
        arm = Engine.open(Arch.ARM, Mode.MODE_ARM);
    }

    @AfterContainer
    static void close() {
        x86.close();
        arm64.close();
        arm.close();
        assertThat(Engine.openEngines()).isZero();
    }

    @Provide
    Arbitrary<Integer> x86General() {
        return Arbitraries.of(X86.REG_RAX, X86.REG_RBX, X86.REG_RCX, X86.REG_RDX, X86.REG_RSI, X86.REG_RDI,
            X86.REG_RBP, X86.REG_RSP, X86.REG_R8, X86.REG_R9, X86.REG_R10, X86.REG_R11, X86.REG_R12,
            X86.REG_R13, X86.REG_R14, X86.REG_R15, X86.REG_RIP, X86.REG_FS_BASE, X86.REG_GS_BASE);
    }

    @Provide
    Arbitrary<Integer> arm64General() {
        return Arbitraries.integers().between(0, 28).map(number -> Arm64.REG_X0 + number);
    }

    @Provide
    Arbitrary<Integer> armGeneral() {
        return Arbitraries.integers().between(0, 12).map(number -> Arm.REG_R0 + number);
    }

    @Property
    void whatIsWrittenIsRead(@ForAll("x86General") int id, @ForAll long value) {
        x86.register(id, value);
        assertThat(x86.register(id)).isEqualTo(value);
    }

    @Property
    void armRegistersHave32Bits(@ForAll("armGeneral") int id, @ForAll long value) {
        arm.register(id, value);
        assertThat(arm.register(id)).isEqualTo(value & 0xffffffffL);
    }

    @Property
    void batchAndSingleAgree(@ForAll("arm64General") int first, @ForAll("arm64General") int second,
            @ForAll long one, @ForAll long two) {
        arm64.setRegisters(new int[] {first, second}, new long[] {one, two});
        long[] values = new long[2];
        arm64.registers(new int[] {first, second}, values);
        assertThat(values).containsExactly(arm64.register(first), arm64.register(second));
        assertThat(arm64.register(second)).isEqualTo(two);
    }

    @Property(tries = 100)
    void aContextBringsEverythingBack(@ForAll long seed) {
        int[] ids = IntStream.range(0, 29).map(number -> Arm64.REG_X0 + number).toArray();
        long[] values = IntStream.range(0, 29).mapToLong(number -> seed * (2L * number + 1)).toArray();
        arm64.setRegisters(ids, values);
        try (Context context = arm64.newContext()) {
            context.save();
            arm64.setRegisters(ids, new long[29]);
            context.restore();
        }
        long[] back = new long[29];
        arm64.registers(ids, back);
        assertThat(back).isEqualTo(values);
    }
}
