package dev.initlab.cli.test;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.initlab.kernel.InputException;
import dev.initlab.suite.expect.GoldenChange;

/** {@code --update}: shows what is different, then writes the golden files. */
final class Goldens {
    private Goldens() {
    }

    /**
     * Writes all golden files that differ.
     *
     * @throws InputException if one cannot be written, or two boots with different orders have the same file; then
     *                        none is written
     */
    static void update(List<GoldenChange> changes, PrintWriter out) {
        Map<Path, GoldenChange> byFile = new LinkedHashMap<>();
        for (GoldenChange change : changes) {
            GoldenChange other = byFile.putIfAbsent(change.file(), change);
            if (other != null && !other.text().equals(change.text())) {
                throw new InputException(change.file().toString(), "two boots that differ have this golden file; put "
                        + "${arch} into its name, or make two suites");
            }
        }
        byFile.values().forEach(change -> {
            out.println(change.file() + ":");
            out.print(change.difference().indent(2));
            try {
                Path folder = change.file().getParent();
                if (folder != null) {
                    Files.createDirectories(folder);
                }
                Files.writeString(change.file(), change.text(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new InputException(change.file().toString(), "cannot be written: " + e.getMessage());
            }
        });
        out.println(TestCommand.count(byFile.size(), "golden file") + " written");
    }
}
