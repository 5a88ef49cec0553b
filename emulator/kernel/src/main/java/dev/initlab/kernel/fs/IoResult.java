package dev.initlab.kernel.fs;

/** How a read or write ended that did not fail. */
public sealed interface IoResult {
    /** The end of a file, or nothing written. */
    IoResult NOTHING = new Done(0);

    /** That many bytes were transferred; 0 from a read is the end of the file. */
    record Done(long count) implements IoResult {
    }

    /**
     * The operation cannot be finished yet. Wait for the channel, then call again with the same buffer, whose
     * position tells what has been transferred so far.
     */
    record WouldBlock(WaitChannel channel) implements IoResult {
    }
}
