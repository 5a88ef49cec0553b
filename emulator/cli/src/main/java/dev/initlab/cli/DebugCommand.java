package dev.initlab.cli;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

import dev.initlab.debug.console.Console;
import dev.initlab.debug.console.Script;
import dev.initlab.kernel.BootConfig;
import dev.initlab.kernel.host.DefaultImage;
import dev.initlab.kernel.host.InputFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code initlab debug}: a boot in a debugger. */
@Command(name = "debug", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Go through a boot in a debugger, forwards and backwards: by instruction, by source line, by initcall.",
        footer = {
            "",
            "The commands are gdb's, and more for initcalls; \"help\" lists them. With --script or -ex nobody",
            "is asked anything: what they give depends on image and commands alone. The exit status is then 1",
            "or 3 if the boot came to its end and failed or ran out of a budget, 2 for a command that could not",
            "be carried out, else 0.",
            "",
            "Examples:",
            "  initlab debug                                       the default image",
            "  initlab debug my/vmlinux -ex 'run-to device' -ex 'info initcalls device'",
            "  initlab debug --arch arm64 --script who-wrote-it.debug",
        })
final class DebugCommand implements Callable<Integer> {
    @Mixin
    private BootOptions options = new BootOptions();

    @Option(names = "--script", paramLabel = "FILE", description = "Do what the lines of a file say, and end.")
    private @Nullable Path script;

    @Option(names = "-ex", paramLabel = "COMMAND",
            description = "Carry out a command, after those of --script, and end; may be repeated.")
    private List<String> commands = new ArrayList<>();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        List<Script.Line> lines = lines();
        BootConfig config = options.config(options.modules());
        boolean isTyped = script == null && commands.isEmpty();
        if (isTyped && System.console() != null && System.console().isTerminal()) {
            return DebugTerminal.run(config, sources());
        }
        try (EndInOrder inOrder = new EndInOrder(); Console console = new Console(config, sources(), out)) {
            return Script.run(console, isTyped ? piped() : lines.iterator());
        }
    }

    /** Images of ours name their sources from the guest's own directory. */
    private static List<Path> sources() {
        return List.of(Path.of(""), DefaultImage.root().resolve("guest-kernel"));
    }

    /** What comes through standard input, each line when it is there. */
    private static Iterator<Script.Line> piped() {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        AtomicInteger number = new AtomicInteger();
        return in.lines().map(text -> new Script.Line("standard input:" + number.incrementAndGet(), text)).iterator();
    }

    private List<Script.Line> lines() {
        List<Script.Line> lines = new ArrayList<>();
        if (script != null) {
            List<String> read = new String(InputFiles.read(script), StandardCharsets.UTF_8).lines().toList();
            for (int i = 0; i < read.size(); i++) {
                lines.add(new Script.Line(script + ":" + (i + 1), read.get(i)));
            }
        }
        commands.forEach(c -> lines.add(new Script.Line("-ex '" + c + "'", c)));
        return lines;
    }
}
