package dev.initlab.debug.console;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.initlab.debug.guest.GuestThread;
import dev.initlab.debug.monitor.RefusedException;
import dev.initlab.elf.Section;
import dev.initlab.kernel.module.Module;
import dev.initlab.machine.Protection;

/** What stands behind {@code info}. */
final class InfoCommands {
    private final Console console;
    private final Target target;

    InfoCommands(Console console) {
        this.console = console;
        target = console.target();
    }

    List<Command> commands() {
        RegisterText registers = new RegisterText(console);
        return List.of(
                info("breakpoints b", "", "breakpoints, watchpoints and catchpoints", a -> breakpoints()),
                Command.of("registers r", "[NAME...|all]", "the registers; * marks what has changed since the last stop",
                        Command.Completes.REGISTERS, a -> console.print(registers.text(a))),
                info("threads", "", "the tasks, and the initcalls they are in", a -> threads()),
                monitor("initcalls", "[LEVEL]", "the tables: level, position, state, result"),
                monitor("modules", "", "the modules and where their sections are"),
                Command.of("sections", "MODULE", "the sections of a module", Command.Completes.MODULES,
                        a -> console.print(sections(a))),
                Command.of("symbol", "ADDRESS", "the symbol an address lies in", Command.Completes.SYMBOLS,
                        a -> console.print(symbol(console.evaluator().address(a)))),
                Command.of("line", "LOCATION", "the source line of a location, and its code", Command.Completes.SYMBOLS,
                        a -> console.print(line(a))));
    }

    private interface Text {
        String of(String arguments);
    }

    private Command info(String names, String arguments, String what, Text text) {
        return Command.of(names, arguments, what, Command.Completes.NOTHING, a -> console.print(text.of(a)));
    }

    private Command monitor(String name, String arguments, String what) {
        return Command.of(name, arguments, what, Command.Completes.NOTHING, a -> console.commands().find(name).action().run(a));
    }

    private String breakpoints() {
        String text = console.breakpoints().all().stream().map(p -> "%-4d %s%n".formatted(p.number(), switch (p) {
            case Breakpoints.Point.Code code -> "%-11s %s, %s".formatted(code.temporary() ? "tbreak" : "break", code.what(),
                    code.addresses().isEmpty() ? "not there yet"
                            : code.addresses().stream().map(target::place).collect(Collectors.joining(", ")))
                    + code.condition().map(c -> ", if " + c.text()).orElse("");
            case Breakpoints.Point.Data data -> "%-11s %s, %s".formatted(switch (data.watch().accesses()) {
                case Protection.WRITE -> "watch";
                case Protection.READ -> "rwatch";
                default -> "awatch";
            }, data.what(), target.place(data.watch().address()));
            case Breakpoints.Point.Happening happening -> "%-11s %s".formatted("catch", happening.what());
        })).collect(Collectors.joining());
        return text.isEmpty() ? "no breakpoints\n" : text;
    }

    private String threads() {
        return target.boot().tasks().stream().map(t -> new GuestThread(target.boot(), t))
                .map(t -> "%s %s%n".formatted(t.isCurrent() ? "*" : " ", t.name())).collect(Collectors.joining());
    }

    private String sections(String name) {
        Module module = target.boot().modules().stream().filter(m -> m.name().equals(name)).findFirst()
                .orElseThrow(() -> new RefusedException("there is no module \"%s\"; \"info modules\" lists them".formatted(name)));
        StringBuilder text = new StringBuilder();
        for (Section section : module.sections()) {
            Optional<Long> at = module.address(section);
            at.ifPresent(a -> text.append("0x%s %8d  %s%n".formatted(target.isa().hex(a), section.size(), section.name())));
        }
        return text.toString();
    }

    private String symbol(long address) {
        String symbolic = target.symbolic(address);
        return "0x%s %s%n".formatted(target.isa().hex(address), symbolic.isEmpty() ? "lies in no symbol" : "is " + symbolic);
    }

    private String line(String location) {
        List<Long> found = location.isEmpty() ? List.of(target.stop().pc()) : console.locations().find(location);
        if (found.isEmpty()) {
            throw new RefusedException("there is no symbol \"" + location + "\"");
        }
        return found.stream().map(a -> console.sources().at(a)
                .map(c -> "%s is %s to 0x%s%n".formatted(c.line(), target.place(c.start()), target.isa().hex(c.end())))
                .orElseGet(() -> target.place(a) + " has no source line\n")).collect(Collectors.joining());
    }
}
