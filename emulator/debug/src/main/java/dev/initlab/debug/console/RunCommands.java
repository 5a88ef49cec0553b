package dev.initlab.debug.console;

import java.util.List;

import dev.initlab.debug.monitor.RefusedException;

/** Forwards. */
final class RunCommands {
    private final Console console;
    private final Movement movement;

    RunCommands(Console console) {
        this.console = console;
        movement = console.movement();
    }

    List<Command> commands() {
        return List.of(
                command("continue c fg", "", "goes on until something stops the guest", a -> movement.on()),
                command("step s", "[COUNT]", "goes to the next source line, into calls", a -> movement.lines(count(a), false)),
                command("next n", "[COUNT]", "goes to the next source line, over calls", a -> movement.lines(count(a), true)),
                command("stepi si", "[COUNT]", "carries out an instruction", a -> movement.instructions(count(a), false)),
                command("nexti ni", "[COUNT]", "carries out an instruction, a call with all it calls",
                        a -> movement.instructions(count(a), true)),
                Command.of("finish fin", "", "goes on until the function returns, and shows what it returned",
                        Command.Completes.NOTHING, a -> finish()).repeating(),
                Command.of("until u advance", "[LOCATION]", "as next, but not backwards; or goes to a location",
                        Command.Completes.SYMBOLS, a -> console.move(() -> until(a))).repeating());
    }

    private Command command(String names, String arguments, String what, Command.Action action) {
        return Command.of(names, arguments, what, Command.Completes.NOTHING, a -> console.move(() -> action.run(a)))
                .repeating();
    }

    private void finish() throws InterruptedException {
        boolean[] isOut = {false};
        console.print("Out of " + console.stopText().function(console.target().stop().pc()) + "\n");
        console.move(() -> isOut[0] = movement.outOf().filter(movement::hasStepped).isPresent());
        if (isOut[0]) {
            console.print("Returned " + console.values().text(new Evaluator.Meaning.Value(
                    console.session().vcpu().register(console.target().isa().result()))) + "\n");
        }
    }

    private void until(String location) throws InterruptedException {
        if (!location.isEmpty()) {
            List<Long> to = console.locations().find(location);
            if (to.isEmpty()) {
                throw new RefusedException("there is no symbol \"" + location + "\"");
            }
            movement.until(to.getFirst(), false);
            return;
        }
        Target target = console.target();
        long from = target.stop().pc();
        long function = target.functionStart(from);
        do {
            movement.lines(1, true);
        } while (target.isStanding() && movement.hasStepped(target.stop()) && !movement.isInterrupted()
                && target.functionStart(target.stop().pc()) == function
                && Long.compareUnsigned(target.stop().pc(), from) < 0);
    }

    /** How often something is to be done: once if nothing is said. */
    static long count(String arguments) {
        if (arguments.isEmpty()) {
            return 1;
        }
        long count = ExpressionParser.number(arguments);
        if (count < 1) {
            throw new RefusedException(arguments + ": wants a count of 1 or more");
        }
        return count;
    }
}
