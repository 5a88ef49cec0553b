package dev.initlab.unicorn;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(NoEngineLeft.class)
class MemoryTest {
    /** mov rax, [rdi]; mov [rsi], rax */
    private static final int[] COPY = {0x48, 0x8b, 0x07, 0x48, 0x89, 0x06};

    @Test
    void regionsAreListedByAddress() {
        try (Engine engine = Engine.open(Arch.X86, Mode.MODE_64)) {
            assertThat(engine.regions()).isEmpty();
            engine.map(0x20000, 0x2000, Permission.READ | Permission.WRITE);
            engine.map(0x10000, 0x1000, Permission.ALL);
            assertThat(engine.regions()).containsExactly(new MemoryRegion(0x10000, 0x10fff, Permission.ALL),
                new MemoryRegion(0x20000, 0x21fff, Permission.READ | Permission.WRITE));
            engine.protect(0x21000, 0x1000, Permission.READ);
            engine.unmap(0x10000, 0x1000);
            assertThat(engine.regions()).containsExactly(
                new MemoryRegion(0x20000, 0x20fff, Permission.READ | Permission.WRITE),
                new MemoryRegion(0x21000, 0x21fff, Permission.READ));
            assertThat(engine.regions().getFirst().size()).isEqualTo(0x1000);
        }
    }

    @Test
    void bytesAreReadAndWritten() {
        try (Engine engine = Guest.x86(); Arena arena = Arena.ofConfined()) {
            MemorySegment in = arena.allocateFrom("guest");
            engine.write(Guest.DATA, in);
            MemorySegment out = arena.allocate(in.byteSize());
            engine.read(Guest.DATA, out);
            assertThat(out.getString(0)).isEqualTo("guest");
            byte[] onHeap = new byte[6];
            engine.read(Guest.DATA, MemorySegment.ofArray(onHeap));
            assertThat(onHeap).isEqualTo("guest\0".getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void unmappedRangesAreErrors() {
        try (Engine engine = Guest.x86()) {
            assertThatThrownBy(() -> Guest.readLong(engine, Guest.SIZE - 4))
                .isInstanceOf(UnicornException.class)
                .hasMessageContaining("0xfffc").extracting("code").isEqualTo(ErrorCode.READ_UNMAPPED);
            assertThatThrownBy(() -> Guest.writeLong(engine, Guest.SIZE, 0)).extracting("code")
                .isEqualTo(ErrorCode.WRITE_UNMAPPED);
            assertThatThrownBy(() -> engine.map(0, 0x1000, Permission.ALL)).extracting("code")
                .isEqualTo(ErrorCode.MAP);
            assertThatThrownBy(() -> engine.map(0x100001, 0x1000, Permission.ALL)).extracting("code")
                .isEqualTo(ErrorCode.ARG);
            assertThatThrownBy(() -> engine.map(0x100000, 1L << 50, Permission.ALL)).extracting("code")
                .isEqualTo(ErrorCode.NOMEM);
            assertThatThrownBy(() -> engine.map(0x100000, 0x1000, 8)).extracting("code")
                .isEqualTo(ErrorCode.ARG);
            assertThatThrownBy(() -> engine.unmap(0x100000, 0x1000)).extracting("code")
                .isEqualTo(ErrorCode.NOMEM);
            assertThatThrownBy(() -> engine.protect(0x100000, 0x1000, 0)).extracting("code")
                .isEqualTo(ErrorCode.NOMEM);
        }
    }

    @Test
    void lentMemoryIsSharedBothWays() {
        try (Engine engine = Guest.x86(COPY); Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(0x2000, 4096);
            engine.mapPointer(0x100000, memory, Permission.ALL);
            memory.set(ValueLayout.JAVA_LONG, 0, 0xfeedfacecafebeefL);
            engine.register(X86.REG_RDI, 0x100000);
            engine.register(X86.REG_RSI, 0x101000);
            assertThat(Guest.run(engine, COPY.length)).isEqualTo(ErrorCode.OK);
            assertThat(memory.get(ValueLayout.JAVA_LONG, 0x1000)).isEqualTo(0xfeedfacecafebeefL);
            memory.set(ValueLayout.JAVA_LONG, 0, 7);
            assertThat(Guest.run(engine, COPY.length)).isEqualTo(ErrorCode.OK);
            assertThat(memory.get(ValueLayout.JAVA_LONG, 0x1000)).isEqualTo(7);
        }
    }

    @Test
    void aPartOfLentMemoryCanBeUnmapped() {
        try (Engine engine = Guest.x86(COPY); Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(0x3000, 4096);
            engine.mapPointer(0x100000, memory, Permission.ALL);
            engine.unmap(0x101000, 0x1000);
            assertThat(engine.regions()).hasSize(3);
            memory.set(ValueLayout.JAVA_LONG, 0, 11);
            engine.register(X86.REG_RDI, 0x100000);
            engine.register(X86.REG_RSI, 0x102000);
            assertThat(Guest.run(engine, COPY.length)).isEqualTo(ErrorCode.OK);
            assertThat(memory.get(ValueLayout.JAVA_LONG, 0x2000)).isEqualTo(11);
            engine.register(X86.REG_RSI, 0x101000);
            assertThat(Guest.run(engine, COPY.length)).isEqualTo(ErrorCode.WRITE_UNMAPPED);
        }
    }

    @Test
    void lentMemoryStaysReachable() {
        try (Engine engine = Guest.x86(COPY)) {
            lendAndForget(engine, 42);
            for (int i = 0; i < 5; i++) {
                System.gc();
            }
            engine.register(X86.REG_RDI, 0x100000);
            engine.register(X86.REG_RSI, Guest.DATA);
            assertThat(Guest.run(engine, COPY.length)).isEqualTo(ErrorCode.OK);
            assertThat(Guest.readLong(engine, Guest.DATA)).isEqualTo(42);
        }
    }

    private static void lendAndForget(Engine engine, long value) {
        MemorySegment memory = Arena.ofAuto().allocate(1 << 20, 4096);
        memory.set(ValueLayout.JAVA_LONG, 0, value);
        engine.mapPointer(0x100000, memory, Permission.READ);
    }

    @Test
    void protectionIsEnforced() {
        try (Engine engine = Guest.x86(COPY)) {
            engine.protect(Guest.DATA, 0x1000, Permission.READ);
            engine.register(X86.REG_RDI, Guest.DATA);
            engine.register(X86.REG_RSI, Guest.DATA);
            assertThat(Guest.run(engine, COPY.length)).isEqualTo(ErrorCode.WRITE_PROT);
            engine.protect(Guest.DATA, 0x1000, Permission.NONE);
            assertThat(Guest.run(engine, COPY.length)).isEqualTo(ErrorCode.READ_PROT);
        }
    }

    @Test
    void devicesAreReadAndWrittenBySizeAndOffset() {
        List<String> seen = new ArrayList<>();
        try (Engine engine = Guest.x86(0x8a, 0x47, 0x18, // mov al, [rdi+0x18]
                0x66, 0x89, 0x47, 0x02)) { // mov [rdi+2], ax
            engine.mmio(0x200000, 0x1000, (offset, size) -> {
                seen.add("read " + offset + " " + size);
                return 0xa5;
            }, (offset, size, value) -> seen.add("write " + offset + " " + size + " "
                + Long.toHexString(value)));
            engine.register(X86.REG_RDI, 0x200000);
            engine.register(X86.REG_RAX, 0xffff00);
            assertThat(Guest.run(engine, 7)).isEqualTo(ErrorCode.OK);
            assertThat(engine.register(X86.REG_RAX)).isEqualTo(0xffffa5);
            assertThat(seen).containsExactly("read 24 1", "write 2 2 ffa5");
            seen.clear();
            engine.read(0x200010, MemorySegment.ofArray(new byte[4]));
            assertThat(seen).containsExactly("read 16 4");
            engine.unmap(0x200000, 0x1000);
            assertThat(Guest.run(engine, 7)).isEqualTo(ErrorCode.READ_UNMAPPED);
        }
    }

    @Test
    void memorySnapshotsComeBackWithUnmappedMemory() {
        try (Engine engine = Guest.x86(COPY)) {
            engine.contextMode(Set.of(ContextContent.CPU, ContextContent.MEMORY));
            Guest.writeLong(engine, Guest.DATA, 1);
            try (Context context = engine.newContext()) {
                context.save();
                Guest.writeLong(engine, Guest.DATA, 2);
                assertThat(Guest.readLong(engine, Guest.DATA)).isEqualTo(2);
                context.restore();
                assertThat(Guest.readLong(engine, Guest.DATA)).isEqualTo(1);
            }
        }
    }
}
