package dev.initlab.capstone;

import java.util.List;
import java.util.Optional;

import dev.initlab.capstone.x86.X86AvxBroadcast;
import dev.initlab.capstone.x86.X86Detail;
import dev.initlab.capstone.x86.X86Eflag;
import dev.initlab.capstone.x86.X86Group;
import dev.initlab.capstone.x86.X86Insn;
import dev.initlab.capstone.x86.X86Operand;
import dev.initlab.capstone.x86.X86Reg;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class X86DetailTest {

    static List<CapstoneLibrary> libraries() {
        return TestLibraries.all();
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void memoryOperand(CapstoneLibrary library) {
        // mov rax, qword ptr fs:[rbx + rcx*4 + 0x10]
        Detail detail = Decode.x86(library, "64 48 8b 44 8b 10");
        X86Detail x86 = (X86Detail) detail.arch();

        assertThat(x86.insn()).isEqualTo(X86Insn.MOV);
        assertThat(x86.operands()).containsExactly(
            new X86Operand.Reg(X86Reg.RAX, 8, Access.WRITE, false),
            new X86Operand.Mem(Optional.of(X86Reg.FS), Optional.of(X86Reg.RBX), Optional.of(X86Reg.RCX), 4,
                0x10, 8,
                Access.READ, X86AvxBroadcast.INVALID));
        assertThat(x86.prefix()).containsExactly(0, 0x64, 0, 0);
        assertThat(x86.opcode()).containsExactly(0x8b, 0, 0, 0);
        assertThat(x86.rex()).isEqualTo(0x48);
        assertThat(x86.modrm()).isEqualTo(0x44);
        assertThat(x86.sib()).isEqualTo(0x8b);
        assertThat(x86.sibBase()).contains(X86Reg.RBX);
        assertThat(x86.sibIndex()).contains(X86Reg.RCX);
        assertThat(x86.sibScale()).isEqualTo(4);
        assertThat(x86.addressSize()).isEqualTo(8);
        assertThat(x86.displacement()).isEqualTo(0x10);
        assertThat(x86.encoding()).isEqualTo(new X86Detail.Encoding(3, 5, 1, 0, 0));
        assertThat(detail.access()).hasValueSatisfying(access -> {
            assertThat(access.reads()).contains(X86Reg.RBX, X86Reg.RCX);
            assertThat(access.writes()).containsExactly(X86Reg.RAX);
        });
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void immediateAndFlags(CapstoneLibrary library) {
        // add byte ptr [rip - 0x10], 0x7f
        X86Detail x86 = (X86Detail) Decode.x86(library, "80 05 f0 ff ff ff 7f").arch();

        assertThat(x86.operands()).containsExactly(
            new X86Operand.Mem(Optional.empty(), Optional.of(X86Reg.RIP), Optional.empty(), 1, -0x10, 1,
                Access.READ_WRITE, X86AvxBroadcast.INVALID),
            new X86Operand.Imm(0x7f, 1, Access.UNKNOWN));
        assertThat(x86.eflags()).contains(X86Eflag.MODIFY_ZF, X86Eflag.MODIFY_CF);
        assertThat(x86.encoding()).isEqualTo(new X86Detail.Encoding(1, 2, 4, 6, 1));
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void callsAndReturns(CapstoneLibrary library) {
        Detail call = Decode.x86(library, "e8 fb 0f 00 00");

        assertThat(call.groups()).contains(X86Group.CALL, X86Group.BRANCH_RELATIVE);
        assertThat(call.isIn(CommonGroup.CALL)).isTrue();
        assertThat(call.isIn(CommonGroup.RET)).isFalse();
        assertThat(call.implicitReads()).contains(X86Reg.RSP);
        assertThat(call.implicitWrites()).contains(X86Reg.RSP);
        assertThat(((X86Detail) call.arch()).operands().getFirst())
            .isInstanceOfSatisfying(X86Operand.Imm.class, imm -> assertThat(imm.value()).isEqualTo(0x2000));
        assertThat(Decode.x86(library, "c3").isIn(CommonGroup.RET)).isTrue();
        assertThat(Decode.x86(library, "0f 05").isIn(CommonGroup.INT)).isTrue();
        assertThat(Decode.x86(library, "f4").isIn(CommonGroup.PRIVILEGE)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void zeroingMask(CapstoneLibrary library) {
        // vaddps zmm1 {k1} {z}, zmm0, zmm0
        X86Detail x86 = (X86Detail) Decode.x86(library, "62 f1 7c c9 58 c8").arch();

        assertThat(x86.operands()).hasSize(4).element(1)
            .isEqualTo(new X86Operand.Reg(X86Reg.K1, 2, Access.READ, true));
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void broadcast(CapstoneLibrary library) {
        // vaddps zmm1, zmm0, dword ptr [rax] {1to16}; version 5 tells the broadcast in the text only
        X86Detail x86 = (X86Detail) Decode.x86(library, "62 f1 7c 58 58 08").arch();

        assertThat(x86.operands()).last().isInstanceOfSatisfying(X86Operand.Mem.class,
            mem -> assertThat(mem.broadcast()).isEqualTo(
                library.version().major() == 4 ? X86AvxBroadcast._16 : X86AvxBroadcast.INVALID));
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void widthsOfTheMode(CapstoneLibrary library) {
        try (Disassembler d = library.open(Arch.X86, Mode.BITS_16)) {
            assertThat(d.first(Decode.hex("8b 46 10"), 0).orElseThrow().text())
                .isEqualTo("mov ax, word ptr [bp + 0x10]");
            assertThat(d.modes(Mode.BITS_32).first(Decode.hex("8b 46 10"), 0).orElseThrow().text())
                .isEqualTo("mov eax, dword ptr [esi + 0x10]");
            assertThat(d.modes(Mode.BITS_64).first(Decode.hex("8b 46 10"), 0).orElseThrow().text())
                .isEqualTo("mov eax, dword ptr [rsi + 0x10]");
        }
    }
}
