package dev.initlab.unicorn;

import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(NoEngineLeft.class)
class LifecycleTest {
    @Test
    void aThousandEnginesLeaveNothingBehind() {
        AtomicLong calls = new AtomicLong();
        for (int i = 0; i < 1000; i++) {
            try (Engine engine = Engine.open(Arch.X86, Mode.MODE_64)) {
                engine.tcgBufferSize(1 << 20);
                engine.map(0x1000, 0x1000, Permission.ALL);
                engine.write(0x1000, Guest.bytes(0xcd, 0x80, 0x90));
                engine.onInterrupt((uc, number) -> calls.incrementAndGet());
                engine.newContext();
                assertThat(engine.run(0x1000, 0x1003, 0, 0)).isEqualTo(ErrorCode.OK);
                assertThat(Engine.openEngines()).isEqualTo(1);
            }
            assertThat(Engine.openEngines()).isZero();
        }
        assertThat(calls).hasValue(1000);
    }

    @Test
    void registrationNumbersAreUsedAgain() {
        long highest = 0;
        for (int i = 0; i < 50; i++) {
            try (Engine engine = Guest.x86(0x90)) {
                Registration registration = Registration.add(engine, "nothing");
                highest = Math.max(highest, registration.number());
                registration.release();
            }
        }
        assertThat(highest).isLessThan(200);
    }

    @Test
    void twoEnginesAtOnceInTwoThreads() throws Exception {
        try (Engine one = Guest.x86(0xb9, 0, 0, 16, 0, 0xff, 0xc9, 0x75, 0xfc, 0x90);
                Engine two = Guest.x86(0xb9, 0, 0, 16, 0, 0xff, 0xc9, 0x75, 0xfc, 0x90)) {
            Thread thread = Thread.ofPlatform().start(() -> Guest.run(one, 10));
            assertThat(Guest.run(two, 10)).isEqualTo(ErrorCode.OK);
            thread.join();
            assertThat(one.register(X86.REG_ECX)).isZero();
            assertThat(two.register(X86.REG_ECX)).isZero();
        }
    }
}
