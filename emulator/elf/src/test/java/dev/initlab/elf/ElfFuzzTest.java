package dev.initlab.elf;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Runs the inputs under resources as a regression test; with JAZZER_FUZZ=1 in the environment it looks
 * for new ones.
 */
class ElfFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void anyBytesGiveAFileOrAnElfException(byte[] bytes) {
        Exercise.everything(bytes);
    }
}
