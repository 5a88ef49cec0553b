package dev.initlab.elf.dwarf;

import dev.initlab.elf.ElfException;
import dev.initlab.elf.LineFile;

/** Asks a line table for everything it has. */
final class LineExercise {
    private LineExercise() {
    }

    /** Anything but an ElfException of one line, or more rows than bytes, is a bug of the reader. */
    static void everything(byte[] debugLine) {
        LineTable table = LineTable.of(LineFile.of(debugLine));
        int[] rows = new int[1];
        attempt(() -> table.rows((unit, _, _, file, _, _) -> {
            rows[0]++;
            if (rows[0] < 64) {
                attempt(() -> unit.path(file));
            }
        }));
        if (rows[0] > debugLine.length) {
            throw new AssertionError(rows[0] + " rows out of " + debugLine.length + " bytes");
        }
        for (long address = -1; address < 64; address++) {
            long at = address;
            attempt(() -> table.at(at));
            attempt(() -> table.rangeAt(0, at).ifPresent(range -> {
                if (Long.compareUnsigned(at - range.start(), range.end() - range.start()) >= 0
                        || !table.at(at).filter(range.line()::equals).isPresent()) {
                    throw new AssertionError(at + " is not in " + range);
                }
            }));
        }
        attempt(() -> table.ranges("main.c", 0));
    }

    private static void attempt(Runnable step) {
        try {
            step.run();
        } catch (ElfException e) {
            if (!e.getMessage().startsWith("lines: offset 0x") || e.getMessage().contains("\n")) {
                throw new AssertionError("no one-line message", e);
            }
        }
    }
}
