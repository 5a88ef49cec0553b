package dev.initlab.debug.console;

import java.util.List;

/** Backwards. */
final class BackCommands {
    private final Console console;
    private final Backwards backwards;

    BackCommands(Console console) {
        this.console = console;
        backwards = console.backwards();
    }

    List<Command> commands() {
        return List.of(
                command("reverse-continue rc", "", "goes back to the last breakpoint, watchpoint or catchpoint",
                        a -> backwards.on()),
                command("reverse-step rs", "[COUNT]", "goes back to the source line before, into calls",
                        a -> backwards.lines(RunCommands.count(a), false)),
                command("reverse-next rn", "[COUNT]", "goes back to the source line before, over calls",
                        a -> backwards.lines(RunCommands.count(a), true)),
                command("reverse-stepi rsi", "[COUNT]", "takes an instruction back",
                        a -> backwards.instructions(RunCommands.count(a), false)),
                command("reverse-nexti rni", "[COUNT]", "takes an instruction back, a call with all it called",
                        a -> backwards.instructions(RunCommands.count(a), true)),
                command("reverse-finish", "", "goes back to the call of the function", a -> backwards.toCall()));
    }

    private Command command(String names, String arguments, String what, Command.Action action) {
        return Command.of(names, arguments, what, Command.Completes.NOTHING, a -> console.move(() -> action.run(a)))
                .repeating();
    }
}
