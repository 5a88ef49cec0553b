package dev.initlab.kernel.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.initlab.trace.Event;
import dev.initlab.trace.Initcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** {@code initcall_debug ignore_loglevel}, against what {@code llvm-nm} says of the image. */
class InitcallDebugTest {
    private static final String DEBUG = "initcall_debug ignore_loglevel";
    private static final Pattern RETURNED = Pattern.compile("initcall (\\S+) returned (-?\\d+) after (\\d+) usecs");

    @ParameterizedTest
    @EnumSource
    void everyEntryIsCalledInTheTablesOrder(TestImages images) {
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

    @ParameterizedTest
    @EnumSource
    void theLinesSayWhatTheEventsSay(TestImages images) {
        GuestBoot boot = GuestBoot.boot(GuestBoot.config(images.vmlinux()).withCommandLine(DEBUG));
        List<String> results = boot.log().stream().map(RETURNED::matcher).filter(m -> m.matches())
                .map(m -> m.group(2) + " " + m.group(3)).toList();
        assertThat(results).isEqualTo(boot.events().events(Event.InitcallReturned.class).stream()
                .map(e -> e.result() + " " + e.duration() / 1000).toList());
        assertThat(results).anyMatch(r -> r.startsWith("-19 ")); // absent_init refuses
    }

    @Test
    void modulesAreInitcallsToo() {
        GuestBoot boot = GuestBoot.boot(GuestBoot.config(TestImages.X86_64).withCommandLine(DEBUG));
        int insmod = boot.events().events(Event.InitcallStarted.class).stream()
                .filter(e -> e.initcall() instanceof Initcall.ModuleInit m && m.module().equals("hello"))
                .findFirst().orElseThrow().pid();
        // The size is that of the region, not of the function (measured on Linux 6.1).
        assertThat(boot.log()).containsSubsequence(
                "calling  hello_init+0x0/0x1000 [hello] @ " + insmod,
                "Hello, world (who=world)");
        assertThat(boot.log()).anyMatch(line -> line.matches(
                "initcall hello_init\\+0x0/0x1000 \\[hello] returned 0 after \\d+ usecs"));
    }

    @Test
    void withoutItNothingIsPrinted() {
        GuestBoot boot = GuestBoot.boot(GuestBoot.config(TestImages.X86_64));
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
