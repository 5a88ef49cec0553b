package dev.initlab.unicorn;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(NoEngineLeft.class)
class RunTest {
    private static final int INC_EAX_0 = 0xff;
    private static final int INC_EAX_1 = 0xc0;

    @Test
    void runsToAnAddress() {
        try (Engine engine = Guest.x86(INC_EAX_0, INC_EAX_1, INC_EAX_0, INC_EAX_1, INC_EAX_0, INC_EAX_1)) {
            engine.start(Guest.CODE, Guest.CODE + 4, 0, 0);
            assertThat(engine.register(X86.REG_EAX)).isEqualTo(2);
            assertThat(engine.register(X86.REG_RIP)).isEqualTo(Guest.CODE + 4);
        }
    }

    @Test
    void countsInstructions() {
        try (Engine engine = Guest.x86(INC_EAX_0, INC_EAX_1, 0xeb, 0xfc)) {
            engine.tcgBufferSize(1 << 20);
            assertThat(engine.run(Guest.CODE, 0, 0, 7)).isEqualTo(ErrorCode.OK);
            assertThat(engine.register(X86.REG_EAX)).isEqualTo(4);
            assertThat(engine.register(X86.REG_RIP)).isEqualTo(Guest.CODE + 2);
        }
    }

    @Test
    void endsAtTheTimeout() {
        try (Engine engine = Guest.x86(0x90, 0xeb, 0xfe)) {
            assertThat(engine.run(Guest.CODE, 0, 20_000, 0)).isEqualTo(ErrorCode.OK);
            assertThat(engine.timedOut()).isTrue();
            assertThat(engine.timeout()).isEqualTo(20_000);
            engine.write(Guest.DATA, Guest.bytes(0x90));
            assertThat(engine.run(Guest.DATA, Guest.DATA + 1, 0, 0)).isEqualTo(ErrorCode.OK);
            assertThat(engine.timedOut()).isFalse();
        }
    }

    @Test
    void tellsHowItEnded() {
        try (Engine engine = Guest.x86(0x48, 0x8b, 0x04, 0x25, 0, 0, 0, 0x70)) { // mov rax, [0x70000000]
            assertThat(Guest.run(engine, 8)).isEqualTo(ErrorCode.READ_UNMAPPED);
            assertThat(engine.register(X86.REG_RIP)).isEqualTo(Guest.CODE);
            assertThatThrownBy(() -> engine.start(Guest.CODE, Guest.CODE + 8, 0, 0))
                .isInstanceOf(UnicornException.class).hasMessageContaining("0x1000")
                .hasMessageContaining("UC_ERR_READ_UNMAPPED").extracting("code")
                .isEqualTo(ErrorCode.READ_UNMAPPED);
            assertThat(engine.run(0x70000000, 0, 0, 0)).isEqualTo(ErrorCode.FETCH_UNMAPPED);
            assertThat(engine.lastError()).isEqualTo(ErrorCode.OK);
        }
    }

    @Test
    void stopsInsideACallback() {
        try (Engine engine = Guest.x86(0xcd, 0x80, 0xeb, 0xfc)) { // int 0x80; jmp
            engine.onInterrupt((uc, number) -> {
                if (uc.register(X86.REG_RAX) == 3) {
                    uc.stop();
                }
                uc.register(X86.REG_RAX, uc.register(X86.REG_RAX) + 1);
            });
            assertThat(engine.run(Guest.CODE, 0, 0, 0)).isEqualTo(ErrorCode.OK);
            assertThat(engine.register(X86.REG_RAX)).isEqualTo(4);
        }
    }

    @Test
    void stopsFromAnotherThread() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        try (Engine engine = Guest.x86(0xcd, 0x80, 0xeb, 0xfe); // int 0x80; jmp to itself
                ExecutorService other = Executors.newSingleThreadExecutor()) {
            engine.onInterrupt((uc, number) -> inside.countDown());
            assertThat(engine.isRunning()).isFalse();
            Future<?> stopper = other.submit(() -> {
                inside.await();
                while (engine.isRunning()) {
                    engine.stop();
                    Thread.sleep(1);
                }
                return null;
            });
            assertThat(engine.run(Guest.CODE, 0, 0, 0)).isEqualTo(ErrorCode.OK);
            stopper.get();
            assertThat(engine.register(X86.REG_RIP)).isEqualTo(Guest.CODE + 2);
        }
    }

    @Test
    void aStopWithoutARunDoesNothing() {
        try (Engine engine = Guest.x86(INC_EAX_0, INC_EAX_1)) {
            engine.stop();
            assertThat(Guest.run(engine, 2)).isEqualTo(ErrorCode.OK);
            engine.stop();
            assertThat(Guest.run(engine, 2)).isEqualTo(ErrorCode.OK);
            assertThat(engine.register(X86.REG_EAX)).isEqualTo(2);
        }
    }

    @Test
    void runsMayNest() {
        try (Engine engine = Guest.x86(0xcd, 0x80, 0x90, 0x90, INC_EAX_0, INC_EAX_1)) {
            engine.onInterrupt((uc, number) -> {
                long back = uc.register(X86.REG_RIP);
                assertThat(uc.run(Guest.CODE + 4, Guest.CODE + 6, 0, 0)).isEqualTo(ErrorCode.OK);
                uc.register(X86.REG_RIP, back);
            });
            assertThat(Guest.run(engine, 3)).isEqualTo(ErrorCode.OK);
            assertThat(engine.register(X86.REG_EAX)).isEqualTo(1);
        }
    }

    @Test
    void nestingIsLimited() {
        int[] deepest = {0};
        try (Engine engine = Guest.x86(0xcd, 0x80, 0x90)) {
            engine.onInterrupt((uc, number) -> {
                deepest[0]++;
                uc.run(Guest.CODE, Guest.CODE + 3, 0, 0);
            });
            assertThatThrownBy(() -> Guest.run(engine, 3)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("32");
            assertThat(deepest[0]).isEqualTo(32);
        }
    }

    @Test
    void exitsReplaceUntil() {
        try (Engine engine = Guest.x86(INC_EAX_0, INC_EAX_1, INC_EAX_0, INC_EAX_1, INC_EAX_0, INC_EAX_1)) {
            assertThatThrownBy(engine::exits).isInstanceOf(UnicornException.class);
            engine.useExits(true);
            assertThat(engine.exits()).isEmpty();
            engine.exits(new long[] {Guest.CODE + 4, 0x9000});
            assertThat(engine.exits()).containsExactlyInAnyOrder(Guest.CODE + 4, 0x9000);
            engine.start(Guest.CODE, Guest.CODE + 2, 0, 0);
            assertThat(engine.register(X86.REG_EAX)).isEqualTo(2);
            engine.exits(new long[0]);
            assertThat(engine.exits()).isEmpty();
            engine.useExits(false);
            engine.start(Guest.CODE, Guest.CODE + 2, 0, 0);
            assertThat(engine.register(X86.REG_EAX)).isEqualTo(3);
        }
    }
}
