package dev.initlab.suite.file;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import dev.initlab.suite.Stories;
import dev.initlab.suite.file.SuiteReader.Result;

/** Suite files out of texts. */
public final class Suites {
    public static final Path ROOT = Path.of(System.getProperty("initlab.root", "../..")).toAbsolutePath().normalize();

    private Suites() {
    }

    public static Result read(String yaml) {
        return read(Path.of("some.initlab.yaml"), yaml.getBytes(StandardCharsets.UTF_8));
    }

    public static Result read(Path file, byte[] bytes) {
        return new SuiteReader(Stories.FILES).read(file, bytes);
    }

    /** The expectations of a suite's only boot; the last is that it ends in order, unless it says otherwise. */
    public static List<Suite.Check> checks(String expectation) {
        return switch (read("initlab: 1\nexpect:\n  - " + expectation + "\n")) {
            case Result.Good(Suite suite) -> suite.cells().getFirst().checks();
            case Result.Bad(_, var mistakes) -> throw new AssertionError(mistakes.toString());
        };
    }

    /** The mistakes of a text, without its name. */
    public static List<String> mistakes(String yaml) {
        return switch (read(yaml)) {
            case Result.Good _ -> List.of();
            case Result.Bad(_, var mistakes) -> mistakes.stream().map(m -> m.at() + ": " + m.text()).toList();
        };
    }
}
