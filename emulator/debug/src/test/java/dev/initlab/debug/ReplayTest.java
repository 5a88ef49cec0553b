package dev.initlab.debug;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import dev.initlab.kernel.console.KeySource;
import dev.initlab.machine.DebugRegister;
import dev.initlab.machine.Vcpu;
import dev.initlab.trace.Event;
import dev.initlab.trace.EventLog;
import dev.initlab.trace.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What came from outside comes again: a boot that was gone back in tells the same story. */
class ReplayTest {
    private static final String EAGAIN = "result=-11";

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "arm64", "arm"})
    void aVariableThatWasSetIsSetAgain(String arch) throws InterruptedException {
        EventLog straight = new EventLog();
        EventLog withWayBack = new EventLog();
        for (EventLog log : List.of(straight, withWayBack)) {
            try (Session session = begin(arch, log)) {
                stopAt(session, "misc_init");
                // Where class_register() wants something.
                long list = symbol(session, "classes");
                int size = session.vcpu().isa().wordSize();
                session.change(vcpu -> vcpu.memory().write(list, new byte[size]));
                if (log == withWayBack) {
                    step(session);
                    session.reverseStep();
                    session.reverseStep();
                    assertThat(session.vcpu().memory().read(list, size)).as("before it was set").isNotEqualTo(new byte[size]);
                }
                end(session);
            }
        }
        assertThat(story(withWayBack)).isEqualTo(story(straight));
        assertThat(story(straight)).anyMatch(e -> e.contains("misc_init") && e.contains(EAGAIN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "arm64", "arm"})
    void aRegisterThatWasSetIsSetAgain(String arch) throws InterruptedException {
        EventLog straight = new EventLog();
        EventLog withWayBack = new EventLog();
        for (EventLog log : List.of(straight, withWayBack)) {
            try (Session session = begin(arch, log)) {
                stopAt(session, "class_register");
                DebugRegister argument = session.vcpu().isa().debugRegisters().stream()
                        .filter(r -> r.name().matches("rdi|x0|r0")).findFirst().orElseThrow();
                session.change(vcpu -> vcpu.write(argument, new byte[argument.bytes()])); // class_register(NULL)
                if (log == withWayBack) {
                    step(session);
                    session.reverseStep();
                    session.reverseStep();
                }
                end(session);
            }
        }
        assertThat(story(withWayBack)).isEqualTo(story(straight));
        assertThat(straight.events(Event.Fault.class)).isNotEmpty();
    }

    /** A boot that is not typed to again would wait for ever on the way back. */
    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "arm64", "arm"})
    @Timeout(60)
    void whatWasTypedIsTypedAgain(String arch) throws InterruptedException, IOException {
        EventLog log = new EventLog();
        PipedOutputStream typing = new PipedOutputStream();
        try (Session session = new Session(DebugImages.config(arch, log).withCommandLine("-- shell")
                .withKeys(new PipedInputStream(typing)))) {
            assertThat(session.await()).isInstanceOf(DebuggedBoot.Report.Stopped.class);
            session.go(Going.on());
            typing.write("cat /proc/cmdline\n".getBytes(StandardCharsets.US_ASCII));
            typing.flush();
            while (log.events(Event.ProcessExited.class).stream().noneMatch(e -> e.path().equals("/bin/cat"))) {
                Thread.sleep(2); // it ends, and the shell waits for more
            }
            session.interrupt();
            Stop idle = ((DebuggedBoot.Report.Stopped) session.await()).stop();
            assertThat(idle.reason()).isInstanceOf(Stop.Reason.Interrupted.class);
            List<String> first = story(log);
            List<String> registers = registers(session);

            assertThat(session.reverseStep().position()).isLessThan(idle.position());
            session.rules().addBreakpoint(session.boot().control().image().symbol("misc_init").orElseThrow(), false);
            assertThat(session.reverseContinue().reason()).isInstanceOf(Stop.Reason.Breakpoint.class);
            session.rules().clear();
            session.goOn(Going.upTo(idle.position())); // never there, if what was typed is not typed again
            assertThat(session.await(TimeUnit.SECONDS.toMillis(30))).hasValueSatisfying(report ->
                    assertThat(((DebuggedBoot.Report.Stopped) report).stop().position()).isEqualTo(idle.position()));
            assertThat(registers(session)).isEqualTo(registers);
            typing.write("exit\n".getBytes(StandardCharsets.US_ASCII));
            typing.close();
            assertThat(end(session)).isZero();
            assertThat(story(log).subList(0, first.size())).isEqualTo(first);
        }
    }

    /** The past is changed: the sinks get the new story from there on, and the timeline is the new one's. */
    @Test
    void aChangedPastIsToldAsItIs() throws InterruptedException {
        EventLog log = new EventLog();
        try (Session session = begin("x86_64", log)) {
            stopAt(session, "rtc_init");
            stopAt(session, "deferred_run");
            int told = log.events().size();
            assertThat(log.events(Event.InitcallReturned.class)).anyMatch(e -> e.initcall().symbol().equals("rtc_init"));
            session.rules().addBreakpoint(symbol(session, "rtc_init"), false);
            session.reverseContinue();
            session.rules().clear();
            long sequence = log.events(Event.InitcallStarted.class).stream()
                    .filter(e -> e.initcall().symbol().equals("rtc_init")).findFirst().orElseThrow().at().sequence();
            session.change(vcpu -> returnAtOnce(vcpu, -5));
            assertThat(session.timeline().until(Long.MAX_VALUE)).noneMatch(m -> m.event().at().sequence() > sequence);
            assertThat(end(session)).isZero();
            List<Event> after = log.events().subList(told, log.events().size());
            assertThat(after.getFirst().at().sequence()).isEqualTo(sequence + 1);
            assertThat(after).filteredOn(e -> e instanceof Event.InitcallReturned r && r.initcall().symbol().equals("rtc_init"))
                    .singleElement().satisfies(e -> assertThat(((Event.InitcallReturned) e).result()).isEqualTo(-5));
            assertThat(after.getLast()).isInstanceOf(Event.BootEnded.class);
            assertThat(session.timeline().until(Long.MAX_VALUE)).filteredOn(m -> m.event() instanceof Event.InitcallReturned r
                    && r.initcall().symbol().equals("rtc_init")).hasSize(1);
        }
    }

    /** x86-64: what {@code ret} does. */
    private static void returnAtOnce(Vcpu vcpu, int result) {
        long sp = vcpu.sp();
        vcpu.pc(vcpu.memory().word(sp, 8));
        vcpu.sp(sp + 8);
        vcpu.register(vcpu.isa().result(), result);
    }

    @Test
    void aBootThatIsKilledSaysSo() throws InterruptedException {
        EventLog log = new EventLog();
        try (Session session = begin("x86_64", log)) {
            stopAt(session, "misc_init");
        }
        assertThat(log.events().getLast()).isInstanceOfSatisfying(Event.BootEnded.class,
                e -> assertThat(e.outcome()).isEqualTo(Outcome.STOPPED));
        EventLog ended = new EventLog();
        try (Session session = begin("x86_64", ended)) {
            assertThat(end(session)).isZero();
        }
        assertThat(ended.events(Event.BootEnded.class)).as("one end is enough").hasSize(1);
    }

    @Test
    void whatWasTypedLaterIsForgottenWhenThePastIsChanged() {
        ArrayDeque<byte[]> typed = new ArrayDeque<>(List.of(bytes("a"), bytes(""), bytes("b"), bytes("c")));
        TypedKeys keys = new TypedKeys(new KeySource() {
            @Override
            public Optional<byte[]> take() {
                return Optional.ofNullable(typed.poll());
            }

            @Override
            public boolean await(long millis) {
                return true;
            }
        });
        TypedKeys.Replay first = keys.replay(() -> { });
        assertThat(look(first, 3)).containsExactly("a", "", "b");
        TypedKeys.Replay second = keys.replay(() -> { });
        assertThat(look(second, 2)).containsExactly("a", "");
        second.forgetFuture();
        assertThat(look(second, 3)).containsExactly("c", "end", "end");
        assertThat(look(keys.replay(() -> { }), 4)).containsExactly("a", "", "c", "end");
    }

    private static List<String> look(KeySource keys, int times) {
        return IntStream.range(0, times).mapToObj(i -> keys.take()
                .map(k -> new String(k, StandardCharsets.US_ASCII)).orElse("end")).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Session begin(String arch, EventLog log) throws InterruptedException {
        Session session = new Session(DebugImages.config(arch, log));
        session.await();
        return session;
    }

    private static List<String> registers(Session session) {
        return session.vcpu().isa().debugRegisters().stream()
                .map(r -> r.name() + session.vcpu().read(r).map(Arrays::toString).orElse("")).toList();
    }

    private static long symbol(Session session, String name) {
        return session.boot().control().image().symbol(name).orElseThrow();
    }

    private static void stopAt(Session session, String function) throws InterruptedException {
        session.rules().addBreakpoint(symbol(session, function), false);
        session.go(Going.on());
        assertThat(session.await()).isInstanceOf(DebuggedBoot.Report.Stopped.class);
        session.rules().clear();
    }

    private static void step(Session session) throws InterruptedException {
        session.go(Going.step(session.boot().control().current().pid()));
        session.await();
    }

    private static int end(Session session) throws InterruptedException {
        session.go(Going.on());
        return ((DebuggedBoot.Report.Ended) session.await()).result().exitStatus();
    }

    /** The events without the host's time. */
    private static List<String> story(EventLog log) {
        return log.events().stream().map(e -> e.at().sequence() + " " + e.at().time() + " "
                + e.toString().replaceFirst("at=Stamp\\[[^]]*\\]", "").replaceFirst("hostDuration=\\d+", "")).toList();
    }
}
