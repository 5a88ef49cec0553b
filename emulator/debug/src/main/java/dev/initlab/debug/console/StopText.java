package dev.initlab.debug.console;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.initlab.debug.Stop;
import dev.initlab.kernel.BootControl;
import dev.initlab.kernel.BootResult;
import dev.initlab.trace.Initcall;

/** What is said when the guest has come to stand: why, where, and what comes next. */
final class StopText {
    private final Target target;
    private final Sources sources;
    private final Assembly assembly;

    StopText(Target target, Sources sources, Assembly assembly) {
        this.target = target;
        this.sources = sources;
        this.assembly = assembly;
    }

    /** Why it stands; empty if it was sent there. */
    String why(Stop stop, List<Breakpoints.Point> hit) {
        String points = hit.stream().filter(p -> !(p instanceof Breakpoints.Point.Data))
                .map(p -> (p instanceof Breakpoints.Point.Code c && c.temporary() ? "Temporary breakpoint " : "Breakpoint ")
                        + p.number()).collect(Collectors.joining(", "));
        return switch (stop.reason()) {
            case Stop.Reason.Breakpoint _ -> line(points);
            case Stop.Reason.Happened(String what) -> line(what);
            case Stop.Reason.Beginning(boolean wentBack) -> line(wentBack ? "The boot begins here: there is nothing before"
                    : "The boot begins");
            case Stop.Reason.Interrupted _ -> line("Interrupted");
            case Stop.Reason.SystemCall(long number, boolean returned) ->
                    line("System call %d%s".formatted(number, returned ? " returned" : ""));
            case Stop.Reason.Watchpoint _, Stop.Reason.Stepped _, Stop.Reason.Arrived _,
                    Stop.Reason.ModulesChanged _ -> line(points);
        };
    }

    private static String line(String text) {
        return text.isEmpty() ? "" : text + "\n";
    }

    /** Where it stands: function, source line, initcall, task; the line's text; the next instruction. */
    String where() {
        long pc = target.stop().pc();
        Optional<Sources.Code> code = sources.at(pc);
        StringBuilder text = new StringBuilder(function(pc));
        code.ifPresent(c -> text.append(" at ").append(c.line()));
        text.append(", ").append(initcall()).append(", task ").append(target.boot().current()).append('\n');
        code.flatMap(c -> sources.text(c.line()).map(t -> "%-6d %s%n".formatted(c.line().line(), t.stripTrailing())))
                .ifPresent(text::append);
        if (!new Unwinder(target).isKernelModel(pc)) {
            text.append(assembly.at(pc).map(i -> "=> 0x%s: %s%n".formatted(target.isa().hex(pc), assembly.text(i)))
                    .orElse("=> 0x%s: no instruction%n".formatted(target.isa().hex(pc))));
        }
        return text.toString();
    }

    /** The name of a place in the code. */
    String function(long pc) {
        String symbolic = target.symbolic(pc);
        return new Unwinder(target).isKernelModel(pc) ? "the kernel model, to which a function has returned"
                : symbolic.isEmpty() ? "0x" + target.isa().hex(pc) : symbolic;
    }

    /** The initcall the current task is in, with its level. */
    String initcall() {
        BootControl boot = target.boot();
        return boot.initcallOf(boot.current().pid()).map(StopText::text).orElse("in no initcall");
    }

    private static String text(Initcall initcall) {
        return switch (initcall) {
            case Initcall.BuiltIn b -> "in initcall %s() (%s %d)".formatted(b.symbol(), b.level(), b.index());
            case Initcall.ModuleInit m -> "in initcall %s() of module %s".formatted(m.symbol(), m.module());
        };
    }

    /** How the boot has ended. */
    static String ended(BootResult result) {
        return "The boot has ended: " + result.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                + (result.reason().isEmpty() ? "" : ", " + result.reason()) + ", exit status " + result.exitStatus() + "\n";
    }
}
