package dev.initlab.capstone;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import dev.initlab.capstone.x86.X86Group;
import dev.initlab.capstone.x86.X86Insn;
import dev.initlab.capstone.x86.X86Reg;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ParameterizedClass
@MethodSource("libraries")
class DisassemblerTest {
    // push rbp; mov rbp, rsp; ret
    private static final byte[] CODE = Decode.hex("55 48 89 e5 c3");
    // nop; two bytes that are nothing in 64-bit mode; nop
    private static final byte[] BROKEN = Decode.hex("90 06 07 90");

    private final CapstoneLibrary library;
    private int openBefore;

    DisassemblerTest(CapstoneLibrary library) {
        this.library = library;
    }

    static List<CapstoneLibrary> libraries() {
        return TestLibraries.all();
    }

    @BeforeEach
    void count() {
        openBefore = Disassembler.openDisassemblers();
    }

    @AfterEach
    void leavesNothingOpen() {
        assertThat(Disassembler.openDisassemblers()).isEqualTo(openBefore);
    }

    @Test
    void decodesOneAfterTheOther() {
        try (Disassembler d = x86()) {
            assertThat(Disassembler.openDisassemblers()).isEqualTo(openBefore + 1);
            List<Instruction> code = d.stream(CODE, 0xffffffff81000000L).toList();

            assertThat(code).extracting(Instruction::text).containsExactly("push rbp", "mov rbp, rsp", "ret");
            assertThat(code).extracting(Instruction::address)
                .containsExactly(0xffffffff81000000L, 0xffffffff81000001L, 0xffffffff81000004L);
            assertThat(code.get(1).bytes()).containsExactly(0x48, 0x89, 0xe5);
            assertThat(code.get(1).next()).isEqualTo(code.get(2).address());
            assertThat(code.get(1)).hasToString("ffffffff81000001: mov rbp, rsp");
            assertThat(code.get(1).detail()).isEmpty();
            assertThat(X86Insn.of(library.version().major(), code.get(1).id())).isEqualTo(X86Insn.MOV);
            assertThat(code).isEqualTo(d.stream(CODE, 0xffffffff81000000L).toList());
        }
    }

    @Test
    void readsHeapNativeAndReadOnlyMemory() {
        try (Disassembler d = x86(); Arena arena = Arena.ofConfined()) {
            MemorySegment nativeCode = arena.allocateFrom(ValueLayout.JAVA_BYTE, CODE);
            List<Instruction> expected = d.stream(CODE, 0).toList();

            assertThat(d.stream(nativeCode, 0)).isEqualTo(expected);
            assertThat(d.stream(nativeCode.asReadOnly(), 0)).isEqualTo(expected);
            assertThat(d.stream(MemorySegment.ofArray(CODE).asReadOnly(), 0)).isEqualTo(expected);
            assertThat(d.stream(MemorySegment.NULL, 0)).isEmpty();
        }
    }

    @Test
    void isLazyAndKeepsPositionsApart() {
        try (Disassembler d = x86()) {
            byte[] code = CODE.clone();
            Iterator<Instruction> first = d.iterator(code, 0);
            Iterator<Instruction> second = d.iterator(CODE, 0x100);
            assertThat(first.next().text()).isEqualTo("push rbp");
            assertThat(second.next().address()).isEqualTo(0x100);
            code[4] = (byte) 0x90;
            assertThat(first.next().address()).isEqualTo(1);
            assertThat(second.next().address()).isEqualTo(0x101);
            assertThat(first.next().text()).isEqualTo("nop");
            assertThat(first.hasNext()).isFalse();
            assertThatThrownBy(first::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void endsAtBytesThatAreNothing() {
        try (Disassembler d = x86()) {
            assertThat(d.stream(BROKEN, 0)).extracting(Instruction::text).containsExactly("nop");
            assertThat(d.first(new byte[] {6}, 0)).isEmpty();
            // The first half of an instruction is none.
            assertThat(d.first(new byte[] {0x48}, 0)).isEmpty();
        }
    }

    @Test
    void skipsData() {
        try (Disassembler d = x86().skipData(true).detail(true)) {
            assertThat(d.stream(BROKEN, 0)).extracting(Instruction::text)
                .containsExactly("nop", ".byte 0x06", ".byte 0x07", "nop");
            assertThat(d.stream(BROKEN, 0)).extracting(Instruction::isData)
                .containsExactly(false, true, true, false);
            assertThat(d.stream(BROKEN, 0).skip(1).findFirst().orElseThrow().detail()).isEmpty();
            List<Long> asked = new ArrayList<>();
            d.skipData("db", (code, offset) -> {
                asked.add(offset);
                return 1000;
            });
            assertThat(d.stream(BROKEN, 0)).extracting(Instruction::text)
                .containsExactly("nop", "db 0x06, 0x07, 0x90");
            assertThat(asked).containsExactly(1L);
            assertThat(d.skipData("db", (_, _) -> 0).stream(BROKEN, 0)).hasSize(1);
            assertThat(d.skipData("db", (_, _) -> -5).stream(BROKEN, 0)).hasSize(1);
            assertThat(d.skipData(false).stream(BROKEN, 0)).hasSize(1);
        }
    }

    @Test
    void dataIsNotToldByTheNumber() {
        // EVM numbers its STOP 0.
        try (Disassembler d = library.open(Arch.EVM).skipData(true)) {
            assertThat(d.first(new byte[] {0}, 0)).hasValueSatisfying(stop -> {
                assertThat(stop.text()).isEqualTo("stop");
                assertThat(stop.id()).isZero();
                assertThat(stop.isData()).isFalse();
            });
        }
    }

    @Test
    void handsOutMoreBytesThanTheStructOfTheLibraryHolds() {
        // PUSH32 and its 32 bytes
        byte[] code = new byte[34];
        Arrays.fill(code, (byte) 0x11);
        code[0] = 0x7f;
        try (Disassembler d = library.open(Arch.EVM)) {
            List<Instruction> instructions = d.stream(code, 0).toList();
            assertThat(instructions).extracting(Instruction::size).containsExactly(33, 1);
            assertThat(instructions.getFirst().bytes()).isEqualTo(Arrays.copyOf(code, 33));
        }
    }

    @Test
    void skipsMoreThanTheStructOfTheLibraryHolds() {
        byte[] code = new byte[300];
        Arrays.fill(code, (byte) 6);
        try (Disassembler d = x86().skipData("db", (_, _) -> 250)) {
            assertThat(d.stream(code, 0)).extracting(Instruction::size).containsExactly(250, 50);
        }
    }

    @Test
    void whatTheSkipRuleThrowsComesOut() {
        try (Disassembler d = x86().skipData("db", (_, _) -> {
            throw new UnsupportedOperationException("no");
        })) {
            assertThatThrownBy(() -> d.stream(BROKEN, 0).toList())
                .isInstanceOf(UnsupportedOperationException.class);
            assertThat(d.first(CODE, 0)).isPresent();
        }
    }

    @Test
    void spellsAsAsked() {
        try (Disassembler d = x86()) {
            byte[] code = Decode.hex("48 83 ec 08");
            assertThat(text(d.syntax(Syntax.ATT), code)).isEqualTo("subq $8, %rsp");
            assertThat(text(d.syntax(Syntax.INTEL), code)).isEqualTo("sub rsp, 8");
            byte[] negative = Decode.hex("48 83 c0 f0");
            assertThat(text(d, negative)).isEqualTo("add rax, -0x10");
            assertThat(text(d.unsignedImmediates(true), negative)).isEqualTo("add rax, 0xfffffffffffffff0");
            int sub = X86Insn.SUB.number(library.version().major());
            assertThat(text(d.mnemonic(sub, "minus"), code)).isEqualTo("minus rsp, 8");
            assertThat(text(d.resetMnemonic(sub), code)).isEqualTo("sub rsp, 8");
        }
    }

    @Test
    void namesThings() {
        try (Disassembler d = x86()) {
            assertThat(d.registerName(X86Reg.R10D)).contains("r10d");
            assertThat(d.registerName(X86Reg.INVALID)).isEmpty();
            assertThat(d.registerName(-1)).isEmpty();
            assertThat(d.registerName(1_000_000)).isEmpty();
            assertThat(d.instructionName(X86Insn.MOV.number(library.version().major()))).contains("mov");
            assertThat(d.instructionName(Integer.MAX_VALUE)).isEmpty();
            assertThat(d.groupName(X86Group.CALL)).contains("call");
            assertThat(d.groupName(new NamedGroup(Integer.MAX_VALUE, "NONE"))).isEmpty();
        }
    }

    @Test
    void turnsDetailOnAndOff() {
        try (Disassembler d = x86()) {
            for (int i = 0; i < 100; i++) {
                assertThat(d.detail(true).stream(CODE, 0)).allMatch(insn -> insn.detail().isPresent());
                assertThat(d.detail(false).stream(CODE, 0)).allMatch(insn -> insn.detail().isEmpty());
            }
        }
    }

    @Test
    void refusesWhatIsNoModeOrOption() {
        assertThatIllegalArgumentException().isThrownBy(() -> library.open(Arch.X86, Mode.THUMB))
            .withMessage("THUMB is no mode of X86");
        assertThatThrownBy(() -> library.open(Arch.X86, Mode.BIG_ENDIAN)).isInstanceOfSatisfying(
            CapstoneException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODE));
        try (Disassembler d = x86()) {
            assertThatThrownBy(() -> d.modes(Mode.BIG_ENDIAN)).isInstanceOfSatisfying(CapstoneException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.OPTION));
            assertThat(d.modes()).containsExactly(Mode.BITS_64);
            assertThat(d.first(CODE, 0)).isPresent();
            assertThatThrownBy(() -> d.syntax(Syntax.MOTOROLA)).isInstanceOf(CapstoneException.class)
                .hasMessageContaining("SYNTAX").hasMessageContaining("MOTOROLA");
            assertThatIllegalArgumentException().isThrownBy(() -> d.mnemonic(1, "m".repeat(32)));
            assertThatIllegalArgumentException().isThrownBy(() -> d.skipData("ж", (_, _) -> 1));
            assertThatIllegalArgumentException().isThrownBy(() -> d.mnemonic(1, "a\0b"));
        }
    }

    @Test
    void refusesEverythingAfterClose() {
        Disassembler d = x86();
        Iterator<Instruction> iterator = d.iterator(CODE, 0);
        d.close();
        d.close();

        assertThatIllegalStateException().isThrownBy(() -> d.first(CODE, 0))
            .withMessage("the disassembler is closed");
        assertThatIllegalStateException().isThrownBy(iterator::hasNext);
        assertThatIllegalStateException().isThrownBy(() -> d.stream(CODE, 0));
        assertThatIllegalStateException().isThrownBy(() -> d.detail(true));
        assertThatIllegalStateException().isThrownBy(() -> d.modes(Mode.BITS_32));
        assertThatIllegalStateException().isThrownBy(() -> d.syntax(Syntax.ATT));
        assertThatIllegalStateException().isThrownBy(() -> d.skipData(true));
        assertThatIllegalStateException().isThrownBy(() -> d.unsignedImmediates(true));
        assertThatIllegalStateException().isThrownBy(() -> d.mnemonic(1, "a"));
        assertThatIllegalStateException().isThrownBy(() -> d.resetMnemonic(1));
        assertThatIllegalStateException().isThrownBy(() -> d.registerName(1));
        assertThatIllegalStateException().isThrownBy(() -> d.instructionName(1));
        assertThatIllegalStateException().isThrownBy(() -> d.groupName(X86Group.CALL));
    }

    @Test
    void refusesAnotherThread() {
        try (Disassembler d = x86()) {
            Iterator<Instruction> iterator = d.iterator(CODE, 0);
            for (Runnable use : List.<Runnable>of(() -> d.first(CODE, 0), iterator::next,
                () -> d.detail(true),
                d::close)) {
                assertThatThrownBy(() -> CompletableFuture.runAsync(use).join())
                    .isInstanceOf(CompletionException.class).hasCauseInstanceOf(WrongThreadException.class);
            }
            assertThat(iterator.next().text()).isEqualTo("push rbp");
        }
    }

    @Test
    void reportsMemoryThatIsGone() {
        try (Disassembler d = x86()) {
            Iterator<Instruction> iterator;
            try (Arena arena = Arena.ofConfined()) {
                iterator = d.iterator(arena.allocateFrom(ValueLayout.JAVA_BYTE, CODE), 0);
                iterator.next();
            }
            assertThatIllegalStateException().isThrownBy(iterator::next);
            assertThat(d.first(CODE, 0)).isPresent();
        }
    }

    @Test
    void aRuleThatClosesTheDisassemblerEndsIt() {
        Disassembler d = x86();
        d.skipData("db", (_, _) -> {
            d.close();
            return 1;
        });
        assertThatIllegalStateException().isThrownBy(() -> d.stream(BROKEN, 0).toList());
    }

    private Disassembler x86() {
        return library.open(Arch.X86, Mode.BITS_64);
    }

    private static String text(Disassembler d, byte[] code) {
        return d.first(code, 0).map(Instruction::text).orElseThrow();
    }
}
