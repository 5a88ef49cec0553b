package dev.initlab.cli.test;

import java.util.List;

import dev.initlab.trace.json.JsonString;

/** TAP 14: a subtest a boot, a line an expectation. */
final class Tap {
    private static final String INDENT = "    ";

    private Tap() {
    }

    static String of(List<BootReport> boots) {
        StringBuilder tap = new StringBuilder("TAP version 14\n1..%d\n".formatted(boots.size()));
        for (int i = 0; i < boots.size(); i++) {
            boot(tap, boots.get(i), i + 1);
        }
        return tap.toString();
    }

    private static void boot(StringBuilder tap, BootReport boot, int number) {
        String title = escape(boot.title());
        tap.append("# Subtest: %s\n%s1..%d\n".formatted(title, INDENT, boot.tests().size()));
        for (int i = 0; i < boot.tests().size(); i++) {
            BootReport.Test test = boot.tests().get(i);
            boolean well = test.failure().isEmpty() && boot.problem().isEmpty();
            tap.append(INDENT).append("%s %d - %s\n".formatted(well ? "ok" : "not ok", i + 1, escape(test.title())));
            if (!well) {
                diagnosis(tap, boot, test);
            }
        }
        tap.append("%s %d - %s\n".formatted(boot.isWell() ? "ok" : "not ok", number, title));
    }

    /** A YAML block; all texts as JSON strings, which are YAML as well. */
    private static void diagnosis(StringBuilder tap, BootReport boot, BootReport.Test test) {
        String indent = INDENT + "  ";
        tap.append(indent).append("---\n");
        pair(tap, indent, "message", test.failure().map(BootReport.Failure::message)
                .or(boot::problem).orElse(""));
        pair(tap, indent, "severity", "fail");
        tap.append(indent).append("at:\n");
        pair(tap, indent + "  ", "file", boot.file());
        tap.append(indent).append("  line: ").append(test.line()).append('\n');
        tap.append(indent).append("  column: ").append(test.column()).append('\n');
        tap.append(indent).append("...\n");
    }

    private static void pair(StringBuilder tap, String indent, String key, String value) {
        tap.append(indent).append(key).append(": ");
        JsonString.append(tap, value);
        tap.append('\n');
    }

    /** In a description, a backslash and what would begin a directive are escaped. */
    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("#", "\\#").replaceAll("\\s+", " ");
    }
}
