package dev.initlab.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.initlab.inspect.order.InitcallOrder;
import dev.initlab.inspect.order.OrderChange;
import dev.initlab.inspect.order.OrderDiff;
import dev.initlab.inspect.order.OrderEntry;
import dev.initlab.inspect.order.OrderResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code initlab diff}: what is different between two orders of initcalls. */
@Command(name = "diff", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Show what is different between the initcall orders of two files: moved, added and removed "
                + "initcalls, changed levels, objects and results.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:no difference",
            "1:there are differences",
            "2:bad input: one line on stderr says what and where",
        },
        footer = {
            "",
            "Each file is a vmlinux, a golden order (docs/order.md), or the events of a boot. As few initcalls",
            "as possible count as moved; where two neighbours changed places, both do. Results are compared",
            "where both files have them, and modules that were loaded where both are of a boot.",
            "",
            "Examples:",
            "  initlab diff old/vmlinux vmlinux",
            "  initlab initcalls old/vmlinux --order > golden.order; initlab diff golden.order vmlinux",
            "  initlab diff golden.order vmlinux --suite my.initlab.yaml",
            "  initlab boot vmlinux --order now.order; initlab diff golden.order now.order --json",
        })
final class DiffCommand implements Callable<Integer> {
    private static final int EXIT_SAME = 0;
    private static final int EXIT_DIFFERENT = 1;

    @Parameters(index = "0", paramLabel = "A", description = "How it was.")
    private @Nullable Path before;

    @Parameters(index = "1", paramLabel = "B", description = "How it is.")
    private @Nullable Path after;

    @Option(names = "--json", description = "Write JSON instead of a line a difference.")
    private boolean json;

    @Option(names = "--suite", paramLabel = "FILE",
            description = "A suite (docs/suites.md): the differences by which an order it expects is no longer so "
                    + "come first, and name it; may be repeated.")
    private List<Path> suites = new ArrayList<>();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        InitcallOrder a = OrderFile.read(Objects.requireNonNull(before));
        InitcallOrder b = OrderFile.read(Objects.requireNonNull(after));
        Crossings crossings = Crossings.of(suites, a, b);
        OrderDiff diff = OrderDiff.between(a, b).first(change -> !crossings.by(change).isEmpty());
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (json) {
            out.println(JsonText.of(json(diff, crossings)));
        } else {
            for (OrderChange change : diff.changes()) {
                out.println(change.line());
                crossings.by(change).forEach(broken -> out.println("         against " + broken.line()));
            }
        }
        out.flush();
        return diff.isEmpty() ? EXIT_SAME : EXIT_DIFFERENT;
    }

    private Map<String, Object> json(OrderDiff diff, Crossings crossings) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("before", String.valueOf(before));
        all.put("after", String.valueOf(after));
        all.put("changes", diff.changes().stream().map(change -> json(change, crossings)).toList());
        return all;
    }

    private static Map<String, Object> json(OrderChange change, Crossings crossings) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", change.kind());
        json.putAll(json(change.entry()));
        switch (change) {
            case OrderChange.Moved m -> {
                json.put("ranAfter", neighbour(m.behind()));
                json.put("runsAfter", neighbour(m.now()));
            }
            case OrderChange.Added a -> json.put("runsAfter", neighbour(a.now()));
            case OrderChange.Removed r -> json.put("ranAfter", neighbour(r.behind()));
            case OrderChange.LevelChanged c -> json.put("was", json(c.before()));
            case OrderChange.ObjectChanged c -> json.put("was", json(c.before()));
            case OrderChange.ResultChanged c -> json.put("was", json(c.before()));
        }
        List<Map<String, Object>> against = crossings.by(change).stream().map(DiffCommand::json).toList();
        if (!against.isEmpty()) {
            json.put("against", against);
        }
        return json;
    }

    private static Map<String, Object> json(Crossings.Broken broken) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("suite", broken.file().toString());
        json.put("line", broken.at().line());
        json.put("column", broken.at().column());
        json.put("expectation", broken.title());
        return json;
    }

    private static Map<String, Object> json(OrderEntry entry) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("level", entry.level().word());
        json.put("function", entry.function());
        entry.object().ifPresent(object -> json.put("object", object));
        entry.result().ifPresent(result -> json.put("result",
                result instanceof OrderResult.Returned(int value) ? value : result.word()));
        return json;
    }

    /** The first of a level has none: an empty object. */
    private static Map<String, Object> neighbour(Optional<OrderEntry> entry) {
        return entry.map(DiffCommand::json).orElse(Map.of());
    }
}
