package dev.initlab.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;

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

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        OrderDiff diff = OrderDiff.between(OrderFile.read(Objects.requireNonNull(before)),
                OrderFile.read(Objects.requireNonNull(after)));
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (json) {
            out.println(JsonText.of(json(diff)));
        } else {
            out.print(diff.text());
        }
        out.flush();
        return diff.isEmpty() ? EXIT_SAME : EXIT_DIFFERENT;
    }

    private Map<String, Object> json(OrderDiff diff) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("before", String.valueOf(before));
        all.put("after", String.valueOf(after));
        all.put("changes", diff.changes().stream().map(DiffCommand::json).toList());
        return all;
    }

    private static Map<String, Object> json(OrderChange change) {
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
