package dev.initlab.elf.dwarf;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** With JAZZER_FUZZ=1 in the environment it looks for new inputs. */
class LineFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void anyBytesGiveLinesOrAnElfException(byte[] debugLine) {
        LineExercise.everything(debugLine);
    }
}
