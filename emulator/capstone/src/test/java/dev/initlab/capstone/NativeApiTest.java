package dev.initlab.capstone;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.initlab.capstone.x86.X86Group;
import dev.initlab.capstone.x86.X86Insn;
import dev.initlab.capstone.x86.X86OpType;
import dev.initlab.capstone.x86.X86Reg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.assertj.core.api.Assertions.assertThat;

/** Every function of capstone.h is bound, and each does what its header says when it is called. */
class NativeApiTest {
    /** Functions of the header that are not bound, and why. */
    private static final Set<String> NOT_BOUND = Set.of(
        "cs_disasm_ex"); // another name of cs_disasm in version 4, gone since

    static List<CapstoneLibrary> libraries() {
        return TestLibraries.all();
    }

    @Test
    void bindsEveryFunctionOfTheHeader() throws Exception {
        Set<String> header = HeaderFacts.lines("header-functions.txt").map(w -> w[0])
            .collect(Collectors.toSet());
        Set<String> bound = Stream.of(Function.values()).map(Function::symbol).collect(Collectors.toSet());

        assertThat(header).hasSizeGreaterThan(20);
        assertThat(Stream.concat(bound.stream(), NOT_BOUND.stream()))
            .containsExactlyInAnyOrderElementsOf(header);
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void callsEveryFunction(CapstoneLibrary library) {
        Set<Function> called = EnumSet.noneOf(Function.class);
        NativeApi api = library.api();
        int major = library.version().major();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment versions = arena.allocate(JAVA_INT, 2);
            assertThat(api.version(versions, versions.asSlice(4)))
                .isEqualTo(versions.get(JAVA_INT, 0) << 8 | versions.get(JAVA_INT, 4));
            assertThat(versions.get(JAVA_INT, 0)).isBetween(4, 5);
            called.add(Function.CS_VERSION);

            assertThat(api.support(Arch.X86.number())).isTrue();
            assertThat(api.support(200)).isFalse();
            called.add(Function.CS_SUPPORT);

            assertThat(api.strerror(ErrorCode.MODE.ordinal())).hasValueSatisfying(
                text -> assertThat(text.toLowerCase(Locale.ROOT)).contains("mode"));
            called.add(Function.CS_STRERROR);

            MemorySegment cell = arena.allocate(JAVA_LONG);
            assertThat(api.open(Arch.X86.number(), Mode.BITS_64.bits(), cell)).isZero();
            called.add(Function.CS_OPEN);
            long handle = cell.get(JAVA_LONG, 0);

            assertThat(api.option(handle, Option.DETAIL.number(), Option.ON)).isZero();
            called.add(Function.CS_OPTION);
            assertThat(api.errno(handle)).isZero();
            called.add(Function.CS_ERRNO);

            assertThat(api.regName(handle, X86Reg.RAX.number(major))).contains("rax");
            assertThat(api.regName(handle, 100_000)).isEmpty();
            called.add(Function.CS_REG_NAME);
            assertThat(api.insnName(handle, X86Insn.PUSH.number(major))).contains("push");
            called.add(Function.CS_INSN_NAME);
            assertThat(api.groupName(handle, X86Group.CALL.number(major))).contains("call");
            called.add(Function.CS_GROUP_NAME);

            // push rbx; call rax; ret
            MemorySegment code = arena.allocateFrom(JAVA_BYTE, (byte) 0x53, (byte) 0xff, (byte) 0xd0,
                (byte) 0xc3);
            MemorySegment list = arena.allocate(ADDRESS);
            assertThat(api.disasm(handle, code, 4, 0x1000, 2, list)).isEqualTo(2);
            called.add(Function.CS_DISASM);
            int stride = Field.CS_INSN.size(major);
            MemorySegment insns = list.get(ADDRESS, 0).reinterpret(2L * stride);
            assertThat(address(insns, 0, major)).isEqualTo(0x1000);
            assertThat(address(insns, stride, major)).isEqualTo(0x1001);
            api.free(insns, 2);
            called.add(Function.CS_FREE);

            MemorySegment insn = api.malloc(handle).reinterpret(stride);
            called.add(Function.CS_MALLOC);
            MemorySegment position = arena.allocateFrom(ADDRESS, code);
            MemorySegment size = arena.allocateFrom(JAVA_LONG, 4);
            MemorySegment address = arena.allocateFrom(JAVA_LONG, 0x2000);
            assertThat(api.disasmIter(handle, position, size, address, insn)).isTrue();
            called.add(Function.CS_DISASM_ITER);
            assertThat(size.get(JAVA_LONG, 0)).isEqualTo(3);
            assertThat(address.get(JAVA_LONG, 0)).isEqualTo(0x2001);
            assertThat(position.get(ADDRESS, 0).address()).isEqualTo(code.address() + 1);

            // push rbx: one register operand, rsp read and written without being named
            assertThat(api.insnGroup(handle, insn, X86Group.CALL.number(major))).isFalse();
            called.add(Function.CS_INSN_GROUP);
            assertThat(api.regRead(handle, insn, X86Reg.RSP.number(major))).isTrue();
            assertThat(api.regRead(handle, insn, X86Reg.RCX.number(major))).isFalse();
            called.add(Function.CS_REG_READ);
            assertThat(api.regWrite(handle, insn, X86Reg.RSP.number(major))).isTrue();
            assertThat(api.regWrite(handle, insn, X86Reg.RBX.number(major))).isFalse();
            called.add(Function.CS_REG_WRITE);
            assertThat(api.opCount(handle, insn, X86OpType.REG.number(major))).isEqualTo(1);
            assertThat(api.opCount(handle, insn, X86OpType.MEM.number(major))).isZero();
            called.add(Function.CS_OP_COUNT);
            assertThat(api.opIndex(handle, insn, X86OpType.REG.number(major), 1)).isZero();
            called.add(Function.CS_OP_INDEX);

            MemorySegment reads = arena.allocate(JAVA_SHORT, 64);
            MemorySegment writes = arena.allocate(JAVA_SHORT, 64);
            MemorySegment counts = arena.allocate(2);
            assertThat(api.regsAccess(handle, insn, reads, counts, writes, counts.asSlice(1))).isZero();
            assertThat(counts.get(JAVA_BYTE, 0)).isEqualTo((byte) 2);
            assertThat(counts.get(JAVA_BYTE, 1)).isEqualTo((byte) 1);
            called.add(Function.CS_REGS_ACCESS);

            api.free(insn, 1);
            assertThat(api.close(cell)).isZero();
            assertThat(cell.get(JAVA_LONG, 0)).isZero();
            called.add(Function.CS_CLOSE);
        }
        assertThat(called).isEqualTo(EnumSet.allOf(Function.class));
    }

    private static long address(MemorySegment insns, long at, int major) {
        return new Struct(insns, at, major).integer(Field.CS_INSN_ADDRESS);
    }
}
