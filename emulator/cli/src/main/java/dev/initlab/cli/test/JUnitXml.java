package dev.initlab.cli.test;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * The report every CI reads: a {@code testsuite} a boot, a {@code testcase} an expectation.
 *
 * <p>It keeps to what the schemas of Ant's format and of Jenkins both allow.
 */
final class JUnitXml {
    private JUnitXml() {
    }

    static String of(List<BootReport> boots) {
        String now = LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS)
                .format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
        for (int i = 0; i < boots.size(); i++) {
            suite(xml, boots.get(i), i, now);
        }
        return xml.append("</testsuites>\n").toString();
    }

    private static void suite(StringBuilder xml, BootReport boot, int id, String now) {
        boolean broken = boot.problem().isPresent();
        xml.append("  <testsuite package=\"%s\" id=\"%d\" name=\"%s\" timestamp=\"%s\" hostname=\"localhost\"".formatted(
                escape(boot.file()), id, escape(boot.title()), now));
        xml.append(" tests=\"%d\" failures=\"%d\" errors=\"%d\" time=\"%s\">\n".formatted(boot.tests().size(),
                boot.failures(), broken ? boot.tests().size() : 0, seconds(boot.seconds())));
        xml.append("    <properties>\n      <property name=\"outcome\" value=\"%s\"/>\n    </properties>\n".formatted(
                escape(boot.outcome().orElse("none"))));
        boot.tests().forEach(test -> testcase(xml, boot, test));
        xml.append("    <system-out/>\n    <system-err/>\n  </testsuite>\n");
    }

    private static void testcase(StringBuilder xml, BootReport boot, BootReport.Test test) {
        xml.append("    <testcase classname=\"%s\" name=\"%s\" time=\"%s\">\n".formatted(escape(boot.title()),
                escape("line %d: %s".formatted(test.line(), test.title())),
                seconds(boot.seconds() / boot.tests().size())));
        test.failure().ifPresent(f -> xml.append("      <failure type=\"%s\" message=\"%s\">%s</failure>\n".formatted(
                escape(f.kind()), escape(f.headline()),
                escape("%s:%d:%d\n%s".formatted(boot.file(), test.line(), test.column(), f.message())))));
        boot.problem().ifPresent(p -> xml.append("      <error type=\"boot\" message=\"%s\"/>\n".formatted(escape(p))));
        xml.append("    </testcase>\n");
    }

    /** Three digits behind the point, as schemas want. */
    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds);
    }

    /** XML 1.0 has no way to write most control characters; a guest's log has any. */
    static String escape(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\n' -> out.append("&#10;");
                case '\t' -> out.append("&#9;");
                case '\r' -> out.append("&#13;");
                default -> {
                    if (c >= 0x20 && c != 0x7f && !(c >= 0xd800 && c <= 0xdfff) && c != 0xfffe && c != 0xffff) {
                        out.appendCodePoint(c);
                    } else {
                        out.append("\\u%04x".formatted(c));
                    }
                }
            }
        });
        return out.toString();
    }
}
