package dev.initlab.benchmarks;

import java.util.concurrent.TimeUnit;

import dev.initlab.kernel.BootConfig;
import dev.initlab.kernel.BootResult;
import dev.initlab.kernel.Kernel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A boot of the default image from the second on in one JVM: read the p50. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 3, time = 5)
@Fork(value = 1, jvmArgsAppend = {"-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"})
public class WarmBoot {
    @Param({"x86_64", "arm64", "arm"})
    private String architecture = "x86_64";

    private BootConfig config = new Images("x86_64").config();

    /** Reads the image. */
    @Setup
    public void read() {
        config = new Images(architecture).config();
    }

    /** One boot, to its power-off. */
    @Benchmark
    public BootResult boot() throws InterruptedException {
        return Kernel.boot(config);
    }
}
