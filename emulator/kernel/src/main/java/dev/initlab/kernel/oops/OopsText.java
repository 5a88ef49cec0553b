package dev.initlab.kernel.oops;

import java.util.List;

import dev.initlab.machine.Architecture;
import dev.initlab.machine.Fault;

/** How an architecture words its faults: what {@code arch/ARCH} prints. */
public sealed interface OopsText permits X86OopsText, Arm64OopsText, ArmOopsText {
    /** The words of an architecture. */
    static OopsText of(Architecture architecture) {
        return switch (architecture) {
            case X86_64 -> new X86OopsText();
            case ARM64 -> new Arm64OopsText();
            case ARM -> new ArmOopsText();
        };
    }

    /** What happened, in one line; the first of the report. */
    String headline(OopsReport report);

    /** The whole report. */
    List<Line> lines(OopsReport report);

    /** What a panic says that follows the report. */
    String fatal(OopsReport report);

    /**
     * The death of a program by a fault of its own.
     *
     * @param task its name and pid, {@code comm[pid]}
     * @param sp   its stack pointer
     * @param path its file
     */
    String userFault(Fault fault, String task, long sp, String path);

    /** A line of a report, with its log level. */
    record Line(int level, String text) {
        static final int EMERG = 0;
        static final int ALERT = 1;
        static final int WARNING = 4;

        static Line emerg(String format, Object... arguments) {
            return new Line(EMERG, format.formatted(arguments));
        }

        static Line alert(String format, Object... arguments) {
            return new Line(ALERT, format.formatted(arguments));
        }

        static Line warning(String format, Object... arguments) {
            return new Line(WARNING, format.formatted(arguments));
        }
    }
}
