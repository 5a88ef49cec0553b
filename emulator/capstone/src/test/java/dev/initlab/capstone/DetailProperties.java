package dev.initlab.capstone;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.initlab.capstone.arm.ArmDetail;
import dev.initlab.capstone.arm.ArmOpType;
import dev.initlab.capstone.arm.ArmOperand;
import dev.initlab.capstone.arm64.Arm64Detail;
import dev.initlab.capstone.arm64.Arm64OpType;
import dev.initlab.capstone.arm64.Arm64Operand;
import dev.initlab.capstone.x86.X86Detail;
import dev.initlab.capstone.x86.X86OpType;
import dev.initlab.capstone.x86.X86Operand;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

/** What Java reads out of cs_detail is what the library's own functions say of the instruction. */
class DetailProperties {

    @Property(tries = 3000)
    void agreesWithTheLibrary(@ForAll("subjects") Subject subject, @ForAll @Size(16) byte[] bytes) {
        NativeApi api = subject.library().api();
        int major = subject.library().version().major();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment cell = arena.allocate(JAVA_LONG);
            assertThat(api.open(subject.arch().number(), Mode.join(subject.arch(), subject.modes()), cell))
                .isZero();
            long handle = cell.get(JAVA_LONG, 0);
            api.option(handle, Option.DETAIL.number(), Option.ON);
            InstructionReader reader = new InstructionReader(subject.library(), handle, subject.arch(),
                new Names(api, handle, subject.arch()), arena);
            MemorySegment insn = api.malloc(handle).reinterpret(Field.CS_INSN.size(major));
            MemorySegment code = arena.allocateFrom(JAVA_BYTE, bytes);
            if (Hazards.mayDecode(subject.arch(), Mode.join(subject.arch(), subject.modes()), code,
                bytes.length)
                && api.disasmIter(handle, arena.allocateFrom(ADDRESS, code),
                    arena.allocateFrom(JAVA_LONG, bytes.length),
                    arena.allocateFrom(JAVA_LONG, 0x1000), insn)) {
                Instruction instruction = reader.read(insn, 0x1000, bytes, true);
                // The library takes number 0 for skipped data and refuses to answer; on EVM it is STOP.
                if (instruction.id() != 0) {
                    compare(api, handle, insn, instruction.detail().orElseThrow(), major);
                }
            }
            api.free(insn, 1);
            api.close(cell);
        }
    }

    private static void compare(NativeApi api, long handle, MemorySegment insn, Detail detail, int major) {
        same(numbers(detail.groups(), major), g -> api.insnGroup(handle, insn, g));
        same(numbers(detail.implicitReads(), major), r -> api.regRead(handle, insn, r));
        same(numbers(detail.implicitWrites(), major), r -> api.regWrite(handle, insn, r));
        switch (detail.arch()) {
            case X86Detail x86 -> {
                assertThat(count(x86.operands(), X86Operand.Reg.class))
                    .isEqualTo(api.opCount(handle, insn, X86OpType.REG.number(major)));
                assertThat(count(x86.operands(), X86Operand.Imm.class))
                    .isEqualTo(api.opCount(handle, insn, X86OpType.IMM.number(major)));
                assertThat(count(x86.operands(), X86Operand.Mem.class))
                    .isEqualTo(api.opCount(handle, insn, X86OpType.MEM.number(major)));
            }
            case ArmDetail arm -> {
                assertThat(count(arm.operands(), ArmOperand.Reg.class))
                    .isEqualTo(api.opCount(handle, insn, ArmOpType.REG.number(major)));
                assertThat(count(arm.operands(), ArmOperand.Mem.class))
                    .isEqualTo(api.opCount(handle, insn, ArmOpType.MEM.number(major)));
                assertThat(count(arm.operands(), ArmOperand.SysReg.class))
                    .isEqualTo(api.opCount(handle, insn, ArmOpType.SYSREG.number(major)));
            }
            case Arm64Detail arm64 -> {
                assertThat(count(arm64.operands(), Arm64Operand.Reg.class))
                    .isEqualTo(api.opCount(handle, insn, Arm64OpType.REG.number(major)));
                assertThat(count(arm64.operands(), Arm64Operand.Imm.class))
                    .isEqualTo(api.opCount(handle, insn, Arm64OpType.IMM.number(major)));
                assertThat(count(arm64.operands(), Arm64Operand.Barrier.class))
                    .isEqualTo(api.opCount(handle, insn, Arm64OpType.BARRIER.number(major)));
            }
            case OtherDetail _ -> {
                // cs_op_count knows few of these; their operands are in OtherArchTest
            }
        }
    }

    private static Set<Integer> numbers(Collection<? extends Constant> constants, int major) {
        return constants.stream().map(c -> c.number(major)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Beyond the numbers of headers: version 5 lists the target of TriCore's calls among the registers. */
    private static void same(Set<Integer> ours, IntPredicate theirs) {
        Set<Integer> confirmed = new TreeSet<>();
        IntStream.concat(IntStream.range(0, 512), ours.stream().mapToInt(n -> n)).filter(theirs)
            .forEach(confirmed::add);
        assertThat(ours).isEqualTo(confirmed);
    }

    private static int count(List<?> operands, Class<?> kind) {
        return (int) operands.stream().filter(kind::isInstance).count();
    }

    @Provide
    Arbitrary<Subject> subjects() {
        return Arbitraries.of(Subject.all());
    }
}
