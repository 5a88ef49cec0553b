package dev.initlab.debug.rsp;

/** How a debugger wants to be told that a packet was not served. */
enum ErrorStyle {
    /** {@code E NN}. */
    NUMBER,
    /** {@code E.text}: gdb's {@code error-message}. */
    GDB,
    /** {@code E NN;text in hex}: lldb's {@code QEnableErrorStrings}. */
    LLDB;

    Answer answer(PacketException error) {
        return Answer.text(switch (this) {
            case NUMBER -> "E%02x".formatted(error.errno());
            case GDB -> "E." + error.why();
            case LLDB -> "E%02x;%s".formatted(error.errno(), Hex.of(error.why()));
        });
    }
}
