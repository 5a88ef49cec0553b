package dev.initlab.debug.console;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

import dev.initlab.capstone.Instruction;
import dev.initlab.debug.monitor.RefusedException;
import dev.initlab.elf.dwarf.SourceLine;
import dev.initlab.kernel.printk.Symbolizer;

/** Looking at memory, code and the stack. */
final class DataCommands {
    private static final int MAX_CODE = 1 << 16;
    private static final int INSTRUCTIONS = 16;
    private static final int LINES = 10;

    private final Console console;
    private final Target target;
    private final RegisterText registers;
    private Values.Format format = new Values.Format(1, 'x', 4);
    private Optional<Long> nextMemory = Optional.empty();
    private Optional<SourceLine> nextLine = Optional.empty();

    DataCommands(Console console) {
        this.console = console;
        target = console.target();
        registers = new RegisterText(console);
    }

    List<Command> commands() {
        return List.of(
                Command.of("print p", "[/x d u o c t a s] EXPRESSION",
                        "a variable by its size, a register, an address with its symbol", Command.Completes.SYMBOLS, this::print),
                Command.of("set", "[$]PLACE = NUMBER", "writes a variable, a register, or the memory at *ADDRESS",
                        Command.Completes.SYMBOLS, a -> new Changes(console).set(a)),
                Command.of("x", "[/COUNT x d u o c t a s i, b h w g] ADDRESS", "memory; i is code, s strings, a symbols",
                        Command.Completes.SYMBOLS, this::examine).repeating(),
                Command.of("disassemble disas", "[/s] [FUNCTION|START,END|START,+LENGTH]",
                        "the code of a function, with /s and the source lines", Command.Completes.SYMBOLS, this::disassemble),
                Command.of("stack", "[COUNT]", "what lies on the stack", Command.Completes.NOTHING, this::stack),
                Command.of("backtrace bt", "", "the functions the task is in", Command.Completes.NOTHING, a -> backtrace()),
                Command.of("list l", "[LOCATION]", "source lines around a location, or more of them",
                        Command.Completes.SYMBOLS, this::list).repeating(),
                Command.of("directory dir", "DIR", "looks for source files in a directory, too",
                        Command.Completes.NOTHING, this::directory),
                Command.of("registers", "[NAME...]", "the registers; * marks what has changed since the last stop",
                        Command.Completes.REGISTERS, a -> console.print(registers.text(a))),
                Command.of("info i", "WHAT", "\"help info\" lists what there is", Command.Completes.INFO, this::info));
    }

    private void info(String arguments) throws InterruptedException {
        List<String> words = Console.words(arguments);
        if (words.isEmpty()) {
            console.print(console.infos().help("info "));
            return;
        }
        console.infos().find(words.getFirst()).action().run(String.join(" ", words.subList(1, words.size())));
    }

    private void print(String arguments) {
        if (arguments.startsWith("/")) {
            String[] parts = arguments.substring(1).split("\\s+", 2);
            Values.Format as = Values.Format.parse(parts[0], new Values.Format(1, 'x', 4));
            String expression = parts.length < 2 ? "" : parts[1];
            console.print(expression + " = " + console.values().text(console.evaluator().meaning(expression), as) + "\n");
        } else {
            console.print(arguments + " = " + console.values().text(console.evaluator().meaning(arguments)) + "\n");
        }
    }

    private void examine(String arguments) {
        String rest = arguments;
        if (arguments.startsWith("/")) {
            String[] parts = arguments.substring(1).split("\\s+", 2);
            format = Values.Format.parse(parts[0], format);
            rest = parts.length < 2 ? "" : parts[1];
        } else if (!arguments.isEmpty()) {
            format = new Values.Format(1, format.letter(), format.size());
        }
        long address = rest.isEmpty() ? nextMemory.orElseThrow(() -> new RefusedException("wants an address"))
                : console.evaluator().address(rest);
        console.print(console.values().memory(address, format));
        nextMemory = Optional.of(console.values().behind(address, format));
    }

    private void disassemble(String arguments) {
        boolean withSource = arguments.startsWith("/s");
        String what = withSource ? arguments.substring(2).strip() : arguments;
        String[] range = what.split(",", 2);
        long pc = target.stop().pc();
        long start;
        long end;
        if (range.length == 2) {
            start = console.evaluator().address(range[0].strip());
            String to = range[1].strip();
            end = to.startsWith("+") ? start + ExpressionParser.number(to.substring(1)) : console.evaluator().address(to);
        } else {
            long in = what.isEmpty() ? pc : console.evaluator().address(what);
            Symbolizer.Symbol function = target.symbol(in).orElseThrow(() -> new RefusedException(
                    "no function is known at 0x" + Long.toHexString(in) + "; name a range: START,END"));
            start = in - function.offset();
            end = start + function.size();
        }
        if (Long.compareUnsigned(end - start, MAX_CODE) > 0) {
            throw new RefusedException("0x%x to 0x%x: at most %d bytes are disassembled at once".formatted(start, end, MAX_CODE));
        }
        console.print(code(start, end, pc, withSource));
    }

    private String code(long start, long end, long pc, boolean withSource) {
        StringBuilder text = new StringBuilder();
        Iterator<Instruction> each = console.assembly().in(start, (int) (end - start));
        Optional<SourceLine> line = Optional.empty();
        long at = start;
        while (each.hasNext()) {
            Instruction instruction = each.next();
            at = instruction.next();
            if (withSource) {
                Optional<SourceLine> here = console.sources().at(instruction.address()).map(Sources.Code::line);
                if (!here.equals(line)) {
                    here.ifPresent(l -> text.append(l).append(": ")
                            .append(console.sources().text(l).orElse("").strip()).append('\n'));
                    line = here;
                }
            }
            text.append(instruction.address() == pc ? "=> " : "   ").append(target.place(instruction.address())).append(": ")
                    .append(console.assembly().text(instruction)).append('\n');
        }
        if (Long.compareUnsigned(at, end) < 0) {
            text.append("   ").append(target.place(at)).append(": no instruction\n");
        }
        return text.toString();
    }

    private void stack(String arguments) {
        long count = arguments.isEmpty() ? INSTRUCTIONS : Math.min(RunCommands.count(arguments), MAX_CODE);
        long sp = target.register("sp");
        long fp = target.register("fp");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            long at = sp + (long) i * target.wordSize();
            if (target.readSome(at, target.wordSize()).length < target.wordSize()) {
                break;
            }
            long value = target.word(at);
            text.append("0x%s: %s%s%n".formatted(target.isa().hex(at), target.place(value),
                    at == fp ? "  <- frame pointer" : ""));
        }
        console.print(text.isEmpty() ? "no memory at 0x%s%n".formatted(target.isa().hex(sp)) : text.toString());
    }

    private void backtrace() {
        StringBuilder text = new StringBuilder();
        int number = 0;
        for (Unwinder.Frame frame : new Unwinder(target).frames()) {
            boolean isReturn = number > 0; // a call may be the last instruction of its line
            String place = switch (frame) {
                case Unwinder.Frame.KernelModel() -> "kernel model";
                case Unwinder.Frame.Function(long pc) -> console.stopText().function(pc)
                        + console.sources().at(isReturn ? pc - 1 : pc).map(c -> " at " + c.line()).orElse("");
            };
            text.append("#%-3d %s%n".formatted(number++, place));
        }
        console.print(text.toString());
    }

    private void list(String arguments) {
        SourceLine around;
        if (arguments.isEmpty()) {
            around = nextLine.orElseGet(() -> lineAt(target.stop().pc()));
        } else {
            around = lineAt(console.locations().find(arguments).stream().findFirst()
                    .orElseThrow(() -> new RefusedException("there is no symbol \"" + arguments + "\"")));
        }
        List<String> lines = console.sources().text(around.file()).orElseThrow(() -> new RefusedException(around.file()
                + ": the source is not here; \"directory DIR\" says where this path begins"));
        int first = Math.max(1, around.line() - LINES / 2);
        int behind = Math.min(lines.size() + 1, first + LINES);
        if (first >= behind) {
            throw new RefusedException("%s has %d lines".formatted(around.file(), lines.size()));
        }
        StringBuilder text = new StringBuilder();
        for (int i = first; i < behind; i++) {
            text.append("%-6d %s%n".formatted(i, lines.get(i - 1)).stripTrailing()).append('\n');
        }
        console.print(text.toString());
        nextLine = Optional.of(new SourceLine(around.file(), behind + LINES / 2));
    }

    private void directory(String name) {
        try {
            Path directory = Path.of(name);
            if (name.isEmpty() || !Files.isDirectory(directory)) {
                throw new RefusedException("\"" + name + "\" is no directory");
            }
            console.sources().addDirectory(directory);
        } catch (InvalidPathException e) {
            throw new RefusedException("\"" + name + "\" is no path: " + e.getReason());
        }
    }

    private SourceLine lineAt(long address) {
        return console.sources().at(address).map(Sources.Code::line).orElseThrow(() -> new RefusedException(
                "the code at %s has no source lines; build the image with DEBUG=1".formatted(target.place(address))));
    }
}
