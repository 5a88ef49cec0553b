package dev.initlab.suite.yaml;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** A file being read: where it is, and the mistakes found so far. One thread. */
public final class Source {
    private final Path file;
    private final List<Mistake> mistakes = new ArrayList<>();

    /** The file, as messages are to name it. */
    public Source(Path file) {
        this.file = file;
    }

    public Path file() {
        return file;
    }

    /** The folder that relative names are relative to. */
    public Path folder() {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    /** The mistakes, each once, in the order of their places. */
    public List<Mistake> mistakes() {
        return mistakes.stream().distinct().sorted(Comparator.comparing(Mistake::at)).toList();
    }

    /** Notes a mistake that only the reader can see. */
    public void mistake(Position at, String text) {
        mistake(at, Mistake.Kind.MEANING, text);
    }

    void mistake(Position at, Mistake.Kind kind, String text) {
        mistakes.add(new Mistake(file, at, kind, text));
    }

    static Position position(Node node) {
        return node.getStartMark().map(Source::position).orElse(Position.START);
    }

    static Position position(Mark mark) {
        return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
