package dev.initlab.trace.chart;

import java.util.Locale;

/** Appends SVG elements. Numbers have one decimal, so that a chart is the same everywhere. */
final class Svg {

    private final StringBuilder out = new StringBuilder();

    /** Opens the picture; its name and description are what a screen reader says. */
    void open(double width, double height, String title, String description, String css) {
        raw("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ").number(width).raw(" ").number(height)
                .raw("\" width=\"").number(width).raw("\" height=\"").number(height)
                .raw("\" role=\"img\">\n");
        element("title", title).element("desc", description);
        raw("<style>\n").raw(css).raw("</style>\n");
    }

    void close() {
        raw("</svg>\n");
    }

    void append(Svg other) {
        out.append(other.out);
    }

    /** Everything until {@link #endGroup()} shows this text when pointed at. */
    Svg group(String tooltip) {
        raw("<g>").element("title", tooltip);
        return this;
    }

    Svg endGroup() {
        return raw("</g>\n");
    }

    Svg rect(String css, double x, double y, double width, double height) {
        raw("<rect class=\"").raw(css).raw("\" x=\"").number(x).raw("\" y=\"").number(y).raw("\" width=\"")
                .number(width).raw("\" height=\"").number(height);
        if (width > 5 && height > 5) {
            raw("\" rx=\"2");
        }
        return raw("\"/>\n");
    }

    Svg line(String css, double x1, double y1, double x2, double y2) {
        return path(css, x1, y1, x2, y2);
    }

    Svg diamond(String css, double x, double y, double radius) {
        return path(css, x, y - radius, x + radius, y, x, y + radius, x - radius, y, x, y - radius);
    }

    Svg path(String css, double... points) {
        raw("<path class=\"").raw(css).raw("\" d=\"");
        for (int i = 0; i < points.length; i += 2) {
            raw(i == 0 ? "M" : "L").number(points[i]).raw(" ").number(points[i + 1]);
        }
        return raw("\"/>\n");
    }

    /** Text whose anchor (start, middle or end) is part of the class. */
    Svg text(String css, double x, double y, String text) {
        raw("<text class=\"").raw(css).raw("\" x=\"").number(x).raw("\" y=\"").number(y).raw("\">");
        return escaped(text).raw("</text>\n");
    }

    private Svg element(String name, String text) {
        return raw("<").raw(name).raw(">").escaped(text).raw("</").raw(name).raw(">");
    }

    private Svg number(double value) {
        String tenths = String.format(Locale.ROOT, "%.1f", value);
        return raw(tenths.endsWith(".0") ? tenths.substring(0, tenths.length() - 2) : tenths);
    }

    private Svg raw(String text) {
        out.append(text);
        return this;
    }

    /** What XML 1.0 (2.2) cannot hold becomes U+FFFD; the guest may print anything. */
    private Svg escaped(String text) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> raw("&amp;");
                case '<' -> raw("&lt;");
                case '>' -> raw("&gt;");
                case '"' -> raw("&quot;");
                default -> out.appendCodePoint(isXml(c) ? c : 0xFFFD);
            }
        });
        return this;
    }

    private static boolean isXml(int c) {
        return c == '\n' || c == '\t' || c >= 0x20 && c <= 0x7e || c >= 0xA0 && c <= 0xD7FF
                || c >= 0xE000 && c <= 0xFFFD || c > 0xFFFF;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
