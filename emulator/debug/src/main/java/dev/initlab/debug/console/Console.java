package dev.initlab.debug.console;

import java.io.PrintWriter;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.initlab.debug.DebuggedBoot;
import dev.initlab.debug.Session;
import dev.initlab.debug.Stop;
import dev.initlab.debug.monitor.LogView;
import dev.initlab.debug.monitor.Monitor;
import dev.initlab.debug.monitor.MonitorCommand;
import dev.initlab.debug.monitor.RefusedException;
import dev.initlab.kernel.BootConfig;
import dev.initlab.kernel.BootResult;
import dev.initlab.kernel.printk.LogRecord;

/**
 * A debugger that is told what to do in lines of text, and answers in text.
 *
 * <p>For the thread that made it, but for {@link #interrupt}. What it prints depends on the image and the commands
 * alone: no address, clock or chance of the host.
 */
public final class Console implements AutoCloseable {
    private final Session session;
    private final PrintWriter out;
    private final Target target;
    private final Names names;
    private final Sources sources;
    private final Assembly assembly;
    private final Breakpoints breakpoints;
    private final Movement movement;
    private final Backwards backwards;
    private final StopText stopText;
    private final Values values;
    private final Locations locations;
    private final Evaluator evaluator;
    private final Monitor monitor;
    private final SerialText serial;
    private final CommandTable commands = new CommandTable("command");
    private final CommandTable infos = new CommandTable("info");
    private final Completion completion;
    private final Map<Integer, String> watched = new HashMap<>();
    private Map<String, BigInteger> registersBefore = Map.of();
    private String last = "";
    private boolean over;

    /**
     * Begins a boot, which then stands before its first instruction.
     *
     * @param config  what is booted; the serial console is the debugger's
     * @param sources where source files are looked for, by the names the compiler was given
     * @param out     gets the text
     */
    public Console(BootConfig config, List<Path> sources, PrintWriter out) throws InterruptedException {
        this.out = out;
        serial = new SerialText();
        session = new Session(config.withSerial(serial));
        target = new Target(session);
        names = new Names(target);
        this.sources = new Sources(target, sources);
        assembly = new Assembly(target);
        evaluator = new Evaluator(target, names);
        locations = new Locations(target, names, this.sources, evaluator);
        breakpoints = new Breakpoints(session, locations);
        movement = new Movement(target, breakpoints, this.sources);
        backwards = new Backwards(target, movement, this.sources, assembly);
        stopText = new StopText(target, this.sources, assembly);
        values = new Values(target, assembly);
        monitor = new Monitor(session);
        completion = new Completion(target, names, commands, infos);
        addCommands();
        if (session.await() instanceof DebuggedBoot.Report.Failed(Throwable cause)) {
            session.close();
            throw Movement.rethrown(cause);
        }
    }

    private void addCommands() {
        commands.addAll(new RunCommands(this).commands());
        commands.addAll(new BackCommands(this).commands());
        commands.addAll(new BreakCommands(this).commands());
        commands.addAll(new DataCommands(this).commands());
        infos.addAll(new InfoCommands(this).commands());
        commands.addAll(new LifeCommands(this).commands());
        // The initcalls' commands are those of gdb's "monitor"; what gdb has a command for is done as there.
        for (MonitorCommand command : monitor.commands()) {
            if (commands.all().stream().noneMatch(c -> c.name().equals(command.name()))) {
                commands.addAll(List.of(new InitcallCommands(this).command(command)));
            }
        }
    }

    /** Why and where the guest stands now. */
    public void showStop() {
        print(stopText.why(target.stop(), List.of()) + stopText.where());
    }

    /**
     * Does what a line says; an empty one repeats the last command where that makes sense.
     *
     * @throws RefusedException if it cannot be done; nothing has changed then, but for what the guest has run
     */
    public void run(String line) throws InterruptedException {
        String text = line.strip();
        boolean isRepeated = text.isEmpty();
        if (isRepeated) {
            text = last;
        }
        last = "";
        if (!text.isEmpty() && !text.startsWith("#")) {
            int end = 0;
            while (end < text.length() && !Character.isWhitespace(text.charAt(end)) && text.charAt(end) != '/') {
                end++;
            }
            Command command = commands.find(text.substring(0, end));
            if (command.repeats()) {
                last = text;
            } else if (isRepeated) {
                return;
            }
            command.action().run(text.substring(end).strip());
            out.flush();
        }
    }

    /** Stops the running guest, from any thread. */
    public void interrupt() {
        movement.interrupt();
    }

    /** Whether there is nothing more to be done: somebody said quit or detach. */
    public boolean isOver() {
        return over;
    }

    /** How the boot has ended; empty if it has not. */
    public Optional<BootResult> result() {
        return session.last().flatMap(r -> r instanceof DebuggedBoot.Report.Ended(BootResult result)
                ? Optional.of(result) : Optional.empty());
    }

    /** What may be typed at the end of a line. */
    public List<String> complete(String line) {
        return completion.of(line);
    }

    @Override
    public void close() {
        assembly.close();
        session.close();
    }

    /** A way the guest is moved. */
    @FunctionalInterface
    interface Way {
        void go() throws InterruptedException;
    }

    /** Moves the guest, and says where it stands then and what it has said on the way. */
    void move(Way way) throws InterruptedException {
        movement.begin();
        registersBefore = registers();
        breakpoints.all().forEach(p -> {
            if (p instanceof Breakpoints.Point.Data data) {
                watched.put(data.number(), value(data));
            }
        });
        Optional<Stop> before = session.stop();
        try {
            way.go();
        } catch (RefusedException e) {
            if (!session.stop().equals(before)) {
                arrived();
            }
            throw e;
        }
        arrived();
    }

    private void arrived() {
        if (!target.isStanding()) {
            result().ifPresent(result -> print(said(result.log()) + StopText.ended(result)));
            return;
        }
        print(said(target.boot().log().records()));
        Stop stop = target.stop();
        List<Breakpoints.Point> hit = breakpoints.hit(stop);
        print(stopText.why(stop, hit));
        for (Breakpoints.Point point : hit) {
            if (point instanceof Breakpoints.Point.Data data) {
                print(watchpoint(data));
            }
        }
        print(stopText.where());
    }

    /** What has come into the log, and what programs have written beside it. */
    private String said(List<LogRecord> log) {
        return LogView.from(log, session.loggedBefore()) + serial.besides(log);
    }

    private String watchpoint(Breakpoints.Point.Data data) {
        String before = watched.getOrDefault(data.number(), "");
        String now = value(data);
        return "Watchpoint %d: %s %sis %s%n".formatted(data.number(), data.what(),
                before.equals(now) ? "" : "was " + before + ", ", now);
    }

    private String value(Breakpoints.Point.Data data) {
        try {
            return values.text(new Evaluator.Meaning.Place(data.watch().address(), data.watch().length()));
        } catch (RefusedException e) {
            return e.why();
        }
    }

    /** The registers as they are. */
    Map<String, BigInteger> registers() {
        Map<String, BigInteger> now = new HashMap<>();
        target.registers().all().forEach(r -> target.thread().read(r).ifPresent(b -> now.put(r.name(), Target.number(b))));
        return now;
    }

    /** The registers as they were before the guest was moved last. */
    Map<String, BigInteger> registersBefore() {
        return registersBefore;
    }

    void print(String text) {
        out.print(text);
        out.flush();
    }

    void endIt() {
        over = true;
    }

    void restart() throws InterruptedException {
        serial.clear();
        registersBefore = Map.of();
        session.restart();
    }

    /** A command line's words. */
    static List<String> words(String arguments) {
        List<String> words = new ArrayList<>(List.of(arguments.strip().split("\\s+")));
        words.removeIf(String::isEmpty);
        return words;
    }

    Session session() {
        return session;
    }

    Target target() {
        return target;
    }

    Names names() {
        return names;
    }

    Sources sources() {
        return sources;
    }

    Assembly assembly() {
        return assembly;
    }

    Locations locations() {
        return locations;
    }

    Breakpoints breakpoints() {
        return breakpoints;
    }

    Movement movement() {
        return movement;
    }

    Backwards backwards() {
        return backwards;
    }

    StopText stopText() {
        return stopText;
    }

    Values values() {
        return values;
    }

    Evaluator evaluator() {
        return evaluator;
    }

    Monitor monitor() {
        return monitor;
    }

    CommandTable commands() {
        return commands;
    }

    CommandTable infos() {
        return infos;
    }
}
