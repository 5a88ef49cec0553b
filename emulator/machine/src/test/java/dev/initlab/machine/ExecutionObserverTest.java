package dev.initlab.machine;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongPredicate;

import dev.initlab.machine.device.SerialLine;
import dev.initlab.unicorn.Engine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Code that is looked at runs as it would alone, on every architecture. */
class ExecutionObserverTest {
    private static final long STACK_SIZE = 0x4000;

    private final RecordingTraps traps = new RecordingTraps();
    private Machine machine;
    private Vcpu vcpu;
    private long text;
    private long stubs;
    private long data;

    /** Two functions of each architecture, doing the same. */
    private enum Code {
        /**
         * x86: xor eax, eax; mov ecx, 3; L: add eax, ecx; mov [rdi], eax; dec ecx; jne L; call stub 0; mov eax, [rdi + 8]; ret.
         */
        X86_64(Architecture.X86_64, "31c0 b903000000 01c8 8907 ffc9 75f8 57 CALL 5f 8b4708 c3",
                List.of(0, 2, 7, 9, 11, 13, 7, 9, 11, 13, 7, 9, 11, 13, 15, 16, 21, 22, 25), 0xffff_ffff_8200_0000L),
        /**
         * mov w9, 0; mov w10, 3; L: add w9, w9, w10; str w9, [x0]; subs w10, w10, 1; b.ne L; stp x0, x30, [sp, -16]!;
         * bl stub 0; ldp x0, x30, [sp], 16; ldr w0, [x0, 8]; ret.
         */
        ARM64(Architecture.ARM64, "09008052 6a008052 29010a0b 090000b9 4a050071 a1ffff54 e07bbfa9 CALL e07bc1a8 "
                + "000840b9 c0035fd6",
                List.of(0, 4, 8, 12, 16, 20, 8, 12, 16, 20, 8, 12, 16, 20, 24, 28, 32, 36, 40), 0xffff_8000_0920_0000L),
        /**
         * mov r1, 0; mov r2, 3; L: add r1, r1, r2; str r1, [r0]; subs r2, r2, 1; bne L; push {r0, lr}; bl stub 0;
         * pop {r0, lr}; ldr r0, [r0, 8]; bx lr.
         */
        ARM(Architecture.ARM, "0010a0e3 0320a0e3 021081e0 001080e5 012052e2 fbffff1a 01402de9 CALL 0140bde8 "
                + "080090e5 1eff2fe1",
                List.of(0, 4, 8, 12, 16, 20, 8, 12, 16, 20, 8, 12, 16, 20, 24, 28, 32, 36, 40), 0xc120_0000L);

        private final Architecture architecture;
        private final String hex;
        /** Offsets of the instructions in the order they run, the stub's aside. */
        private final List<Integer> order;
        private final long data;

        Code(Architecture architecture, String hex, List<Integer> order, long data) {
            this.architecture = architecture;
            this.hex = hex;
            this.order = order;
            this.data = data;
        }

        private long text() {
            return data - 0x20_0000;
        }

        private byte[] bytes(long stub) {
            String plain = hex.replace(" ", "");
            int call = plain.indexOf("CALL") / 2;
            long distance = stub - text() - call;
            int instruction = switch (this) {
                case X86_64 -> (int) distance - 5;
                case ARM64 -> 0x94000000 | (int) (distance >> 2) & 0x3ffffff;
                case ARM -> 0xeb000000 | (int) (distance - 8 >> 2) & 0xffffff;
            };
            String branch = (this == X86_64 ? "e8" : "")
                    + "%08x".formatted(Integer.reverseBytes(instruction));
            return HexFormat.of().parseHex(plain.replace("CALL", branch));
        }

        private byte[] stub() {
            return HexFormat.of().parseHex(switch (this) {
                case X86_64 -> "c3";
                case ARM64 -> "c0035fd6";
                case ARM -> "1eff2fe1";
            });
        }
    }

    /** Wants what a predicate says, and writes down what it is told. */
    private final class Recorder implements ExecutionObserver {
        private final LongPredicate wanted;
        private final List<Long> announced = new ArrayList<>();
        private final List<Long> positions = new ArrayList<>();
        private final List<DataAccess> accesses = new ArrayList<>();

        Recorder(LongPredicate wanted) {
            this.wanted = wanted;
        }

        @Override
        public boolean wants(long address, int size) {
            for (long at = address; at < address + size; at++) {
                if (wanted.test(at)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public void beforeInstruction() {
            if (wanted.test(vcpu.pc())) {
                announced.add(vcpu.pc());
                positions.add(vcpu.position());
            }
        }

        @Override
        public void accessed(List<DataAccess> seen) {
            accesses.addAll(seen);
        }
    }

    private void open(Code code) {
        text = code.text();
        data = code.data;
        stubs = text + 0x1000;
        machine = Machine.openHosted(code.architecture, 16 << 20, new Vcpu.Stubs(stubs, 16, 2), traps,
                new SerialLine(value -> { }));
        vcpu = machine.vcpu();
        long base = machine.ram().base() + 0x10_0000;
        AddressSpace kernel = machine.mmu().kernelSpace();
        kernel.map(text, base, 0x2000, Protection.READ | Protection.EXECUTE);
        kernel.map(data, base + 0x2000, Protection.READ | Protection.WRITE);
        kernel.map(data + 0x1_0000, base + 0x1_0000, STACK_SIZE, Protection.READ | Protection.WRITE);
        vcpu.sp(data + 0x1_0000 + STACK_SIZE);
        write(base, code.bytes(stubs));
        write(base + 0x1000, code.stub());
        vcpu.memory().put32(data + 8, 77);
        traps.inside = index -> true;
    }

    private void write(long physical, byte[] bytes) {
        machine.ram().slice(physical, bytes.length).asByteBuffer().put(bytes);
    }

    @AfterEach
    void close() {
        machine.close();
        assertThat(Engine.openEngines()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void everyInstructionIsAnnouncedOnceAndTheGuestSeesTheSameTime(Code code) {
        open(code);
        assertThat((int) vcpu.call(text, data)).isEqualTo(77);
        long work = vcpu.work();
        Recorder all = new Recorder(at -> true);
        vcpu.observe(all);
        assertThat((int) vcpu.call(text, data)).isEqualTo(77);
        assertThat(vcpu.work()).isEqualTo(2 * work);
        assertThat(all.announced.stream().filter(at -> at < stubs && at >= text).map(at -> (int) (at - text)).toList())
                .isEqualTo(code.order);
        assertThat(all.positions).isSorted().doesNotHaveDuplicates();
        assertThat(all.positions.getFirst()).isEqualTo(work);
    }

    @ParameterizedTest
    @EnumSource
    void anInstructionHasTheSamePositionHoweverMuchIsLookedAt(Code code) {
        open(code);
        long store = text + code.order.get(3);
        Recorder one = new Recorder(at -> at == store);
        vcpu.observe(one);
        vcpu.call(text, data);
        assertThat(one.announced).containsOnly(store).hasSize(3);
        machine.close();
        open(code);
        Recorder all = new Recorder(at -> true);
        vcpu.observe(all);
        vcpu.call(text, data);
        List<Long> there = new ArrayList<>();
        for (int i = 0; i < all.announced.size(); i++) {
            if (all.announced.get(i) == store) {
                there.add(all.positions.get(i));
            }
        }
        assertThat(one.positions).isEqualTo(there);
    }

    @ParameterizedTest
    @EnumSource
    void accessesToWatchedMemoryAreToldWithAddressAndSize(Code code) {
        open(code);
        long physical = machine.mmu().kernelSpace().translate(data).orElseThrow();
        vcpu.call(text, data);
        long work = vcpu.work();
        Recorder none = new Recorder(at -> false);
        vcpu.observe(none);
        machine.mmu().watch(physical, Protection.WRITE);
        assertThat((int) vcpu.call(text, data)).isEqualTo(77);
        ExecutionObserver.DataAccess store = new ExecutionObserver.DataAccess(Access.WRITE, physical, 4);
        assertThat(none.accesses).containsExactly(store, store, store);
        none.accesses.clear();
        machine.mmu().unwatch();
        machine.mmu().watch(physical, Protection.READ);
        vcpu.call(text, data);
        assertThat(none.accesses).contains(new ExecutionObserver.DataAccess(Access.READ, physical + 8, 4));
        none.accesses.clear();
        machine.mmu().unwatch();
        vcpu.call(text, data);
        assertThat(none.accesses).isEmpty();
        assertThat(vcpu.work()).isEqualTo(4 * work);
        assertThat(vcpu.memory().i32(data)).isEqualTo(6);
    }

    @ParameterizedTest
    @EnumSource
    void hypercallsOutsideTheEngineAndWhatTheyCallAreLookedAtToo(Code code) {
        open(code);
        List<Integer> asked = new ArrayList<>();
        traps.inside = index -> false;
        traps.hypercall = asked::add;
        Recorder all = new Recorder(at -> at >= stubs);
        vcpu.observe(all);
        vcpu.call(text, data);
        assertThat(asked).containsExactly(0);
        assertThat(all.announced.getFirst()).isEqualTo(stubs);
    }

    @Test
    void aHaltIsAHalt() {
        open(Code.X86_64);
        byte[] code = HexFormat.of().parseHex("90f490c3"); // nop; hlt; nop; ret
        write(machine.mmu().kernelSpace().translate(text).orElseThrow(), code);
        boolean[] halted = new boolean[1];
        traps.halted = () -> halted[0] = true;
        Recorder all = new Recorder(at -> at < stubs);
        vcpu.observe(all);
        vcpu.call(text);
        assertThat(halted[0]).isTrue();
        assertThat(all.announced).contains(text, text + 1, text + 2, text + 3);
    }
}
