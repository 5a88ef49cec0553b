package dev.initlab.trace.chart;

/** Says what the forms and colours of a chart mean. */
final class Legend {

    private static final double CHARACTER = 6.63;

    private final Svg svg;
    private final double baseline;
    private double x;

    private Legend(Svg svg, double left, double baseline) {
        this.svg = svg;
        this.x = left;
        this.baseline = baseline;
    }

    /** Draws the legend, and returns where the picture may end. */
    static double draw(Svg svg, double left, double top) {
        var legend = new Legend(svg, left, top + 10);
        legend.bar(Palette.SUBSYS.css(), "initcall, as its level");
        legend.bar(Palette.FAILED.css(), "failed, or never returned");
        legend.diamond("hollow", "skipped");
        legend.tick("log", "log");
        legend.tick("warn", "warning");
        legend.tick("err", "error");
        legend.bar(Palette.MODULE.css() + " soft", "module coming or going");
        legend.bar(Palette.MODULE.css(), "module live");
        legend.bar(Palette.PROCESS.css(), "process");
        legend.diamond(Palette.OTHER.css(), "mark");
        legend.diamond(Palette.FAILED.css(), "fault");
        legend.bar("fold", "wait, not to scale");
        return top + 32;
    }

    private void bar(String css, String text) {
        svg.rect(css, x, baseline - 9, 14, 10);
        label(20, text);
    }

    private void diamond(String css, String text) {
        svg.diamond(css, x + 5, baseline - 4, 5);
        label(14, text);
    }

    private void tick(String css, String text) {
        svg.line(css, x + 2, baseline - 9, x + 2, baseline + 1);
        label(9, text);
    }

    private void label(double offset, String text) {
        svg.text("", x + offset, baseline, text);
        x += offset + text.length() * CHARACTER + 18;
    }
}
