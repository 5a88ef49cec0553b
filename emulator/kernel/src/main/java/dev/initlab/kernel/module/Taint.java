package dev.initlab.kernel.module;

/** Taints a module can bring: {@code kernel/panic.c: taint_flags[]}, the bits and letters. */
enum Taint {
    PROPRIETARY_MODULE(0, 'P'),
    FORCED_MODULE(1, 'F'),
    CRAP(10, 'C'),
    OOT_MODULE(12, 'O'),
    UNSIGNED_MODULE(13, 'E'),
    LIVEPATCH(15, 'K'),
    TEST(18, 'N');

    private final int bit;
    private final char letter;

    Taint(int bit, char letter) {
        this.bit = bit;
        this.letter = letter;
    }

    long mask() {
        return 1L << bit;
    }

    static String letters(long taints) {
        StringBuilder letters = new StringBuilder();
        for (Taint taint : values()) {
            if ((taints & taint.mask()) != 0) {
                letters.append(taint.letter);
            }
        }
        return letters.toString();
    }
}
