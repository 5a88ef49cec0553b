package dev.initlab.unicorn;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Wrong use is a Java exception, never a crash of the JVM. */
@ExtendWith(NoEngineLeft.class)
class MisuseTest {
    /** Everything that can be done with an engine, apart from closing and stopping it. */
    private static Map<String, Consumer<Engine>> operations() {
        Map<String, Consumer<Engine>> all = new LinkedHashMap<>();
        MemorySegment eight = MemorySegment.ofArray(new long[1]);
        all.put("map", engine -> engine.map(0x100000, 0x1000, Permission.ALL));
        all.put("mapPointer", engine -> engine.mapPointer(0x200000, Arena.global().allocate(4096, 4096), 7));
        all.put("mmio", engine -> engine.mmio(0x300000, 0x1000, (offset, size) -> 0,
            (offset, size, value) -> { }));
        all.put("protect", engine -> engine.protect(0x2000, 0x1000, Permission.ALL));
        all.put("unmap", engine -> engine.unmap(0x2000, 0x1000));
        all.put("read", engine -> engine.read(0x8000, eight));
        all.put("write", engine -> engine.write(0x8000, eight));
        all.put("regions", Engine::regions);
        all.put("register read", engine -> engine.register(X86.REG_RAX));
        all.put("register write", engine -> engine.register(X86.REG_RAX, 1));
        all.put("segment write", engine -> engine.register(X86.REG_FS, 0));
        all.put("registers", engine -> engine.registers(new int[] {X86.REG_RAX}, new long[1]));
        all.put("setRegisters", engine -> engine.setRegisters(new int[] {X86.REG_RAX}, new long[1]));
        all.put("readRegister", engine -> engine.readRegister(X86.REG_RAX, eight));
        all.put("writeRegister", engine -> engine.writeRegister(X86.REG_RAX, eight));
        all.put("msr read", engine -> engine.msr(0xc0000082));
        all.put("msr write", engine -> engine.msr(0xc0000082, 0));
        all.put("run", engine -> Guest.run(engine, 1));
        all.put("start", engine -> engine.start(Guest.CODE, Guest.CODE + 1, 0, 0));
        all.put("onInterrupt", engine -> engine.onInterrupt((uc, number) -> { }));
        all.put("onSyscall", engine -> engine.onSyscall(uc -> { }));
        all.put("onTlbFill", engine -> engine.onTlbFill((uc, address, access, result) -> false).close());
        all.put("onTcgOpcode", engine -> engine.onTcgOpcode(TcgOpcode.SUB, TcgOpcode.FLAG_CMP, 1, 0,
            (uc, address, first, second, size) -> { }));
        all.put("blockUpcall", engine -> engine.blockUpcall((uc, address, size) -> { }));
        all.put("nativeBlock", engine -> engine.nativeBlock(engine.blockUpcall((uc, address, size) -> { }),
            MemorySegment.NULL, 1, 0));
        all.put("arch", Engine::arch);
        all.put("mode", Engine::mode);
        all.put("timeout", Engine::timeout);
        all.put("query", engine -> engine.query(QueryType.PAGE_SIZE));
        all.put("lastError", Engine::lastError);
        all.put("pageSize", Engine::pageSize);
        all.put("cpuModel", Engine::cpuModel);
        all.put("tcgBufferSize", Engine::tcgBufferSize);
        all.put("tlbMode", engine -> engine.tlbMode(TlbMode.CPU));
        all.put("contextMode", engine -> engine.contextMode(Set.of(ContextContent.CPU)));
        all.put("useExits", engine -> engine.useExits(false));
        all.put("requestCache", engine -> engine.requestCache(Guest.CODE));
        all.put("removeTranslations", engine -> engine.removeTranslations(Guest.CODE, Guest.CODE + 1));
        all.put("flushTlb", Engine::flushTlb);
        all.put("newContext", engine -> engine.newContext().close());
        return all;
    }

    @Test
    void everythingWorksOnAnOpenEngine() {
        operations().forEach((name, operation) -> {
            try (Engine engine = Guest.x86(0x90, 0x90)) {
                assertThat(catchThrowable(() -> operation.accept(engine))).as(name).isNull();
            }
        });
    }

    @Test
    void aClosedEngineRefusesEverything() {
        Engine engine = Guest.x86(0x90);
        engine.close();
        engine.close();
        engine.stop();
        assertThat(engine.isRunning()).isFalse();
        operations().forEach((name, operation) -> assertThatThrownBy(() -> operation.accept(engine)).as(name)
            .isInstanceOf(IllegalStateException.class).hasMessage("the engine is closed"));
    }

    @Test
    void aSecondThreadIsRefusedDuringARun() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch tried = new CountDownLatch(1);
        Map<String, Throwable> answers = new LinkedHashMap<>();
        try (Engine engine = Guest.x86(0xcd, 0x80, 0x90);
                ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
            engine.onInterrupt((uc, number) -> {
                inside.countDown();
                await(tried);
            });
            Future<?> trying = other.submit(() -> {
                await(inside);
                operations().forEach((name, operation) ->
                    answers.put(name, catchThrowable(() -> operation.accept(engine))));
                answers.put("close", catchThrowable(engine::close));
                tried.countDown();
            });
            assertThat(Guest.run(engine, 3)).isEqualTo(ErrorCode.OK);
            trying.get();
        }
        assertThat(answers).hasSize(operations().size() + 1);
        answers.forEach((name, answer) -> assertThat(answer).as(name)
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("in use by thread"));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Test
    void threadsThatCollideGetExceptionsOnly() throws Exception {
        try (Engine engine = Guest.x86(0xff, 0xc0, 0x90);
                ExecutorService pool = Executors.newFixedThreadPool(3)) {
            List<Future<Integer>> collisions = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int number = i;
                collisions.add(pool.submit(() -> collide(engine, number)));
            }
            int done = 0;
            for (Future<Integer> each : collisions) {
                done += each.get();
            }
            assertThat(done).as("operations that went through").isPositive();
        }
    }

    private static int collide(Engine engine, int number) {
        int done = 0;
        for (int i = 0; i < 3000; i++) {
            try {
                switch (number) {
                    case 0 -> Guest.run(engine, 2);
                    case 1 -> engine.register(X86.REG_RBX, engine.register(X86.REG_RAX));
                    default -> engine.newContext().close();
                }
                done++;
            } catch (IllegalStateException inUse) {
                assertThat(inUse).hasMessageContaining("in use");
            }
        }
        return done;
    }

    @Test
    void oneThreadMayFollowAnother() throws Exception {
        try (Engine engine = Guest.x86(0xff, 0xc0)) {
            for (int i = 0; i < 20; i++) {
                Thread thread = i % 2 == 0 ? Thread.ofVirtual().start(() -> Guest.run(engine, 2))
                    : Thread.ofPlatform().start(() -> Guest.run(engine, 2));
                thread.join();
            }
            assertThat(engine.register(X86.REG_RAX)).isEqualTo(20);
        }
    }

    @Test
    void anEngineIsNotClosedInsideItsCallback() {
        try (Engine engine = Guest.x86(0xcd, 0x80, 0x90)) {
            engine.onInterrupt((uc, number) -> uc.close());
            assertThatThrownBy(() -> Guest.run(engine, 3)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("callback");
            assertThat(Engine.openEngines()).isEqualTo(1);
        }
    }

    @Test
    void whatWouldCrashInsideARunIsRefusedThere() {
        try (Engine engine = Guest.x86(0xcd, 0x80, 0x90)) {
            List<Throwable> answers = new ArrayList<>();
            engine.onInterrupt((uc, number) -> {
                answers.add(catchThrowable(uc::flushTranslations));
                answers.add(catchThrowable(() -> uc.requestCache(Guest.CODE)));
                answers.add(catchThrowable(() -> uc.register(X86.REG_FS, 0x10)));
            });
            assertThat(Guest.run(engine, 3)).isEqualTo(ErrorCode.OK);
            assertThat(answers).hasSize(3).allSatisfy(answer ->
                assertThat(answer).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("callback"));
        }
    }

    @Test
    void withPagingOnNothingMayFaultOutsideARun() {
        try (Engine engine = Guest.x86(0x90)) {
            engine.map(0x10000, 0x1000, Permission.ALL); // an empty PML4
            engine.register(X86.REG_CR3, 0x10000);
            engine.register(X86.REG_CR4, 1 << 5);
            engine.register(X86.REG_CR0, 1L << 31 | 0x11);
            assertThatThrownBy(() -> engine.register(X86.REG_FS, 0x10))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("paging");
            assertThatThrownBy(() -> engine.requestCache(Guest.CODE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("paging");
            engine.register(X86.REG_FS, 0);
            engine.removeTranslations(Guest.CODE, Guest.CODE + 1);
        }
    }

    @Test
    void aDeviceDoesNotUnmapItself() {
        try (Engine engine = Guest.x86(0x8b, 0x04, 0x25, 0, 0, 2, 0)) { // mov eax, [0x20000]
            engine.mmio(0x20000, 0x1000, (offset, size) -> {
                engine.unmap(0x20000, 0x1000);
                return 0;
            }, (offset, size, value) -> { });
            assertThatThrownBy(() -> Guest.run(engine, 7)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("device");
            engine.unmap(0x20000, 0x1000);
        }
    }

    @Test
    void callbacksDoNotRecurseWithoutEnd() {
        try (Engine engine = Guest.x86(0x90)) {
            engine.mmio(0x20000, 0x1000, (offset, size) -> Guest.readLong(engine, 0x20000),
                (offset, size, value) -> { });
            assertThatThrownBy(() -> Guest.readLong(engine, 0x20000))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("32");
            assertThat(engine.register(X86.REG_RAX)).isZero();
        }
    }

    @Test
    void onlyFittingMemoryIsLent() {
        try (Engine engine = Guest.x86(0x90); Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(0x3000, 4096);
            List<MemorySegment> wrong = List.of(MemorySegment.ofArray(new byte[4096]), memory.asReadOnly(),
                memory.asSlice(8, 4096), memory.asSlice(0, 4095), memory.asSlice(0, 100));
            for (MemorySegment segment : wrong) {
                assertThatThrownBy(() -> engine.mapPointer(0x100000, segment, Permission.ALL))
                    .as(segment.toString())
                    .isInstanceOf(IllegalArgumentException.class);
            }
            assertThatThrownBy(() -> engine.mapPointer(0x100000, memory.asSlice(0, 0), Permission.ALL))
                .isInstanceOf(UnicornException.class);
            assertThatThrownBy(() -> engine.mapPointer(0x100004, memory, Permission.ALL))
                .isInstanceOf(UnicornException.class);
            assertThatThrownBy(() -> engine.read(0x8000, memory.asReadOnly()))
                .isInstanceOf(IllegalArgumentException.class);
            assertThat(engine.regions()).hasSize(1);
        }
    }

    @Test
    void lentMemoryIsNotFreedDuringARun() {
        try (Engine engine = Guest.x86(0xcd, 0x80, 0x90); Arena arena = Arena.ofShared()) {
            engine.mapPointer(0x100000, arena.allocate(4096, 4096), Permission.ALL);
            List<Throwable> answers = new ArrayList<>();
            engine.onInterrupt((uc, number) -> answers.add(catchThrowable(arena::close)));
            assertThat(Guest.run(engine, 3)).isEqualTo(ErrorCode.OK);
            assertThat(answers).hasSize(1).first().isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void afterLentMemoryIsFreedNothingTouchesIt() {
        try (Engine engine = Guest.x86(0x90)) {
            Hook hook = engine.onBlock(1, 0, (uc, address, size) -> { });
            try (Arena arena = Arena.ofShared()) {
                engine.mapPointer(0x100000, arena.allocate(0x2000, 4096), Permission.ALL);
            }
            assertThatThrownBy(() -> Guest.run(engine, 1)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("freed");
            assertThatThrownBy(() -> Guest.readLong(engine, 0x100000))
                .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> Guest.writeLong(engine, 0x100000, 1))
                .isInstanceOf(IllegalStateException.class);
            hook.close();
            engine.protect(0x100000, 0x1000, Permission.READ);
            engine.unmap(0x100000, 0x1000);
            assertThatThrownBy(() -> Guest.run(engine, 1)).isInstanceOf(IllegalStateException.class);
            engine.unmap(0x101000, 0x1000);
            assertThat(Guest.run(engine, 1)).isEqualTo(ErrorCode.OK);
        }
    }

    @Test
    void theFirstPartOfFreedMemoryIsNotTouchedEither() {
        try (Engine engine = Guest.x86(0x90)) {
            try (Arena arena = Arena.ofShared()) {
                engine.mapPointer(0x100000, arena.allocate(0x2000, 4096), Permission.ALL);
                engine.unmap(0x101000, 0x1000);
            }
            assertThatThrownBy(() -> Guest.run(engine, 1)).isInstanceOf(IllegalStateException.class);
            engine.unmap(0x100000, 0x1000);
            assertThat(Guest.run(engine, 1)).isEqualTo(ErrorCode.OK);
        }
    }

    @Test
    void memoryOfManyArenasIsKept() {
        List<Arena> arenas = new ArrayList<>();
        try (Engine engine = Guest.x86(0xcd, 0x80, 0x48, 0x8b, 0x07)) { // int 0x80; mov rax, [rdi]
            for (int i = 0; i < 64; i++) {
                arenas.add(Arena.ofShared());
                MemorySegment memory = arenas.getLast().allocate(4096, 4096);
                memory.set(ValueLayout.JAVA_LONG, 0, i);
                engine.mapPointer(0x100000 + 0x1000L * i, memory, Permission.ALL);
            }
            arenas.add(Arena.ofShared());
            assertThatThrownBy(() -> engine.mapPointer(0x400000, arenas.getLast().allocate(4096, 4096), 7))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("64 arenas");
            List<Throwable> answers = new ArrayList<>();
            engine.onInterrupt((uc, number) -> answers.add(catchThrowable(arenas.get(57)::close)));
            engine.register(X86.REG_RDI, 0x100000 + 0x1000 * 57);
            assertThat(Guest.run(engine, 5)).isEqualTo(ErrorCode.OK);
            assertThat(engine.register(X86.REG_RAX)).isEqualTo(57);
            assertThat(answers).singleElement().isInstanceOf(IllegalStateException.class);
            arenas.forEach(Arena::close);
        }
    }

    @Test
    void memoryOfAnotherThreadsArenaIsRefusedAtTheRun() throws Exception {
        try (Engine engine = Guest.x86(0x90); Arena arena = Arena.ofConfined()) {
            engine.mapPointer(0x100000, arena.allocate(4096, 4096), Permission.ALL);
            Throwable[] answer = new Throwable[1];
            Thread.ofPlatform().start(() -> answer[0] = catchThrowable(() -> Guest.run(engine, 1))).join();
            assertThat(answer[0]).isInstanceOf(WrongThreadException.class);
            assertThat(Guest.run(engine, 1)).isEqualTo(ErrorCode.OK);
        }
    }

    @Test
    void aNegativeBufferIsRefused() {
        try (Engine engine = Guest.x86(0x90)) {
            assertThatThrownBy(() -> engine.tcgBufferSize(-1)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
