package dev.initlab.suite.junit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

import dev.initlab.kernel.BootConfig;
import dev.initlab.kernel.BootResult;
import dev.initlab.kernel.Kernel;
import dev.initlab.suite.BootImage;
import dev.initlab.suite.BootStory;
import dev.initlab.suite.NamePattern;
import dev.initlab.suite.NearestNames;
import dev.initlab.trace.Event;
import dev.initlab.trace.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * A boot under way, that a test drives.
 *
 * <p>It runs in a thread of its own and is parked whenever the test is: in the middle of a {@code runTo…} it goes
 * on to the event that is asked for and waits there, before whatever the event announces. Virtual time stands
 * still meanwhile; the host's goes on, and ends the boot when its timeout is over. One thread may use it.
 *
 * <p>Somebody sits at the console: a program that reads it waits until something is typed, or the boot is to be
 * finished.
 */
public final class LiveBoot implements AutoCloseable {
    private final BootImage image;
    private final String commandLine;
    private final Thread thread;
    private final TypedKeys keys = new TypedKeys();
    private final List<Event> events = new ArrayList<>();
    // All below is guarded by this.
    private Predicate<Event> stopAt = _ -> true;
    private boolean parked;
    private boolean released;
    private @Nullable BootResult result;
    private @Nullable Throwable failure;

    private LiveBoot(BootImage image, BootConfig config) {
        this.image = image;
        this.commandLine = config.commandLine();
        thread = Thread.ofPlatform().daemon().name("initlab boot").unstarted(() -> run(config.withSink(this::take).withKeys(keys)));
    }

    /**
     * Begins a boot and parks it before anything ran.
     *
     * @param config how it is booted; its image must be {@code image}'s kernel
     */
    static LiveBoot start(BootImage image, BootConfig config) {
        LiveBoot live = new LiveBoot(image, config);
        live.thread.start();
        live.await();
        return live;
    }

    /**
     * Goes on until a level is entered, {@code device}: its parameters and initcalls come next.
     *
     * @throws AssertionError if the boot ends before
     */
    public LiveBoot runToLevel(String level) {
        runTo("level " + level, e -> e instanceof Event.LevelEntered entered && entered.level().equals(level));
        return this;
    }

    /**
     * Goes on until an initcall, or a module's init function, is about to be called.
     *
     * @param name {@code function} or {@code module:function}; may have wildcards
     * @throws AssertionError if the boot ends before
     */
    public LiveBoot runToInitcall(String name) {
        NamePattern pattern = NamePattern.of(name);
        Predicate<Event> starts = e -> e instanceof Event.InitcallStarted s && pattern.matches(s.initcall());
        Optional<String> ended = goOnTo(starts);
        if (ended.isPresent()) {
            throw new AssertionError("the boot ended before it called " + name + ": " + ended.get() + "."
                    + NearestNames.offer(name, soFar().knownNames()));
        }
        return this;
    }

    /**
     * Goes on until an event.
     *
     * @param what how messages call it
     * @throws AssertionError if the boot ends before
     */
    public LiveBoot runTo(String what, Predicate<Event> event) {
        goOnTo(event).ifPresent(how -> {
            throw new AssertionError("the boot ended before " + what + ": " + how);
        });
        return this;
    }

    /**
     * Types a line, for the shell or whoever reads the console: {@code insmod /lib/modules/chardev.ko} plugs in a
     * module. It is read when the boot goes on.
     */
    public LiveBoot type(String line) {
        keys.type(line + "\n");
        return this;
    }

    /** Whether the boot has ended. */
    public synchronized boolean isOver() {
        return result != null || failure != null;
    }

    /** What has happened so far: all events, and the initcalls called until now. */
    public synchronized BootStory soFar() {
        // While it runs there is no result: an empty log, and an outcome that says that it was stopped.
        return BootStory.of(image, commandLine, Optional.ofNullable(result).orElseGet(() -> new BootResult(
                Outcome.STOPPED, "under way", List.of(), List.of())), List.copyOf(events));
    }

    /** Goes on to the end; nothing more is typed. */
    public BootStory finish() {
        keys.hangUp();
        goOnTo(_ -> false);
        return soFar();
    }

    /** Stops the boot, wherever it is. */
    @Override
    public void close() {
        synchronized (this) {
            released = true;
            notifyAll();
        }
        keys.hangUp();
        thread.interrupt(); // Kernel.boot stops the guest then
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** How it ended, if it did so before the event. */
    private Optional<String> goOnTo(Predicate<Event> event) {
        synchronized (this) {
            stopAt = event;
            parked = false;
            notifyAll();
        }
        await();
        synchronized (this) {
            return result == null ? Optional.empty()
                    : Optional.of(result.outcome() + (result.reason().isEmpty() ? "" : ", " + result.reason()));
        }
    }

    private void run(BootConfig config) {
        try {
            BootResult ended = Kernel.boot(config);
            synchronized (this) {
                result = ended;
                notifyAll();
            }
        } catch (Throwable e) { // whatever it is, the test must see it
            synchronized (this) {
                failure = e;
                notifyAll();
            }
        }
    }

    /** On the boot's own thread. */
    private synchronized void take(Event event) {
        events.add(event);
        parked = !released && stopAt.test(event);
        notifyAll();
        while (parked && !released) {
            try {
                wait();
            } catch (InterruptedException e) {
                released = true;
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits until the boot is parked or over. */
    private synchronized void await() {
        try {
            while (!parked && !isOver()) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the guest ran", e);
        }
        switch (failure) {
            case null -> {
            }
            case RuntimeException e -> throw e;
            default -> throw new IllegalStateException("the boot failed", Objects.requireNonNull(failure));
        }
    }
}
