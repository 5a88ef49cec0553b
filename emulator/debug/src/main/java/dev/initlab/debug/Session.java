package dev.initlab.debug;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

import dev.initlab.kernel.BootConfig;
import dev.initlab.kernel.printk.LogRecord;
import dev.initlab.machine.Vcpu;
import dev.initlab.trace.Event;
import dev.initlab.trace.EventSink;
import org.jspecify.annotations.Nullable;

/**
 * A boot that can be gone through in both directions.
 *
 * <p>A boot is deterministic, so going back is booting again to an earlier position, silently, and going on from
 * there; what a debugger did to the guest on the way is done again ({@link Inputs}), and what was typed is typed again.
 * The user's event sinks and serial console get everything once; after a change in the past they get the new story from
 * the change on, behind what they have had of the old one. For one thread at a time, except for {@link #interrupt}.
 */
public final class Session implements AutoCloseable {
    private final BootConfig config;
    private final StopRules rules = new StopRules();
    private final Inputs inputs = new Inputs();
    private final Timeline timeline = new Timeline();
    private final Once<Event> events;
    private final Once<Byte> serial;
    private final Optional<TypedKeys> keys;
    private volatile boolean hasEnded;
    private volatile DebuggedBoot boot;
    private volatile @Nullable DebuggedBoot searching;
    private DebuggedBoot.@Nullable Report last;
    private OptionalLong wayBack = OptionalLong.empty();
    private long beginning;
    private long loggedBefore;

    /** Begins to boot; the guest will stand before its first instruction. */
    public Session(BootConfig config) {
        this.config = config;
        events = new Once<>(e -> {
            hasEnded = e instanceof Event.BootEnded;
            config.sinks().forEach(s -> s.accept(e));
        });
        serial = new Once<>(value -> config.serial().sent(value));
        keys = config.keys().map(TypedKeys::new);
        boot = start();
    }

    private DebuggedBoot start() {
        Once<Event>.Replay told = events.replay();
        Once<Byte>.Replay line = serial.replay();
        EventSink sink = told::accept;
        return new DebuggedBoot(config.withSinks(List.of(sink)).withSerial(value -> line.accept(value)), rules, inputs,
                timeline, keys, () -> {
                    told.forgetFuture();
                    line.forgetFuture();
                });
    }

    public StopRules rules() {
        return rules;
    }

    /** Where initcalls and modules were, as far as the session has been. */
    public Timeline timeline() {
        return timeline;
    }

    /** The boot as it stands. */
    public DebuggedBoot boot() {
        return boot;
    }

    public Vcpu vcpu() {
        return boot.vcpu();
    }

    /** Where and why the guest stands; empty if it runs or has ended. */
    public Optional<Stop> stop() {
        return last instanceof DebuggedBoot.Report.Stopped(Stop stop) ? Optional.of(stop) : Optional.empty();
    }

    /** What the last {@link #await} gave. */
    public Optional<DebuggedBoot.Report> last() {
        return Optional.ofNullable(last);
    }

    /** Lets the guest run on. */
    public void go(Going how) {
        markLog();
        goOn(how);
    }

    /** The same where nobody has seen the guest stand: what it logged before is new still. */
    public void goOn(Going how) {
        last = null;
        boot.go(how);
    }

    /** What is logged from here on is new. */
    public void markLog() {
        List<LogRecord> log = boot.control().log().records();
        loggedBefore = log.isEmpty() ? 0 : log.getLast().sequence() + 1;
    }

    /** Gives another reason for the guest to stand where it stands; for whoever has asked for this stop. */
    public Optional<Stop> standsFor(Stop.Reason reason) {
        stop().ifPresent(s -> last = new DebuggedBoot.Report.Stopped(new Stop(reason, s.pid(), s.pc(), s.position())));
        return stop();
    }

    /** Number of the first record of the log that can be new since the guest stood before. */
    public long loggedBefore() {
        return loggedBefore;
    }

    /** Waits until the guest stands or the boot has ended. */
    public DebuggedBoot.Report await() throws InterruptedException {
        return arrived(boot.report());
    }

    /** The same, for a limited time. */
    public Optional<DebuggedBoot.Report> await(long millis) throws InterruptedException {
        DebuggedBoot.Report report = boot.poll(millis);
        return report == null ? Optional.empty() : Optional.of(arrived(report));
    }

    private DebuggedBoot.Report arrived(DebuggedBoot.Report report) {
        if (report instanceof DebuggedBoot.Report.Stopped(Stop stop)
                && stop.reason() instanceof Stop.Reason.Beginning) {
            beginning = stop.position();
        }
        last = report;
        return report;
    }

    /**
     * Stops a running guest before its next instruction, or ends the search of {@link #reverseContinue}, from any
     * thread.
     */
    public void interrupt() {
        DebuggedBoot twin = searching;
        (twin == null ? boot : twin).interrupt();
    }

    /** Does something to the guest, which stands, so that it is done whenever a boot comes by here. */
    public void change(Inputs.Input input) {
        inputs.add(boot.vcpu().position(), input, boot.vcpu());
        boot.forgetFuture();
    }

    /** Lets the next {@link #reverseContinue} end at a position at the latest. */
    public void limitWayBack(long position) {
        wayBack = OptionalLong.of(position);
    }

    /** Goes back by one instruction. */
    public Stop reverseStep() throws InterruptedException {
        long now = boot.vcpu().position();
        return now <= beginning ? atBeginning() : goTo(previous(now), new Stop.Reason.Stepped());
    }

    /**
     * Goes back to the last place before this one where the guest would have stopped; stays where it is if it is
     * interrupted.
     */
    public Stop reverseContinue() throws InterruptedException {
        long now = boot.vcpu().position();
        OptionalLong limit = wayBack;
        wayBack = OptionalLong.empty();
        if (limit.isPresent() && limit.getAsLong() < now) {
            return goTo(limit.getAsLong(), new Stop.Reason.Arrived());
        }
        List<Stop> found = new ArrayList<>(1);
        boolean isDone = search(now, stop -> {
            boolean passed = stop.position() >= now || stop.reason() instanceof Stop.Reason.Interrupted;
            if (!passed) {
                found.clear();
                found.add(stop);
            }
            return passed;
        });
        if (!isDone) {
            return standsFor(new Stop.Reason.Interrupted()).orElseThrow();
        }
        if (found.isEmpty()) {
            return atBeginning();
        }
        Stop hit = found.getFirst();
        // Before what was done: the instruction, or the last one before the kernel model took over.
        return switch (hit.reason()) {
            case Stop.Reason.Watchpoint watch ->
                    goTo(watch.at() < hit.position() ? watch.at() : previous(hit.position()), hit.reason());
            case Stop.Reason.SystemCall(long _, boolean returned) when !returned ->
                    goTo(previous(hit.position()), hit.reason());
            default -> goTo(hit.position(), hit.reason());
        };
    }

    private Stop atBeginning() throws InterruptedException {
        return goTo(beginning, new Stop.Reason.Beginning(true));
    }

    /** The instruction before a position. */
    private long previous(long now) throws InterruptedException {
        OptionalLong known = now == boot.vcpu().position() ? boot.previous() : OptionalLong.empty();
        if (known.isPresent()) {
            return known.getAsLong();
        }
        try (DebuggedBoot twin = start()) {
            twin.report();
            twin.go(Going.to(now));
            twin.report();
            return twin.previous().orElseThrow();
        }
    }

    /** Returns whether it got there, and was not interrupted. */
    private boolean search(long now, Predicate<Stop> judge) throws InterruptedException {
        try (DebuggedBoot twin = start()) {
            twin.report();
            searching = twin;
            twin.go(Going.upTo(now), judge);
            return !(twin.report() instanceof DebuggedBoot.Report.Stopped(Stop stop)
                    && stop.reason() instanceof Stop.Reason.Interrupted);
        } finally {
            searching = null;
        }
    }

    /** Boots again to a position and leaves the session there. */
    private Stop goTo(long position, Stop.Reason reason) throws InterruptedException {
        DebuggedBoot twin = start();
        DebuggedBoot.Report report = twin.report();
        if (position > beginning) {
            twin.go(Going.to(position));
            report = twin.report();
        }
        DebuggedBoot before = boot;
        boot = twin;
        before.close();
        if (!(report instanceof DebuggedBoot.Report.Stopped(Stop stop))) {
            throw new IllegalStateException("a boot that was gone back in came to another end: " + report);
        }
        Stop here = new Stop(reason, stop.pid(), stop.pc(), stop.position());
        last = new DebuggedBoot.Report.Stopped(here);
        return here;
    }

    /** Boots anew: what was done to the guest is forgotten, what it says is said again. */
    public void restart() throws InterruptedException {
        boot.close();
        inputs.clear();
        keys.ifPresent(TypedKeys::clear);
        timeline.clear();
        events.again();
        serial.again();
        boot = start();
        await();
    }

    /** Ends the boot wherever it is; if its end has not been told of yet, this is it. */
    @Override
    public void close() {
        if (hasEnded) {
            boot.close();
        } else {
            boot.end();
        }
    }
}
