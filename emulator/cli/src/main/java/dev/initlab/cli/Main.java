package dev.initlab.cli;

import java.io.PrintWriter;
import java.util.Objects;

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
        subcommands = {BootCommand.class, InitcallsCommand.class, DiffCommand.class, TestCommand.class,
            DoctorCommand.class, ModpostCommand.class, GenerateCompletion.class, HelpCommand.class},
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

    private Main() {
    }

    /** The program. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs a command line; the exit status. */
    static int run(String... arguments) {
        CommandLine line = new CommandLine(new Main());
        CommandLine completion = Objects.requireNonNull(line.getSubcommands().get("generate-completion"));
        completion.getCommandSpec().usageMessage().hidden(true);
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
