package dev.initlab.debug.monitor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.initlab.debug.Session;
import dev.initlab.debug.StopRules;
import dev.initlab.debug.Timeline;
import dev.initlab.inspect.InitcallLevel;
import dev.initlab.kernel.BootControl;
import dev.initlab.trace.Event;
import dev.initlab.trace.FaultKind;
import dev.initlab.trace.Initcall;

/**
 * Commands about initcalls, modules and the log, for whatever debugger there is. The guest stands; a command that is
 * about moving it only says where it is to stop next, as a debugger must do the moving.
 */
public final class Monitor {
    private final Session session;
    private final Map<String, MonitorCommand> commands = new TreeMap<>();

    public Monitor(Session session) {
        this.session = session;
        command("initcalls", "[LEVEL]", "the tables: level, position, state, result", this::initcalls);
        command("next-initcall", "", Moves.ON, "where the next initcall begins", a -> nextInitcall());
        command("prev-initcall", "", Moves.BACK, "where the last initcall began", a -> previousInitcall());
        command("run-to", "LEVEL|NAME", Moves.ON, "where a level or an initcall begins", this::runTo);
        command("break-initcall", "start|return|failure NAME, result NUMBER",
                "stops whenever that happens; * is any initcall", this::breakInitcall);
        command("catch", "module [STATE]|syscall [NAME]|unresolved|initmem",
                "stops when a module's state changes, a system call returns, a symbol is missing, freed init memory is used",
                this::catchEvent);
        command("delete", "[NAME]", "ends what break-initcall and catch began", this::delete);
        command("modules", "", "the modules and where their sections are", a -> Modules.list(boot()));
        command("dmesg", "", "the kernel's log", a -> LogView.from(boot().log().records(), 0));
        command("log-since-stop", "", "what came into the log since the guest stood before",
                a -> LogView.from(boot().log().records(), session.loggedBefore()));
        command("where", "", "position, task, initcall", a -> where());
        command("help", "", "this list", a -> help());
    }

    /** The commands by name. */
    public List<MonitorCommand> commands() {
        return List.copyOf(commands.values());
    }

    /** Runs a command line; an error is one line of text. */
    public String run(String line) {
        List<String> words = Arrays.stream(line.trim().split("\\s+")).filter(w -> !w.isEmpty()).toList();
        if (words.isEmpty()) {
            return help();
        }
        MonitorCommand command = commands.get(words.getFirst());
        if (command == null) {
            return "unknown command \"%s\"; \"monitor help\" lists them%n".formatted(words.getFirst());
        }
        try {
            return command.moves().said(command.action().run(words.subList(1, words.size())));
        } catch (RefusedException e) {
            return words.getFirst() + ": " + e.getMessage() + "\n";
        }
    }

    private void command(String name, String arguments, String what, MonitorCommand.Action action) {
        command(name, arguments, Moves.NOT, what, action);
    }

    private void command(String name, String arguments, Moves moves, String what, MonitorCommand.Action action) {
        commands.put(name, new MonitorCommand(name, arguments, moves, what, action));
    }

    private String help() {
        return commands.values().stream().map(c -> "%-64s %s%n".formatted(
                "monitor " + c.name() + " " + c.arguments(), c.moves().said(c.what()))).collect(Collectors.joining());
    }

    private BootControl boot() {
        return session.boot().control();
    }

    private String initcalls(List<String> arguments) {
        Optional<InitcallLevel> only = arguments.isEmpty() ? Optional.empty() : Optional.of(level(arguments.getFirst())
                .orElseThrow(() -> new RefusedException("there is no level " + arguments.getFirst() + "; " + levels())));
        return InitcallTable.of(boot(), session.timeline().until(session.vcpu().position()), only);
    }

    private String nextInitcall() {
        session.rules().once(e -> e instanceof Event.InitcallStarted s ? began(s) : "");
        return "where the next initcall begins\n";
    }

    private String previousInitcall() {
        Optional<Timeline.Moment> before = session.timeline().initcallBefore(session.vcpu().position());
        if (before.isEmpty()) {
            throw new RefusedException("no initcall began before");
        }
        session.limitWayBack(before.get().position());
        return "where %s() began%n".formatted(name(((Event.InitcallStarted) before.get().event()).initcall()));
    }

    private String runTo(List<String> arguments) {
        String to = one(arguments, "a level or the name of an initcall");
        Optional<InitcallLevel> level = level(to);
        if (level.isPresent()) {
            session.rules().once(e -> e instanceof Event.LevelEntered(_, String name)
                    && name.equals(level.get().levelName()) ? "level " + name + " begins" : "");
            return "where level %s begins%n".formatted(to);
        }
        session.rules().once(e -> e instanceof Event.InitcallStarted s && name(s.initcall()).equals(to) ? began(s) : "");
        return "where %s() begins%s%n".formatted(to,
                isBuiltIn(to) ? "" : "; no table has an initcall of that name, so it must be a module's");
    }

    private String breakInitcall(List<String> arguments) {
        String usage = "start, return or failure and a name, or result and a number";
        if (arguments.size() != 2) {
            throw new RefusedException("wants " + usage);
        }
        String name = arguments.get(1);
        StopRules.EventRule rule = switch (arguments.getFirst()) {
            case "start" -> e -> e instanceof Event.InitcallStarted s && is(s.initcall(), name) ? began(s) : "";
            case "return" -> e -> e instanceof Event.InitcallReturned r && is(r.initcall(), name) ? returned(r) : "";
            case "failure" -> e -> e instanceof Event.InitcallReturned r && is(r.initcall(), name) && r.result() < 0
                    ? returned(r) : "";
            case "result" -> {
                int wanted = number(name);
                yield e -> e instanceof Event.InitcallReturned r && r.result() == wanted ? returned(r) : "";
            }
            default -> throw new RefusedException("wants " + usage);
        };
        session.rules().addEvent(String.join(" ", arguments), rule);
        return "";
    }

    private String catchEvent(List<String> arguments) {
        String what = arguments.isEmpty() ? "" : arguments.getFirst();
        StopRules.EventRule rule = switch (what) {
            case "module" -> e -> e instanceof Event.ModuleStateChanged m
                    && (arguments.size() < 2 || m.to().name().equalsIgnoreCase(arguments.get(1)))
                    ? "module %s: %s".formatted(m.module(), m.to()) : "";
            case "syscall" -> e -> e instanceof Event.SystemCall s && (arguments.size() < 2
                    || s.name().equals(arguments.get(1))) ? served(s) : "";
            case "unresolved" -> e -> e instanceof Event.ModuleLoadFailed f && f.step().equals("simplify_symbols")
                    ? "module %s: %s in %s()".formatted(f.module().orElse("?"), f.errno(), f.step()) : "";
            case "initmem" -> e -> e instanceof Event.Fault f && (f.kind() == FaultKind.INIT_MEMORY_FREED
                    || f.kind() == FaultKind.MODULE_MEMORY_FREED) ? f.text() : "";
            default -> throw new RefusedException("wants module, syscall, unresolved or initmem");
        };
        session.rules().addEvent("catch " + String.join(" ", arguments), rule);
        return "";
    }

    private String delete(List<String> arguments) {
        List<String> names = new ArrayList<>(session.rules().eventNames());
        if (!arguments.isEmpty()) {
            String name = String.join(" ", arguments);
            if (!names.contains(name)) {
                throw new RefusedException("there is no \"%s\"; there are: %s".formatted(name, names));
            }
            names = List.of(name);
        }
        names.forEach(session.rules()::removeEvent);
        return "";
    }

    private String where() {
        int pid = boot().current().pid();
        return "position %d, task %s, %s%n".formatted(session.vcpu().position(), boot().current(),
                boot().initcallOf(pid).map(i -> "in " + name(i) + "()").orElse("in no initcall"));
    }

    private boolean isBuiltIn(String name) {
        return Arrays.stream(InitcallLevel.values()).flatMap(l -> boot().tables().level(l).stream())
                .anyMatch(i -> i.symbol().equals(name));
    }

    private static Optional<InitcallLevel> level(String name) {
        return Arrays.stream(InitcallLevel.values()).filter(l -> l.levelName().equals(name)).findFirst();
    }

    private static String levels() {
        return "there are " + Arrays.stream(InitcallLevel.values()).map(InitcallLevel::levelName)
                .collect(Collectors.joining(", "));
    }

    private static boolean is(Initcall initcall, String name) {
        return name.equals("*") || name(initcall).equals(name);
    }

    private static String name(Initcall initcall) {
        return initcall.symbol();
    }

    private static String began(Event.InitcallStarted started) {
        return "initcall %s() begins".formatted(name(started.initcall()));
    }

    private static String returned(Event.InitcallReturned returned) {
        return "initcall %s() returned %d".formatted(name(returned.initcall()), returned.result());
    }

    private static String served(Event.SystemCall call) {
        return "system call %s() of task %d %s".formatted(call.name(), call.pid(), call.result().isEmpty() ? "will not return"
                : "returned " + call.errno().map(e -> "-" + e).orElse(Long.toString(call.result().getAsLong())));
    }

    private static String one(List<String> arguments, String what) {
        if (arguments.size() != 1) {
            throw new RefusedException("wants " + what);
        }
        return arguments.getFirst();
    }

    private static int number(String text) {
        try {
            return Integer.decode(text);
        } catch (NumberFormatException e) {
            throw new RefusedException(text + " is no number");
        }
    }
}
