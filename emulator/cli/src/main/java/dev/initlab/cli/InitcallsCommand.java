package dev.initlab.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.initlab.inspect.InitcallEntry;
import dev.initlab.inspect.InitcallTables;
import dev.initlab.inspect.order.InitcallOrder;
import dev.initlab.kernel.InputException;
import dev.initlab.kernel.host.DefaultImage;
import dev.initlab.machine.Architecture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code initlab initcalls}: the initcall tables of an image at rest. */
@Command(name = "initcalls", mixinStandardHelpOptions = true, sortOptions = false,
        description = "List the initcalls of a vmlinux in the order they run, without booting it.",
        footer = {
            "",
            "LEVEL and INDEX say when an entry runs, ENTRY is its address in the table, ADDRESS that of",
            "FUNCTION. OBJECT is the source file or module it was compiled for, ID what the macro was given:",
            "6 for device_initcall(), 6s for device_initcall_sync(); rootfs entries run at the end of",
            "level fs. KIND says how the entry names its function. Any vmlinux with its symbols will do,",
            "Linux's own too.",
            "",
            "Examples:",
            "  initlab initcalls                                   the default image",
            "  initlab initcalls my/vmlinux | grep hello_init      is it in, and when does it run?",
            "  initlab initcalls my/vmlinux --json",
            "  initlab initcalls my/vmlinux --order > golden.order     for 'initlab diff', and for suites",
        })
final class InitcallsCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "IMAGE",
            description = "The vmlinux to read; without it the default image.")
    private @Nullable Path image;

    @Option(names = "--arch", paramLabel = "ARCH", converter = ArchitectureNames.class,
            completionCandidates = ArchitectureNames.class,
            description = "The default image's architecture: ${COMPLETION-CANDIDATES} (default: x86_64).")
    private @Nullable Architecture architecture;

    @Option(names = "--json", description = "Write JSON instead of a table.")
    private boolean json;

    @Option(names = "--order", description = "Write a golden order instead of a table (docs/order.md).")
    private boolean order;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (architecture != null && image != null) {
            throw new InputException("--arch", "chooses a default image, and " + image
                    + " is named; leave one of them out");
        }
        if (json && order) {
            throw new InputException("--order", "is no JSON; leave one of --json and --order out");
        }
        Path file = Optional.ofNullable(image).orElseGet(() -> DefaultImage.file(
                Optional.ofNullable(architecture).orElse(Architecture.X86_64), "vmlinux"));
        InitcallTables tables = OrderFile.tables(file);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (json) {
            out.println(JsonText.of(json(file, tables)));
        } else if (order) {
            out.print(InitcallOrder.of(tables).text());
        } else {
            table(tables).lines().forEach(out::println);
        }
        out.flush();
        return 0;
    }

    private static TextTable table(InitcallTables tables) {
        TextTable table =
                new TextTable("LEVEL", "INDEX>", "ENTRY", "ADDRESS", "FUNCTION", "OBJECT", "ID", "KIND");
        for (InitcallEntry e : tables.all()) {
            table.row(e.level().levelName(), e.index(), hex(e.entry()), hex(e.address()), e.function(),
                    e.object().orElse("-"), e.id(), tables.kind().words());
        }
        return table;
    }

    private static Map<String, Object> json(Path file, InitcallTables tables) {
        List<Map<String, Object>> entries = tables.all().stream().map(e -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("level", e.level().levelName());
            entry.put("index", e.index());
            entry.put("entry", hex(e.entry()));
            entry.put("address", hex(e.address()));
            entry.put("function", e.function());
            e.object().ifPresent(object -> entry.put("object", object));
            entry.put("id", e.id());
            entry.put("kind", tables.kind().words());
            return entry;
        }).toList();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("image", file.toString());
        all.put("initcalls", entries);
        return all;
    }

    private static String hex(long address) {
        return "0x" + Long.toHexString(address);
    }
}
