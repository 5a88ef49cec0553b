package dev.initlab.suite.expect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.initlab.inspect.order.InitcallOrder;
import dev.initlab.inspect.order.OrderDiff;
import dev.initlab.inspect.order.OrderFileException;
import dev.initlab.suite.BootStory;
import dev.initlab.suite.InitcallRun;
import dev.initlab.suite.yaml.Placed;
import dev.initlab.suite.yaml.Shape;
import dev.initlab.suite.yaml.Shapes;

/**
 * The order, levels and results of all initcalls are those of a golden file.
 *
 * @param folder   that the name is relative to
 * @param template the file's name; {@code ${arch}} in it is the architecture
 */
record GoldenExpectation(Path folder, String template) implements Expectation {
    static final Shape<List<Placed<Expectation>>> SHAPE = Shapes.fileName().<Expectation>mapIn(
            (name, source) -> new GoldenExpectation(source.folder(), name)).placed().map(List::of);

    @Override
    public String title() {
        return "the order is that of " + template;
    }

    @Override
    public Verdict check(BootStory story) {
        Path file = folder.resolve(template.replace("${arch}", story.architecture())).normalize();
        String now = story.order().text();
        if (!Files.exists(file)) {
            return failed(file, "%s is not there; initlab test --update writes it.".formatted(file.getFileName()),
                    "all %d initcalls are new\n".formatted(story.order().entries().size()), now, List.of());
        }
        OrderDiff difference;
        try {
            String golden = Files.readString(file, StandardCharsets.UTF_8);
            if (golden.equals(now)) {
                return Verdict.PASSED; // as nearly always: nothing to compare
            }
            difference = OrderDiff.between(InitcallOrder.parse(file.toString(), golden), story.order());
        } catch (OrderFileException e) {
            return failed(file, e.getMessage() + "; initlab test --update writes it anew.", e.getMessage() + "\n", now,
                    List.of());
        } catch (IOException e) {
            return Verdict.failed("%s cannot be read: %s.".formatted(file, e.getMessage()));
        }
        if (difference.isEmpty()) {
            return Verdict.PASSED;
        }
        List<InitcallRun> changed = story.initcalls().stream().filter(r -> difference.changes().stream().anyMatch(c ->
                c.entry().function().equals(r.name()) && c.entry().object().equals(r.module()))).toList();
        return failed(file, "The order differs from %s in %d initcall%s:\n%s".formatted(file.getFileName(),
                difference.changes().size(), difference.changes().size() == 1 ? "" : "s",
                difference.text().indent(2).stripTrailing()), difference.text(), now,
                Verdict.failed(story, "", changed).about());
    }

    private static Verdict failed(Path file, String message, String difference, String now,
            List<Verdict.Subject> about) {
        return new Verdict.Failed(message, about, Optional.of(new GoldenChange(file, difference, now)));
    }
}
