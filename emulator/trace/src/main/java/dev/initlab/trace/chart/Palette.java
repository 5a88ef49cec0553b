package dev.initlab.trace.chart;

import java.util.Locale;

/** The colours, in middle tones that stand out from white and from black. */
enum Palette {
    CONSOLE("#7f8c9a"),
    SECURITY("#a0729f"),
    EARLY("#b0743a"),
    PURE("#c2953a"),
    CORE("#8a9a2f"),
    POSTCORE("#4f9d54"),
    ARCH("#2e9e8f"),
    SUBSYS("#2f93b8"),
    FS("#3f7fd0"),
    DEVICE("#5a68d8"),
    LATE("#8a5fd0"),
    OTHER("#8a8f98"),
    MODULE("#c05a9c"),
    PROCESS("#6c7f93"),
    FAILED("#d1343f");

    private static final String BASE = """
            .bg{fill:#fff}
            text{font:11px ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;fill:#1f2328}
            .h1{font:600 20px system-ui,"Segoe UI",Helvetica,Arial,sans-serif}
            .h2{font:600 14px system-ui,"Segoe UI",Helvetica,Arial,sans-serif}
            .p{font:13px system-ui,"Segoe UI",Helvetica,Arial,sans-serif}
            .p,.lane,.tick{fill:#59636e}
            .lane{font:12px system-ui,"Segoe UI",Helvetica,Arial,sans-serif;text-anchor:end}
            .tick{font-size:10px;text-anchor:middle}
            .c{text-anchor:middle}
            .e{text-anchor:end}
            .in{fill:#fff}
            .bad{fill:#c41e2c;font-weight:600}
            .grid{stroke:#d8dee4;stroke-width:1;fill:none}
            .leader{stroke:#8c959f;stroke-width:.7;fill:none}
            .hollow{fill:none;stroke:#8c959f;stroke-width:1.2}
            .fold{fill:#8c959f;fill-opacity:.25}
            .tint{fill-opacity:.1}
            .soft{fill-opacity:.45}
            .log{stroke:#8c959f;stroke-width:1.2}
            .warn{stroke:#d18f00;stroke-width:1.6}
            .err{stroke:#d1343f;stroke-width:2}
            """;

    private static final String DARK = """
            @media (prefers-color-scheme:dark){
            .bg{fill:#0d1117}
            text{fill:#e6edf3}
            .p,.lane,.tick{fill:#9198a1}
            .in{fill:#fff}
            .bad{fill:#ff7b72}
            .grid{stroke:#2a313c}
            .tint{fill-opacity:.16}
            }
            """;

    private final String colour;

    Palette(String colour) {
        this.colour = colour;
    }

    /** The class of whatever has this colour. */
    String css() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Palette ofLevel(String level) {
        for (Palette one : values()) {
            if (one.ordinal() < OTHER.ordinal() && one.css().equals(level)) {
                return one;
            }
        }
        return OTHER;
    }

    static String stylesheet() {
        var css = new StringBuilder(BASE);
        for (Palette one : values()) {
            css.append('.').append(one.css()).append("{fill:").append(one.colour).append("}\n");
        }
        return css.append(DARK).toString();
    }
}
