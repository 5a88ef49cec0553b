package dev.initlab.capstone;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

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

/** Any bytes decode to something, on any architecture, and nothing is lost on the way. */
class HostileBytesProperties {

    @Property(tries = 2000)
    void sizesAddUp(@ForAll("subjects") Subject subject, @ForAll @Size(max = 120) byte[] code,
        @ForAll long address) {
        try (Disassembler d = subject.open().detail(true).skipData(true)) {
            ByteArrayOutputStream decoded = new ByteArrayOutputStream();
            for (Instruction instruction : d.stream(code, address).toList()) {
                assertThat(instruction.address()).isEqualTo(address + decoded.size());
                assertThat(instruction.size()).isPositive();
                assertThat(instruction.isData()).isEqualTo(instruction.detail().isEmpty());
                decoded.writeBytes(instruction.bytes());
            }
            assertThat(decoded.toByteArray()).isEqualTo(code);
        }
    }

    @Property(tries = 500)
    void withoutSkippingTheSameUpToTheFirstData(@ForAll("subjects") Subject subject,
            @ForAll @Size(max = 60) byte[] code) {
        try (Disassembler d = subject.open()) {
            List<Instruction> plain = d.stream(code, 0x1000).toList();
            List<Instruction> skipping = d.skipData(true).stream(code, 0x1000).takeWhile(i -> !i.isData())
                .toList();
            assertThat(plain).isEqualTo(skipping);
        }
    }

    /** Skipping is done in Java: the library's own, where it is safe, gives the same. */
    @Property(tries = 1000)
    void skipsAsTheLibraryDoes(@ForAll("subjects") Subject subject, @ForAll @Size(max = 64) byte[] code) {
        if (subject.modes().contains(Mode.SH2A)) {
            return; // see Hazards
        }
        List<String> ours;
        try (Disassembler d = subject.open().skipData(true)) {
            ours = d.stream(code, 0x1000).map(Instruction::toString).toList();
        }
        List<String> theirs = skippedByTheLibrary(subject, code);
        // The library stops where less than one unit is left; Java goes on to the end.
        assertThat(ours.size() - theirs.size()).isBetween(0, 1);
        assertThat(ours.subList(0, theirs.size())).isEqualTo(theirs);
    }

    @Provide
    Arbitrary<Subject> subjects() {
        return Arbitraries.of(Subject.all());
    }

    private static List<String> skippedByTheLibrary(Subject subject, byte[] bytes) {
        NativeApi api = subject.library().api();
        int major = subject.library().version().major();
        List<String> instructions = new ArrayList<>();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment cell = arena.allocate(JAVA_LONG);
            assertThat(api.open(subject.arch().number(), Mode.join(subject.arch(), subject.modes()), cell))
                .isZero();
            long handle = cell.get(JAVA_LONG, 0);
            api.option(handle, Option.SKIPDATA.number(), Option.ON);
            InstructionReader reader = new InstructionReader(subject.library(), handle, subject.arch(),
                new Names(api, handle, subject.arch()), arena);
            MemorySegment insn = api.malloc(handle).reinterpret(Field.CS_INSN.size(major));
            MemorySegment code = arena.allocate(64);
            MemorySegment.copy(bytes, 0, code, JAVA_BYTE, 0, bytes.length);
            MemorySegment position = arena.allocateFrom(ADDRESS, code);
            MemorySegment left = arena.allocateFrom(JAVA_LONG, bytes.length);
            MemorySegment address = arena.allocateFrom(JAVA_LONG, 0x1000);
            long at = 0x1000;
            while (api.disasmIter(handle, position, left, address, insn)) {
                instructions.add(reader.read(insn, at, new byte[0], false).toString());
                at = address.get(JAVA_LONG, 0);
            }
            api.free(insn, 1);
            api.close(cell);
        }
        return instructions;
    }
}
