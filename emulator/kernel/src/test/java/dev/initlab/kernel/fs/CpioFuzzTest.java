package dev.initlab.kernel.fs;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Runs the inputs under resources as a regression test; with JAZZER_FUZZ=1 in the environment it looks
 * for new ones.
 */
class CpioFuzzTest {
    private static final long LIMIT = 1 << 20;

    @FuzzTest(maxDuration = "5m")
    void anyBytesAreUnpackedOrRefused(byte[] bytes) {
        TestTree tree = new TestTree();
        try {
            Cpio.unpack(tree.vfs, tree.root, bytes, LIMIT);
        } catch (CpioException e) {
            // refused, with a place and a reason
        }
    }
}
