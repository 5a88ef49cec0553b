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
        assertThat(List.of(speed.storeNanos(), speed.loadNanos(), speed.hypercallsPerSecond(),
                speed.instructionsPerSecond(), speed.callsPerSecond()))
                .allSatisfy(figure -> assertThat(figure).isFinite().isPositive());
        assertThat(Engine.openEngines()).isZero();
    }

    @Test
    void tellsSlowStoresFromFastOnes() {
        assertThat(speed(0.6, 0.6).storesAreFast()).isTrue();
        assertThat(speed(1.5, 0.6).storesAreFast()).isTrue();
        assertThat(speed(45, 1.6).storesAreFast()).as("libunicorn 2.1.4").isFalse();
        assertThat(speed(45, 1.5).storesToLoads()).isEqualTo(30);
    }

    private static EngineSpeed speed(double store, double load) {
        return new EngineSpeed(Architecture.X86_64, store, load, 1, 1, 1);
    }
}
