package dev.initlab.debug.console;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.initlab.debug.Watch;
import dev.initlab.debug.monitor.RefusedException;
import dev.initlab.machine.Protection;

/** Where the guest is to stop. */
final class BreakCommands {
    private static final int MAX_WATCHED = 4096;
    private static final Pattern WITH_CONDITION = Pattern.compile("(.*?)\\s*\\bif\\s+(.*)");

    private final Console console;

    BreakCommands(Console console) {
        this.console = console;
    }

    List<Command> commands() {
        return List.of(
                Command.of("break b", "[LOCATION] [if CONDITION]",
                        "stops before the first instruction of FUNCTION, FILE:LINE or *ADDRESS; "
                                + "CONDITION is like $rax == 0 && count+0 < 5",
                        Command.Completes.SYMBOLS, a -> breakAt(a, false)),
                Command.of("tbreak tb", "[LOCATION] [if CONDITION]", "the same, once",
                        Command.Completes.SYMBOLS, a -> breakAt(a, true)),
                Command.of("condition", "NUMBER [CONDITION]", "gives a breakpoint another condition, or none",
                        Command.Completes.NOTHING, this::condition),
                watch("watch", "stops when a variable, or the memory at an address, is written", Protection.WRITE),
                watch("rwatch", "stops when it is read", Protection.READ),
                watch("awatch", "stops when it is read or written", Protection.READ | Protection.WRITE),
                Command.of("delete d", "[NUMBER...]", "removes breakpoints, watchpoints and catchpoints, or all of them",
                        Command.Completes.NOTHING, this::delete));
    }

    private void breakAt(String arguments, boolean temporary) {
        Matcher parts = WITH_CONDITION.matcher(arguments);
        String location = parts.matches() ? parts.group(1) : arguments;
        Optional<BreakCondition> condition = parts.matches() ? Optional.of(parsed(parts.group(2))) : Optional.empty();
        // What registers and pointers hold will have changed when it is looked for again.
        String place = location.isEmpty() ? "*0x" + Long.toHexString(console.target().stop().pc())
                : location.startsWith("*") ? "*0x" + Long.toHexString(console.locations().find(location).getFirst()) : location;
        Breakpoints.Point.Code point = console.breakpoints().addCode(place, temporary, condition);
        String kind = temporary ? "Temporary breakpoint" : "Breakpoint";
        console.print(point.addresses().isEmpty()
                ? "%s %d: there is no symbol \"%s\" yet; it will be set when a module brings it%n".formatted(kind, point.number(), place)
                : "%s %d: %s%n".formatted(kind, point.number(), point.addresses().stream().map(this::describe)
                        .collect(Collectors.joining(", "))));
    }

    private void condition(String arguments) {
        String[] words = arguments.strip().split("\\s+", 2);
        console.breakpoints().condition(number(words[0]),
                words.length < 2 ? Optional.empty() : Optional.of(parsed(words[1])));
    }

    private BreakCondition parsed(String text) {
        return BreakCondition.of(text, console.evaluator(), console.target());
    }

    private static int number(String word) {
        return (int) Math.clamp(ExpressionParser.number(word), 0, Integer.MAX_VALUE);
    }

    private String describe(long address) {
        return console.target().place(address)
                + console.sources().at(address).map(c -> " at " + c.line()).orElse("");
    }

    private Command watch(String name, String what, int accesses) {
        return Command.of(name, "EXPRESSION", what, Command.Completes.SYMBOLS, a -> {
            if (!(console.evaluator().meaning(a) instanceof Evaluator.Meaning.Place(long address, long size))) {
                throw new RefusedException(a + " is a value, not memory; *" + a + " is the memory it points to");
            }
            if (size > MAX_WATCHED) {
                throw new RefusedException("%s has %d bytes; at most %d can be watched, %s+OFFSET is a part of it"
                        .formatted(a, size, MAX_WATCHED, a));
            }
            Breakpoints.Point.Data point = console.breakpoints().addData(a, new Watch(address, (int) size, accesses));
            console.print("Watchpoint %d: %s, %d bytes at %s%n".formatted(point.number(), a, size,
                    console.target().place(address)));
        });
    }

    private void delete(String arguments) {
        if (arguments.isEmpty()) {
            console.breakpoints().deleteAll();
        }
        for (String number : Console.words(arguments)) {
            console.breakpoints().delete(number(number));
        }
    }
}
