package dev.initlab.debug.rsp;

import java.util.HashSet;
import java.util.Set;

import dev.initlab.debug.Session;
import dev.initlab.debug.Stop;
import dev.initlab.debug.guest.GuestThread;
import dev.initlab.debug.guest.RegisterSet;
import dev.initlab.kernel.BootControl;

/** One debugger at the other end of a connection: what it has chosen and what it understands. */
final class Client {
    private final Session session;
    private final Console console;
    private final Set<String> understands = new HashSet<>();
    private int generalThread;
    private int stepThread;
    private boolean withSuffix;
    private ErrorStyle errors = ErrorStyle.NUMBER;
    private boolean detached;
    private boolean killed;

    /** Text the debugger shows its user. */
    @FunctionalInterface
    interface Console {
        void print(String text);
    }

    Client(Session session, Console console) {
        this.session = session;
        this.console = console;
    }

    Session session() {
        return session;
    }

    Console console() {
        return console;
    }

    /** The boot, which stands. */
    BootControl boot() {
        if (session.stop().isEmpty()) {
            throw running();
        }
        return session.boot().control();
    }

    /** The answer to who asks a guest that does not stand. */
    static PacketException running() {
        return new PacketException(PacketException.ESRCH, "the guest does not stand: the boot has ended");
    }

    RegisterSet registers() {
        return new RegisterSet(boot().image().architecture(), boot().vcpu().isa());
    }

    /** Notes a word of the debugger's {@code qSupported}. */
    void understands(String feature) {
        understands.add(feature);
    }

    boolean doesUnderstand(String feature) {
        return understands.contains(feature);
    }

    /** Whether thread numbers follow the arguments, as lldb does it. */
    boolean withSuffix() {
        return withSuffix;
    }

    void useSuffix() {
        withSuffix = true;
    }

    /** How errors are told. */
    ErrorStyle errors() {
        return errors;
    }

    void wantErrors(ErrorStyle style) {
        errors = style;
    }

    void chooseGeneral(int id) {
        generalThread = id;
    }

    void chooseStep(int id) {
        stepThread = id;
    }

    /** A stop makes the task that stopped the one that is meant. */
    void stoppedIn(Stop stop) {
        generalThread = stop.pid() + 1;
        stepThread = 0;
    }

    /** The thread registers and memory are asked of. */
    GuestThread thread() {
        return generalThread <= 0 ? current() : thread(generalThread);
    }

    /** The thread that holds the vCPU. */
    GuestThread current() {
        return new GuestThread(boot(), boot().current());
    }

    /** A thread by its number. */
    GuestThread thread(int id) {
        return boot().tasks().stream().filter(t -> t.pid() == id - 1).findFirst().map(t -> new GuestThread(boot(), t))
                .orElseThrow(() -> new PacketException(PacketException.ESRCH, "there is no thread " + id));
    }

    /** The task a step is for. */
    int stepPid() {
        return stepThread > 0 ? stepThread - 1 : boot().current().pid();
    }

    void detach() {
        detached = true;
    }

    void kill() {
        killed = true;
    }

    boolean isDetached() {
        return detached;
    }

    boolean isKilled() {
        return killed;
    }
}
