package dev.initlab.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.initlab.cli.test.TestCommand;
import dev.initlab.kernel.BootResult;
import dev.initlab.kernel.InputException;
import dev.initlab.unicorn.UnicornLibraryException;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** {@code initlab}: the command and its subcommands. */
@Command(name = "initlab", mixinStandardHelpOptions = true, versionProvider = VersionProvider.class,
        description = "Watch a Linux guest run its initcalls and load its modules.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the guest switched itself off in order",
            "1:the guest failed: a panic, or a module asked for that was not loaded",
            "2:bad input: one line on stderr says what and where",
            "3:a budget ran out",
            "4:a check of a suite failed",
        },
        footer = {
            "",
            "To complete commands and options with the Tab key, in bash or zsh:",
            "  source <(./initlab generate-completion)",
        })
public final class Main {
    /** As a shell reports the death by SIGINT. */
    private static final int EXIT_INTERRUPTED = 130;

    private record Subcommand(String name, Class<?> command) {
    }

    private static final List<Subcommand> SUBCOMMANDS = List.of(
            new Subcommand("boot", BootCommand.class),
            new Subcommand("debug", DebugCommand.class),
            new Subcommand("initcalls", InitcallsCommand.class),
            new Subcommand("diff", DiffCommand.class),
            new Subcommand("test", TestCommand.class),
            new Subcommand("doctor", DoctorCommand.class),
            new Subcommand("modpost", ModpostCommand.class),
            new Subcommand("generate-completion", GenerateCompletion.class),
            new Subcommand("help", HelpCommand.class));
    /** These two tell of all the others. */
    private static final Set<String> NEED_ALL = Set.of("generate-completion", "help");

    private Main() {
    }

    /** The program. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs a command line; the exit status. */
    static int run(String... arguments) {
        CommandLine line = new CommandLine(new Main());
        needed(arguments).forEach(s -> line.addSubcommand(s.name(), s.command()));
        Optional.ofNullable(line.getSubcommands().get("generate-completion"))
                .ifPresent(completion -> completion.getCommandSpec().usageMessage().hidden(true));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler(Main::report);
        line.setParameterExceptionHandler((e, _) -> {
            complain(e.getCommandLine().getErr(), e.getMessage() + "; see 'initlab "
                    + (e.getCommandLine().getParent() == null ? "" : e.getCommandLine().getCommandName() + " ")
                    + "--help'");
            return BootResult.EXIT_BAD_INPUT;
        });
        return line.execute(arguments);
    }

    /** The subcommand that is called, or all: to read the options of one costs a tenth of a second. */
    private static List<Subcommand> needed(String... arguments) {
        String first = arguments.length == 0 ? "" : arguments[0];
        List<Subcommand> called = SUBCOMMANDS.stream().filter(s -> s.name().equals(first)).toList();
        return called.isEmpty() || NEED_ALL.contains(first) ? SUBCOMMANDS : called;
    }

    /** Bad input is one line; only our own errors have a stack trace. */
    private static int report(Exception failure, CommandLine line, CommandLine.ParseResult parsed) throws Exception {
        if (failure instanceof InputException || failure instanceof UnicornLibraryException) {
            complain(line.getErr(), String.valueOf(failure.getMessage()));
            return BootResult.EXIT_BAD_INPUT;
        }
        if (failure instanceof InterruptedException) {
            return EXIT_INTERRUPTED;
        }
        throw failure;
    }

    private static void complain(PrintWriter err, String message) {
        err.println("initlab: " + message.replaceAll("\\s*\\R\\s*", " "));
        err.flush();
    }
}
