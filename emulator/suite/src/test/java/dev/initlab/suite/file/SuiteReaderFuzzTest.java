package dev.initlab.suite.file;

import java.nio.file.Path;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.initlab.suite.file.SuiteReader.Result;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the inputs under resources as a regression test; with JAZZER_FUZZ=1 in the environment it looks
 * for new ones.
 */
class SuiteReaderFuzzTest {

    @FuzzTest(maxDuration = "5m")
    void anyBytesAreASuiteOrHaveMistakes(byte[] bytes) {
        if (Suites.read(Path.of("fuzz.initlab.yaml"), bytes) instanceof Result.Bad(_, var mistakes)) {
            assertThat(mistakes).isNotEmpty().allSatisfy(m -> assertThat(m.toString()).doesNotContain("\n"));
        }
    }
}
