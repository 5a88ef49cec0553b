package dev.initlab.machine;

import java.util.ArrayList;
import java.util.List;

import dev.initlab.machine.device.PowerSwitch;
import dev.initlab.machine.device.SerialLine;
import dev.initlab.unicorn.Engine;
import dev.initlab.unicorn.X86;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A machine out of the pool is as new, and costs no new engine. */
class MachinePoolTest {
    private static final long RAM = 1 << 20;
    private static final long TEXT = 0xffff_ffff_8100_0000L;

    private final MachinePool pool = new MachinePool(2);
    private final RecordingTraps traps = new RecordingTraps();

    @AfterEach
    void nothingIsLeft() {
        pool.clear();
        assertThat(Engine.openEngines()).isZero();
    }

    private Machine open(Architecture architecture, Object program) {
        return pool.open(architecture, RAM, Vcpu.Stubs.NONE, program, traps, new SerialLine(b -> { }));
    }

    /** Everything of a machine that code on it could tell. */
    private static List<Object> state(Machine machine) {
        List<Object> state = new ArrayList<>();
        Vcpu vcpu = machine.vcpu();
        vcpu.isa().shown().forEach(r -> state.add(r.name() + "=" + vcpu.register(r.id())));
        state.add(vcpu.pc());
        state.add(vcpu.sp());
        state.add(vcpu.interruptsEnabled());
        state.add(vcpu.work());
        state.add(machine.clock().now());
        state.add(machine.timer().next());
        state.add(machine.power().state());
        state.add(machine.mmu().kernelSpace().kernelPages().length);
        state.add(machine.ram().segment().mismatch(java.lang.foreign.MemorySegment.ofArray(new byte[(int) RAM])));
        return state;
    }

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void aUsedMachineIsAsNew(Architecture architecture) {
        List<Object> fresh;
        try (Machine machine = open(architecture, "p")) {
            fresh = state(machine);
            machine.vcpu().isa().shown().forEach(r -> machine.vcpu().register(r.id(), 0x10));
            machine.vcpu().interruptsEnabled(false);
            machine.mmu().kernelSpace().map(machine.mmu().kernelStart(), machine.ram().base() + 0x3000,
                    Protection.READ | Protection.EXECUTE);
            machine.ram().segment().asSlice(0x3000, 0x1000).fill((byte) 0x5a);
            machine.clock().skipTo(1_000_000);
            machine.power().turn(PowerSwitch.State.OFF);
            machine.vcpu().grantWork(1);
            machine.vcpu().requestStop();
            assertThat(state(machine)).isNotEqualTo(fresh);
        }
        assertThat(pool.size()).isOne();
        try (Machine machine = open(architecture, "p")) {
            assertThat(pool.size()).isZero();
            assertThat(Engine.openEngines()).isOne();
            assertThat(state(machine)).isEqualTo(fresh);
            assertThat(machine.vcpu().isStopRequested()).isFalse();
        }
    }

    @Test
    void otherCodeInTheSamePlaceIsTranslatedAnew() {
        for (int i = 1; i <= 4; i++) {
            int value = i / 2; // the same twice, too
            try (Machine machine = open(Architecture.X86_64, "p")) {
                AddressSpace space = machine.mmu().kernelSpace();
                space.map(TEXT, 0x2000, Protection.READ | Protection.EXECUTE);
                space.map(TEXT + 0x1000, 0x3000, Protection.READ | Protection.WRITE);
                space.memory().write(TEXT, new byte[] {(byte) 0xb8, (byte) value, 0, 0, 0, (byte) 0xc3}); // mov eax; ret
                machine.vcpu().sp(TEXT + 0x2000);
                assertThat(machine.vcpu().call(TEXT)).isEqualTo(value);
                assertThat(machine.clock().now()).isEqualTo(6);
            }
        }
        assertThat(Engine.openEngines()).isOne();
    }

    /** Registers no oops shows: SSE, the control word of the FPU, a model-specific one. */
    @Test
    void rareRegistersAreReset() {
        long[] fresh = new long[3];
        for (int i = 0; i < 2; i++) {
            try (Machine machine = open(Architecture.X86_64, "p")) {
                Vcpu vcpu = machine.vcpu();
                long[] now = {vcpu.register(X86.REG_MXCSR), vcpu.register(X86.REG_FPCW), vcpu.register(X86.REG_FS_BASE)};
                if (i == 0) {
                    fresh = now;
                    vcpu.register(X86.REG_MXCSR, 0x1f00);
                    vcpu.register(X86.REG_FPCW, 0x27f);
                    vcpu.register(X86.REG_FS_BASE, 0x1234);
                } else {
                    assertThat(now).isEqualTo(fresh);
                }
            }
        }
    }

    @Test
    void onlyTheSameKindOfMachineIsUsedAgainAndOnlyAFewWait() {
        open(Architecture.X86_64, "a").close();
        open(Architecture.X86_64, "b").close();
        open(Architecture.ARM, "a").close();
        assertThat(pool.size()).isEqualTo(2); // of three
        assertThat(Engine.openEngines()).isEqualTo(2);
        try (Machine first = open(Architecture.X86_64, "a")) {
            assertThat(pool.size()).as("the one for a was closed, it had waited longest").isEqualTo(2);
        }
    }

    @Test
    void aSpoiledMachineIsClosed() {
        try (Machine machine = open(Architecture.X86_64, "a")) {
            machine.spoil();
        }
        assertThat(pool.size()).isZero();
        assertThat(Engine.openEngines()).isZero();
    }

    @Test
    void aSizeThatCannotBeIsRefused() {
        assertThatThrownBy(() -> pool.open(Architecture.X86_64, 4097, Vcpu.Stubs.NONE, "a", traps,
                new SerialLine(b -> { }))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("whole pages");
    }
}
