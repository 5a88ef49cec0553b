package dev.initlab.debug;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import dev.initlab.kernel.BootConfig;
import dev.initlab.kernel.BootControl;
import dev.initlab.kernel.BootResult;
import dev.initlab.kernel.Kernel;
import dev.initlab.machine.Access;
import dev.initlab.machine.ExecutionObserver;
import dev.initlab.machine.GuestMemory;
import dev.initlab.machine.Mmu;
import dev.initlab.machine.Protection;
import dev.initlab.machine.Vcpu;
import dev.initlab.trace.Event;
import dev.initlab.trace.EventSink;
import dev.initlab.trace.ModuleState;
import org.jspecify.annotations.Nullable;

/**
 * One boot that can be stopped before any instruction.
 *
 * <p>It runs in threads of its own. Whoever holds it tells it to {@link #go} and then waits for its
 * {@link #report}; while the guest stands, its registers and memory are the holder's to look at and to change.
 */
public final class DebuggedBoot implements ExecutionObserver, AutoCloseable {
    private static final long UNKNOWN = -1;

    private final StopRules rules;
    private final Inputs inputs;
    private final Timeline timeline;
    private final Optional<TypedKeys.Replay> keys;
    private final Runnable onOtherFuture;
    private final Thread thread;
    private final LinkedBlockingQueue<Report> reports = new LinkedBlockingQueue<>();
    private final Semaphore go = new Semaphore(0);
    private volatile @Nullable BootControl control;
    private volatile boolean interrupted;
    private volatile boolean closed;
    private volatile boolean isLast;
    private volatile Going going = Going.on();
    private boolean atBeginning = true;
    private long nextInput;
    private volatile long lastEvent;
    private String happened = "";
    private boolean modulesChanged;
    private OptionalLong servedSystemCall = OptionalLong.empty();
    /** What watched memory held when it was last written by the guest. */
    private final Map<Watch, byte[]> values = new LinkedHashMap<>();
    private long instruction;
    private volatile long previous = UNKNOWN;
    /** Whether code has run that was not looked at one instruction after the other. */
    private boolean unseen;
    private volatile Predicate<Stop> judge = stop -> true;

    /** What becomes of a boot that was told to go. */
    public sealed interface Report {
        record Stopped(Stop stop) implements Report {
        }

        record Ended(BootResult result) implements Report {
        }

        /** The kernel model failed, or the image cannot be booted. */
        record Failed(Throwable cause) implements Report {
        }
    }

    /**
     * Begins a boot, which stands before its first instruction when it reports.
     *
     * @param config   without an observer; {@code sinks} are the holder's
     * @param inputs   what is done to the guest on its way
     * @param timeline where it is written down what happened when
     * @param typed    what is typed, if anybody does; not the configuration's
     * @param onOtherFuture what else there is to do when the guest was changed
     */
    DebuggedBoot(BootConfig config, StopRules rules, Inputs inputs, Timeline timeline, Optional<TypedKeys> typed,
            Runnable onOtherFuture) {
        this.onOtherFuture = onOtherFuture;
        this.rules = rules;
        this.inputs = inputs;
        this.timeline = timeline;
        keys = typed.map(t -> t.replay(this::waiting));
        nextInput = inputs.after(-1);
        // What a boot says because it is closed is nobody's business, but for the last word of the last one.
        List<EventSink> open = config.sinks().stream().<EventSink>map(sink -> event -> {
            if (!closed || isLast && event instanceof Event.BootEnded) {
                sink.accept(event);
            }
        }).toList();
        BootConfig observed = config.withSinks(open).withSink(this::happened).withObserver(this::ready);
        BootConfig typedTo = keys.map(observed::withKeys).orElse(observed);
        thread = Thread.ofPlatform().name("initlab-boot").daemon().start(() -> run(typedTo));
    }

    /** The boot's kernel; the boot stands. */
    public BootControl control() {
        return Objects.requireNonNull(control);
    }

    public Vcpu vcpu() {
        return control().vcpu();
    }

    /** Lets the guest run; it stands. */
    public void go(Going how) {
        go(how, stop -> true);
    }

    /**
     * The same, with somebody who says which stop is one.
     *
     * @param which called by the thread that runs the guest
     */
    void go(Going how, Predicate<Stop> which) {
        going = how;
        judge = which;
        armWatches();
        go.release();
    }

    /**
     * Position of the instruction that ran before the one the guest stands at: known after going to a goal that is
     * not the beginning of a block, and after a step.
     */
    OptionalLong previous() {
        return previous == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(previous);
    }

    /** Waits for what becomes of it. */
    public Report report() throws InterruptedException {
        return reports.take();
    }

    /** What became of it, if it is known yet. */
    public @Nullable Report poll(long millis) throws InterruptedException {
        return reports.poll(millis, TimeUnit.MILLISECONDS);
    }

    /** Stops the guest before the next instruction, from any thread. */
    public void interrupt() {
        interrupted = true;
    }

    /** Ends the boot wherever it is, and its story with it. */
    void end() {
        forgetFuture();
        isLast = true;
        close();
    }

    /** Ends the boot wherever it is, and waits until nothing of it runs any more. */
    @Override
    public void close() {
        closed = true;
        boolean was = false;
        while (thread.isAlive()) {
            BootControl known = control;
            if (known != null) {
                known.end();
            }
            go.release();
            try {
                thread.join(2);
            } catch (InterruptedException e) {
                was = true;
            }
        }
        if (was) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(BootConfig config) {
        Report report;
        try {
            report = new Report.Ended(Kernel.boot(config));
        } catch (InterruptedException | RuntimeException | Error e) {
            report = new Report.Failed(e);
        }
        reports.add(report);
    }

    private void ready(BootControl boot) {
        control = boot;
        boot.vcpu().observe(this);
    }

    @Override
    public boolean wants(long address, int size) {
        boolean wanted = !closed && isWanted(address, size);
        unseen |= !wanted;
        return wanted;
    }

    private boolean isWanted(long address, int size) {
        Going how = going;
        return atBeginning || interrupted || written() != null || modulesChanged || !happened.isEmpty()
                || servedSystemCall.isPresent()
                || how.stepping().isPresent() && how.steps(control().current().pid())
                || Math.min(how.goal(), nextInput) <= vcpu().work() + size
                || !how.quiet() && rules.anyIn(address, size);
    }

    @Override
    public void beforeInstruction() {
        if (closed) {
            return;
        }
        previous = unseen ? UNKNOWN : instruction;
        unseen = false;
        instruction = vcpu().position();
        if (atBeginning) {
            atBeginning = false;
            stop(new Stop.Reason.Beginning(false));
        } else {
            if (instruction >= nextInput) {
                inputs.apply(instruction, vcpu());
            }
            Stop.Reason reason = reason();
            if (reason != null && judge.test(here(reason))) {
                stop(reason);
            }
        }
        nextInput = inputs.after(instruction); // what was done while it stood was done
    }

    /** The guest waits for a key: it runs no instruction, so this is where it can be stopped. */
    private void waiting() {
        boolean arrived = going.goal() <= vcpu().position();
        if (closed || !arrived && !interrupted) {
            return;
        }
        Stop.Reason reason = arrived ? new Stop.Reason.Arrived() : new Stop.Reason.Interrupted();
        if (judge.test(here(reason))) {
            long before = previous;
            previous = unseen ? UNKNOWN : instruction;
            stop(reason);
            previous = before;
        }
    }

    /** The guest was changed: what was typed later than now and what was to happen is no more. */
    void forgetFuture() {
        keys.ifPresent(TypedKeys.Replay::forgetFuture);
        timeline.forgetAfter(lastEvent);
        onOtherFuture.run();
    }

    /** A place of its own, but not a position: nobody goes there by position. */
    @Override
    public void returned() {
        Going how = going;
        if (closed || how.quiet()) {
            return;
        }
        long pc = vcpu().pc();
        Stop.Reason reason = rules.breaksAt(pc, vcpu()) ? new Stop.Reason.Breakpoint(rules.isHardware(pc))
                : how.steps(control().current().pid()) && !how.stays(pc) ? new Stop.Reason.Stepped() : null;
        if (reason != null && judge.test(here(reason))) {
            stop(reason);
        }
    }

    /** A place of its own, too. */
    @Override
    public void systemCall(long number) {
        if (closed || going.quiet() || !rules.stopsAtSystemCall(number)) {
            return;
        }
        Stop.Reason reason = new Stop.Reason.SystemCall(number, false);
        if (judge.test(here(reason))) {
            stop(reason);
        }
    }

    private Stop.@Nullable Reason reason() {
        long pc = vcpu().pc();
        Going how = going;
        if (how.quiet()) {
            modulesChanged = false;
            happened = "";
            servedSystemCall = OptionalLong.empty();
            return instruction >= how.goal() ? new Stop.Reason.Arrived() : null;
        }
        if (modulesChanged) {
            modulesChanged = false;
            return new Stop.Reason.ModulesChanged();
        }
        if (!happened.isEmpty()) {
            String what = happened;
            happened = "";
            return new Stop.Reason.Happened(what);
        }
        if (servedSystemCall.isPresent()) {
            Stop.Reason served = new Stop.Reason.SystemCall(servedSystemCall.getAsLong(), true);
            servedSystemCall = OptionalLong.empty();
            return served;
        }
        Watch changed = written();
        if (changed != null) {
            values.put(changed, value(changed));
            return new Stop.Reason.Watchpoint(changed.address(), changed.accesses(), instruction);
        }
        if (rules.breaksAt(pc, vcpu())) {
            return new Stop.Reason.Breakpoint(rules.isHardware(pc));
        }
        if (instruction >= how.goal()) {
            return new Stop.Reason.Arrived();
        }
        if (interrupted) {
            return new Stop.Reason.Interrupted();
        }
        if (how.steps(control().current().pid()) && !how.stays(pc)) {
            return new Stop.Reason.Stepped();
        }
        return null;
    }

    @Override
    public void accessed(List<DataAccess> accesses) {
        if (closed) {
            return;
        }
        values.replaceAll((watch, before) -> value(watch));
        for (Watch watch : rules.watches()) {
            if (accesses.stream().anyMatch(a -> uses(a, watch))) {
                Stop.Reason reason = new Stop.Reason.Watchpoint(watch.address(), watch.accesses(), instruction);
                if (judge.test(here(reason))) {
                    stop(reason);
                }
                return;
            }
        }
    }

    private boolean uses(DataAccess access, Watch watch) {
        int needed = access.access() == Access.WRITE ? Protection.WRITE : Protection.READ;
        if ((watch.accesses() & needed) == 0) {
            return false;
        }
        for (int i = 0; i < watch.length(); i++) {
            OptionalLong physical = vcpu().mmu().current().translate(watch.address() + i);
            if (physical.isPresent() && physical.getAsLong() >= access.physical()
                    && physical.getAsLong() < access.physical() + access.size()) {
                return true;
            }
        }
        return false;
    }

    /** Watched memory that has changed and that no instruction has written: the kernel model has. */
    private @Nullable Watch written() {
        for (Map.Entry<Watch, byte[]> known : values.entrySet()) {
            if (!Arrays.equals(known.getValue(), value(known.getKey()))) {
                return known.getKey();
            }
        }
        return null;
    }

    private byte[] value(Watch watch) {
        GuestMemory memory = vcpu().memory();
        return memory.isReadable(watch.address(), watch.length()) ? memory.read(watch.address(), watch.length())
                : new byte[0];
    }

    private void armWatches() {
        Mmu mmu = vcpu().mmu();
        mmu.unwatch();
        values.clear();
        if (going.quiet()) {
            return;
        }
        for (Watch watch : rules.watches()) {
            if ((watch.accesses() & Protection.WRITE) != 0) {
                values.put(watch, value(watch));
            }
        }
        watchFrames();
    }

    private void watchFrames() {
        Mmu mmu = vcpu().mmu();
        for (Watch watch : rules.watches()) {
            for (long at = watch.address(); at < watch.address() + watch.length(); at++) {
                mmu.current().translate(at).ifPresent(p -> mmu.watch(p, watch.accesses()));
            }
        }
    }

    private Stop here(Stop.Reason reason) {
        return new Stop(reason, control().current().pid(), vcpu().pc(), vcpu().position());
    }

    private void stop(Stop.Reason reason) {
        interrupted = false;
        rules.stopped();
        reports.add(new Report.Stopped(here(reason)));
        go.acquireUninterruptibly();
    }

    /** Called by the thread that holds the vCPU, between two instructions. */
    private void happened(Event event) {
        lastEvent = event.at().sequence();
        BootControl boot = control;
        if (boot == null || closed) {
            return;
        }
        timeline.add(boot.vcpu().position(), event);
        if (event instanceof Event.ModuleStateChanged(_, _, _, ModuleState to, _, _, _) && rules.modules()
                && to != ModuleState.UNFORMED && to != ModuleState.GOING) {
            modulesChanged = true;
        }
        if (!going.quiet() && event instanceof Event.ModuleStateChanged) {
            watchFrames(); // there may be pages now that were not there before
        }
        if (event instanceof Event.SystemCall call && call.result().isPresent() && rules.stopsAtSystemCall(call.number())) {
            servedSystemCall = OptionalLong.of(call.number());
        }
        String text = rules.judge(event);
        if (!text.isEmpty()) {
            happened = text;
        }
    }
}
