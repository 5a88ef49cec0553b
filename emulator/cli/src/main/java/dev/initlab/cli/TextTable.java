package dev.initlab.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table with aligned columns.
 *
 * <p>Cells that come out of a file cannot do harm on a terminal: control characters are written as
 * {@code \xNN}.
 */
final class TextTable {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final List<Boolean> right;
    private final int[] widths;

    /** A table whose columns are called so; a name that ends in {@code >} makes its column flush right. */
    TextTable(String... columns) {
        right = List.of(columns).stream().map(name -> name.endsWith(">")).toList();
        widths = new int[columns.length];
        row((Object[]) List.of(columns).stream().map(name -> name.replace(">", "")).toArray(String[]::new));
    }

    void row(Object... cells) {
        List<String> row = List.of(cells).stream().map(cell -> printable(cell.toString())).toList();
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], row.get(i).length());
        }
        rows.add(row);
    }

    /** The lines, the names of the columns first. */
    List<String> lines() {
        return rows.stream().map(this::line).toList();
    }

    private String line(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String padding = " ".repeat(widths[i] - row.get(i).length());
            line.append(right.get(i) ? padding + row.get(i) : row.get(i) + padding).append(GAP);
        }
        return line.toString().stripTrailing();
    }

    private static String printable(String text) {
        return text.chars()
                .mapToObj(c -> Character.isISOControl(c) ? "\\x%02x".formatted(c) : Character.toString(c))
                .collect(Collectors.joining());
    }
}
