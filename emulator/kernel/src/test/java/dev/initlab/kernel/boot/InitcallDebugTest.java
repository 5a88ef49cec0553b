package dev.initlab.kernel.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import dev.initlab.kernel.init.InitcallSequence;
import dev.initlab.trace.Event;
import dev.initlab.trace.Initcall;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** {@code initcall_debug ignore_loglevel}, against what {@code llvm-nm} says of the image. */
@OnEachArchitecture
class InitcallDebugTest {
    private final TestImages images;

    InitcallDebugTest(TestImages images) {
        this.images = images;
    }
    private static final String DEBUG = "initcall_debug ignore_loglevel";
    private static final Pattern RETURNED = Pattern.compile("initcall (\\S+) returned (-?\\d+) after (\\d+) usecs");

    @Test
    void everyEntryIsCalledInTheTablesOrder() {
        List<ExpectedInitcalls.Entry> expected = ExpectedInitcalls.of(images.vmlinux()).entries();
        assertThat(expected).hasSizeGreaterThan(30);
        GuestBoot boot = GuestBoot.boot(GuestBoot.config(images.vmlinux()).withCommandLine(DEBUG));

        assertThat(boot.log().stream().filter(line -> line.startsWith("calling  ")).toList()).isEqualTo(
                expected.stream().map(e -> "calling  %s @ %d".formatted(e.withOffset(), e.pid())).toList());
        assertThat(returned(boot.log())).isEqualTo(
                expected.stream().map(ExpectedInitcalls.Entry::withOffset).toList());
        assertThat(boot.events().events(Event.InitcallStarted.class))
                .extracting(e -> e.initcall().symbol(), Event.InitcallStarted::pid)
                .isEqualTo(expected.stream().map(e -> tuple(e.function(), e.pid())).toList());
        assertThat(boot.uart()).isEqualTo(boot.asOnUart(r -> true));
    }

    /** The other sequence: the tables as they lie in the image, all by pid 1. */
    @Test
    void orderOfTheLayout() {
        List<String> linux = ExpectedInitcalls.of(images.vmlinux()).entries().stream()
                .map(ExpectedInitcalls.Entry::function).toList();
        int early = (int) ExpectedInitcalls.of(images.vmlinux()).entries().stream().filter(e -> e.pid() == 0).count();
        List<String> layout = new ArrayList<>(linux.subList(early, linux.size()));
        layout.addAll(linux.subList(0, early));
        GuestBoot boot = GuestBoot.boot(GuestBoot.config(images.vmlinux()).withSequence(InitcallSequence.LAYOUT));
        assertThat(boot.initcalls()).isEqualTo(layout);
        assertThat(boot.events().events(Event.InitcallStarted.class)).allMatch(e -> e.pid() == 1);
        assertThat(boot.uart()).isEqualTo(boot.asOnUart(r -> r.level() < 7)); // the console shows what came before
    }

    @Test
    void theLinesSayWhatTheEventsSay() {
        GuestBoot boot = GuestBoot.boot(GuestBoot.config(images.vmlinux()).withCommandLine(DEBUG));
        List<String> results = boot.log().stream().map(RETURNED::matcher).filter(m -> m.matches())
                .map(m -> m.group(2) + " " + m.group(3)).toList();
        assertThat(results).isEqualTo(boot.events().events(Event.InitcallReturned.class).stream()
                .map(e -> e.result() + " " + e.duration() / 1000).toList());
        assertThat(results).anyMatch(r -> r.startsWith("-19 ")); // absent_init refuses
    }

    /** Measured on Linux 6.1: the static name, not its alias; the size is up to the end of the init region. */
    @Test
    void modulesAreInitcallsToo() {
        assertThat(Toolchain.nm(images.module("hello"))).extracting(Toolchain.NmSymbol::name)
                .contains("init_module", "hello_init");
        GuestBoot boot = GuestBoot.boot(GuestBoot.config(images).withCommandLine(DEBUG));
        Event.InitcallStarted started = boot.events().events(Event.InitcallStarted.class).stream()
                .filter(e -> e.initcall() instanceof Initcall.ModuleInit m && m.module().equals("hello"))
                .findFirst().orElseThrow();
        assertThat(started.initcall().symbol()).isEqualTo("hello_init");
        String function = "hello_init+0x0/0x%x [hello]".formatted(0x1000 - images.initPlt());
        assertThat(boot.log()).containsSubsequence(
                "calling  %s @ %d".formatted(function, started.pid()), "Hello, world (who=world)");
        assertThat(boot.log()).anyMatch(line -> line.matches(
                "initcall " + Pattern.quote(function) + " returned 0 after \\d+ usecs"));
    }

    @Test
    void withoutItNothingIsPrinted() {
        GuestBoot boot = GuestBoot.boot(GuestBoot.config(images));
        assertThat(boot.log()).noneMatch(line -> line.startsWith("calling ") || line.startsWith("initcall "));
    }

    /** The functions of the second lines; each must stand behind its first line. */
    private static List<String> returned(List<String> log) {
        List<String> open = new ArrayList<>();
        List<String> returned = new ArrayList<>();
        for (String line : log) {
            if (line.startsWith("calling  ")) {
                open.add(line.split(" +")[1]);
            } else if (RETURNED.matcher(line).matches()) {
                String function = line.split(" ")[1];
                assertThat(open.removeLast()).isEqualTo(function);
                returned.add(function);
            }
        }
        assertThat(open).isEmpty();
        return returned;
    }
}
