package dev.initlab.debug.console;

import java.util.List;

import dev.initlab.debug.monitor.MonitorCommand;
import dev.initlab.debug.monitor.Moves;

/** The commands that gdb has behind {@code monitor}; here they move the guest themselves. */
final class InitcallCommands {
    private final Console console;

    InitcallCommands(Console console) {
        this.console = console;
    }

    /** One of them. */
    Command command(MonitorCommand of) {
        Command command = Command.of(of.name(), of.arguments(), of.moves() == Moves.NOT ? of.what() : "goes " + of.what(),
                completes(of.name()), a -> run(of, Console.words(a)));
        return of.moves() == Moves.NOT ? command : command.repeating();
    }

    private void run(MonitorCommand of, List<String> arguments) throws InterruptedException {
        console.target().stop();
        String said = of.action().run(arguments);
        switch (of.moves()) {
            case NOT -> console.print(said);
            case ON -> {
                console.print("To " + said);
                console.move(() -> console.movement().on());
            }
            case BACK -> {
                console.print("Back to " + said);
                console.move(() -> console.backwards().on());
            }
        }
        console.breakpoints().addHappenings().forEach(p -> console.print("Catchpoint %d: %s%n".formatted(p.number(), p.what())));
    }

    private static Command.Completes completes(String name) {
        return switch (name) {
            case "run-to" -> Command.Completes.LEVELS_AND_INITCALLS;
            case "break-initcall" -> Command.Completes.INITCALLS;
            default -> Command.Completes.NOTHING;
        };
    }
}
