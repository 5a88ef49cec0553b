package dev.initlab.machine.check;

import java.util.Arrays;

import dev.initlab.machine.Isa;
import dev.initlab.machine.Vcpu;

/** The processor's state can be put away and taken out again. */
final class StateChecks {
    private StateChecks() {
    }

    static void contexts(Bench bench) {
        Vcpu vcpu = bench.vcpu;
        int[] registers = general(vcpu.isa());
        try (Vcpu.Parked one = vcpu.newParked(); Vcpu.Parked two = vcpu.newParked()) {
            fill(vcpu, registers, 0x1000);
            one.park();
            fill(vcpu, registers, 0x2000);
            two.park();
            Expect.equal(2, bench.call(Program.ADD_ONE, 1), "a call between");
            for (int i = 0; i < 3; i++) {
                one.resume();
                compare(vcpu, registers, 0x1000);
                fill(vcpu, registers, 0x3000);
                two.resume();
                compare(vcpu, registers, 0x2000);
            }
        }
    }

    /** Two machines in one process do not know of each other. */
    static void twoMachines(Bench bench) {
        try (Bench other = new Bench(bench.architecture, bench.code)) {
            for (int i = 1; i <= 3; i++) {
                bench.call(Program.STORE, bench.data(), 0x100 + i);
                other.call(Program.STORE, other.data(), 0x200 + i);
                Expect.equal(0x100 + i, bench.call(Program.LOAD, bench.data()), "the first one's memory");
                Expect.equal(0x200 + i, other.call(Program.LOAD, other.data()), "the second one's memory");
            }
        }
        Expect.equal(2, bench.call(Program.ADD_ONE, 1), "a call after the other machine is gone");
    }

    private static int[] general(Isa isa) {
        return Arrays.stream(isa.preserved())
                .filter(id -> id != isa.programCounter() && id != isa.stackPointer()).toArray();
    }

    private static void fill(Vcpu vcpu, int[] registers, long base) {
        for (int i = 0; i < registers.length; i++) {
            vcpu.register(registers[i], base + i);
        }
    }

    private static void compare(Vcpu vcpu, int[] registers, long base) {
        for (int i = 0; i < registers.length; i++) {
            Expect.equal(base + i, vcpu.register(registers[i]), "register " + i + " after it was restored");
        }
    }
}
