package dev.initlab.debug.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.initlab.debug.monitor.RefusedException;

/** Commands by name, alias, or the beginning of a name that only one has, or that all others go on from. */
final class CommandTable {
    private final String kind;
    private final List<Command> commands = new ArrayList<>();

    /** @param kind what an entry is called in messages */
    CommandTable(String kind) {
        this.kind = kind;
    }

    void addAll(List<Command> more) {
        commands.addAll(more);
    }

    List<Command> all() {
        return commands;
    }

    /** The one a word means. */
    Command find(String word) {
        List<Command> exact = commands.stream().filter(c -> c.name().equals(word) || c.aliases().contains(word)).toList();
        List<Command> found = exact.isEmpty() ? commands.stream().filter(c -> c.name().startsWith(word)).toList() : exact;
        Optional<Command> one = found.stream().filter(c -> found.stream().allMatch(o -> o.name().startsWith(c.name())))
                .findFirst();
        if (one.isPresent()) {
            return one.get();
        }
        throw new RefusedException(found.isEmpty() ? "there is no %s \"%s\"; \"help\" lists them".formatted(kind, word)
                : "\"%s\" may be %s".formatted(word, found.stream().map(Command::name).collect(Collectors.joining(", "))));
    }

    /** A line for each. */
    String help(String before) {
        return commands.stream().map(c -> "%-44s %s%n".formatted(
                before + c.name() + (c.arguments().isEmpty() ? "" : " " + c.arguments()), c.what()))
                .collect(Collectors.joining());
    }
}
