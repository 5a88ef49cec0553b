package dev.initlab.machine.check;

import java.util.List;

import dev.initlab.machine.Architecture;
import dev.initlab.unicorn.Engine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** That figures are taken and read right; how large they are is not tested. */
class EngineSpeedTest {
    @ParameterizedTest
    @EnumSource
    void measures(Architecture architecture) {
        EngineSpeed speed = EngineSpeed.measure(architecture);
        assertThat(speed.architecture()).isEqualTo(architecture);
        assertThat(List.of(speed.hosted().storeNanos(), speed.hosted().loadNanos(), speed.bare().storeNanos(),
                speed.bare().loadNanos(), speed.hypercallsPerSecond(), speed.instructionsPerSecond(),
                speed.callsPerSecond()))
                .allSatisfy(figure -> assertThat(figure).isFinite().isPositive());
        assertThat(Engine.openEngines()).isZero();
    }

    @Test
    void tellsSlowStoresFromFastOnes() {
        assertThat(new StoreSpeed(0.6, 0.6).isFast()).isTrue();
        assertThat(new StoreSpeed(1.5, 0.6).isFast()).isTrue();
        assertThat(new StoreSpeed(39, 3.2).isFast()).as("a bare libunicorn 2.1.4").isFalse();
        assertThat(new StoreSpeed(45, 1.5).ratio()).isEqualTo(30);
    }
}
