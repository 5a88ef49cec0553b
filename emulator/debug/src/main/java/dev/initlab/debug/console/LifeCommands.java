package dev.initlab.debug.console;

import java.util.List;

import dev.initlab.debug.Going;
import dev.initlab.debug.monitor.RefusedException;

/** The beginning and the end. */
final class LifeCommands {
    private final Console console;

    LifeCommands(Console console) {
        this.console = console;
    }

    List<Command> commands() {
        return List.of(
                Command.of("restart run r", "", "boots again, up to the first instruction; breakpoints stay",
                        Command.Completes.NOTHING, a -> {
                            console.restart();
                            console.showStop();
                        }),
                Command.of("detach", "", "lets the boot go on to its end, and ends the debugger",
                        Command.Completes.NOTHING, a -> detach()),
                Command.of("quit q exit", "", "ends the boot and the debugger", Command.Completes.NOTHING,
                        a -> console.endIt()),
                Command.of("help h", "[COMMAND]", "this list, or one line of it", Command.Completes.COMMANDS, this::help));
    }

    private void detach() throws InterruptedException {
        console.target().stop();
        console.breakpoints().deleteAll();
        console.session().rules().clear();
        console.move(() -> console.movement().go(Going.on()));
        if (!console.target().isStanding()) { // unless somebody has stopped it
            console.endIt();
        }
    }

    private void help(String arguments) {
        if (arguments.isEmpty()) {
            console.print(console.commands().help("") + """

                    An unambiguous beginning of a command is enough. An empty line repeats a command that moves the guest.
                    EXPRESSION: a symbol, a number, $register, *address, &symbol; +OFFSET or -OFFSET behind it.
                    """);
            return;
        }
        List<String> words = Console.words(arguments);
        Command command = console.commands().find(words.getFirst());
        CommandTable one = new CommandTable("command");
        if (command.name().equals("info")) {
            one.addAll(words.size() == 1 ? console.infos().all() : List.of(console.infos().find(words.get(1))));
            console.print(one.help("info "));
        } else if (words.size() > 1) {
            throw new RefusedException("wants one command");
        } else {
            one.addAll(List.of(command));
            console.print(one.help("") + (command.aliases().isEmpty() ? ""
                    : "also: " + String.join(", ", command.aliases()) + "\n"));
        }
    }
}
