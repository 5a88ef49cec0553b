package dev.initlab.debug.console;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import dev.initlab.debug.monitor.RefusedException;
import dev.initlab.inspect.InitcallLevel;
import dev.initlab.kernel.module.Module;
import dev.initlab.machine.DebugRegister;
import dev.initlab.trace.Initcall;

/** What may stand where a line ends. */
final class Completion {
    private final Target target;
    private final Names names;
    private final CommandTable commands;
    private final CommandTable infos;

    Completion(Target target, Names names, CommandTable commands, CommandTable infos) {
        this.target = target;
        this.names = names;
        this.commands = commands;
        this.infos = infos;
    }

    /** The words that complete the last one of a line, sorted; none where there is nothing to say. */
    List<String> of(String line) {
        String text = line.stripLeading();
        int blank = lastBlank(text);
        String word = text.substring(blank + 1);
        List<String> before = Console.words(text.substring(0, blank + 1));
        if (before.isEmpty()) {
            return beginning(commands.all().stream().map(Command::name), word);
        }
        try {
            Command command = commands.find(before.getFirst().replaceFirst("/.*", ""));
            return arguments(command.completes(), before, word);
        } catch (RefusedException e) {
            return List.of(); // no such command, or nothing to look at
        }
    }

    private List<String> arguments(Command.Completes completes, List<String> before, String word) {
        return switch (completes) {
            case NOTHING -> List.of();
            case SYMBOLS -> symbols(word);
            case INITCALLS -> beginning(initcalls(), word);
            case LEVELS_AND_INITCALLS -> beginning(Stream.concat(
                    Arrays.stream(InitcallLevel.values()).map(InitcallLevel::levelName), initcalls()), word);
            case MODULES -> beginning(target.boot().modules().stream().map(Module::name), word);
            case REGISTERS -> beginning(registers(), word);
            case COMMANDS -> before.size() == 1 ? beginning(commands.all().stream().map(Command::name), word)
                    : beginning(infos.all().stream().map(Command::name), word);
            case INFO -> before.size() == 1 ? beginning(infos.all().stream().map(Command::name), word)
                    : arguments(infos.find(before.get(1)).completes(), before.subList(1, before.size()), word);
        };
    }

    /** A symbol or a register, behind what may stand before it in an expression. */
    private List<String> symbols(String word) {
        int start = word.length();
        while (start > 0 && (Character.isLetterOrDigit(word.charAt(start - 1)) || "_.$".indexOf(word.charAt(start - 1)) >= 0)) {
            start--;
        }
        String before = word.substring(0, start);
        String name = word.substring(start);
        List<String> found = name.startsWith("$") ? beginning(registers().map(r -> "$" + r), name) : names.beginningWith(name);
        return found.stream().map(f -> before + f).toList();
    }

    private Stream<String> registers() {
        return target.registers().all().stream().map(DebugRegister::name);
    }

    private Stream<String> initcalls() {
        return Arrays.stream(InitcallLevel.values()).flatMap(l -> target.boot().tables().level(l).stream())
                .map(Initcall.BuiltIn::symbol);
    }

    private static List<String> beginning(Stream<String> words, String start) {
        return words.filter(w -> w.startsWith(start)).distinct().sorted().toList();
    }

    private static int lastBlank(String text) {
        return Math.max(text.lastIndexOf(" "), text.lastIndexOf("\t"));
    }
}
