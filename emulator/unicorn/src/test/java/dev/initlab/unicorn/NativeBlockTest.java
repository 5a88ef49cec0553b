package dev.initlab.unicorn;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Machine code of the host as block callback. */
@ExtendWith(NoEngineLeft.class)
class NativeBlockTest {
    private static final long PAGE = 4096;
    private static final int READ_WRITE = 3;
    private static final int READ_EXEC = 5;
    private static final int PRIVATE_ANONYMOUS = 0x22;

    /** dec ecx; jnz: a block of 9 bytes, then blocks of 4. */
    private static final int[] LOOP = {0xb9, 100, 0, 0, 0, 0xff, 0xc9, 0x75, 0xfc, 0x90};

    @BeforeEach
    void onlyWhereTheBytesAreCode() {
        boolean here = System.getProperty("os.arch").equals("amd64")
            && System.getProperty("os.name").equals("Linux");
        if (!here) {
            System.out.println("skipped: the machine code of this test is x86-64 under Linux, the host is "
                + System.getProperty("os.arch") + " under " + System.getProperty("os.name"));
        }
        assumeTrue(here, "x86-64 Linux host");
    }

    private static MemorySegment executable(int... code) {
        try {
            Linker linker = Linker.nativeLinker();
            MethodHandle mmap = linker.downcallHandle(linker.defaultLookup().findOrThrow("mmap"),
                FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
            MethodHandle mprotect = linker.downcallHandle(linker.defaultLookup().findOrThrow("mprotect"),
                FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
            MemorySegment page = ((MemorySegment) mmap.invokeExact(MemorySegment.NULL, PAGE, READ_WRITE,
                PRIVATE_ANONYMOUS, -1, 0L)).reinterpret(PAGE);
            for (int i = 0; i < code.length; i++) {
                page.set(JAVA_BYTE, i, (byte) code[i]);
            }
            assertThat((int) mprotect.invokeExact(page, PAGE, READ_EXEC)).isZero();
            return page;
        } catch (Throwable thrown) {
            throw new AssertionError(thrown);
        }
    }

    @Test
    void countsWithoutJava() {
        // sub [rcx], edx; ret
        MemorySegment code = executable(0x29, 0x11, 0xc3);
        try (Arena arena = Arena.ofShared(); Engine engine = Guest.x86(LOOP)) {
            MemorySegment counter = arena.allocate(JAVA_LONG);
            counter.set(JAVA_INT, 0, 1000);
            Hook hook = engine.nativeBlock(code, counter, 1, 0);
            assertThat(Guest.run(engine, LOOP.length)).isEqualTo(ErrorCode.OK);
            assertThat(counter.get(JAVA_INT, 0)).isEqualTo(1000 - 9 - 99 * 4 - 1);
            hook.close();
            assertThat(Guest.run(engine, LOOP.length)).isEqualTo(ErrorCode.OK);
            assertThat(counter.get(JAVA_INT, 0)).isEqualTo(1000 - 9 - 99 * 4 - 1);
        }
    }

    @Test
    void stopsOnABudget() {
        // mov edx, edx; sub [rcx], rdx; js stop; ret; stop: jmp [rcx + 8]
        MemorySegment code = executable(0x89, 0xd2, 0x48, 0x29, 0x11, 0x78, 0x01, 0xc3, 0xff, 0x61, 0x08);
        try (Arena arena = Arena.ofShared(); Engine engine = Guest.x86(LOOP)) {
            MemorySegment data = arena.allocate(JAVA_LONG, 2);
            data.setAtIndex(JAVA_LONG, 0, 9 + 10 * 4);
            data.setAtIndex(JAVA_LONG, 1, UnicornLibrary.load().symbol("uc_emu_stop").address());
            engine.nativeBlock(code, data, 1, 0);
            assertThat(Guest.run(engine, LOOP.length)).isEqualTo(ErrorCode.OK);
            assertThat(data.get(JAVA_LONG, 0)).isEqualTo(-4);
            assertThat(engine.register(X86.REG_RIP)).isEqualTo(Guest.CODE + 5);
            assertThat(engine.register(X86.REG_RCX)).as("the block just counted has not run")
                .isEqualTo(100 - 11);
        }
    }

    @Test
    void jumpsToAJavaUpcall() {
        MemorySegment code = executable(0xff, 0x21); // jmp [rcx]
        long[] blocks = {0, 0};
        try (Arena arena = Arena.ofShared(); Engine engine = Guest.x86(LOOP)) {
            MemorySegment data = arena.allocate(ADDRESS);
            data.set(ADDRESS, 0, engine.blockUpcall((uc, address, size) -> {
                blocks[0]++;
                blocks[1] += size;
                if (uc.register(X86.REG_RCX) == 90) {
                    throw new IllegalStateException("ninety");
                }
            }));
            engine.nativeBlock(code, data, 1, 0);
            assertThatThrownBy(() -> Guest.run(engine, LOOP.length)).hasMessage("ninety");
            assertThat(blocks).containsExactly(11, 9 + 10 * 4);
        }
    }

    @Test
    void freedDataStopsTheEngineInJava() {
        MemorySegment code = executable(0x29, 0x11, 0xc3);
        try (Engine engine = Guest.x86(LOOP)) {
            Hook hook;
            try (Arena arena = Arena.ofShared()) {
                hook = engine.nativeBlock(code, arena.allocate(JAVA_LONG), 1, 0);
                assertThat(Guest.run(engine, LOOP.length)).isEqualTo(ErrorCode.OK);
            }
            assertThatThrownBy(() -> Guest.run(engine, LOOP.length))
                .isInstanceOf(IllegalStateException.class);
            hook.close();
            assertThatThrownBy(() -> Guest.run(engine, LOOP.length)).as("translated code may still call it")
                .isInstanceOf(IllegalStateException.class);
        }
    }
}
