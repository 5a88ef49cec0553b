package dev.initlab.kernel.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import dev.initlab.trace.Event;
import dev.initlab.trace.Initcall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
        // clang lets the alias take the static function's place in the symbol table.
        assertThat(Toolchain.nm(TestImages.X86_64.module("hello"))).extracting(Toolchain.NmSymbol::name)
                .contains("init_module").doesNotContain("hello_init");
        GuestBoot boot = GuestBoot.boot(GuestBoot.config(TestImages.X86_64).withCommandLine(DEBUG));
        assertModuleLines(boot, "init_module+0x0/0x1000 [hello]");
    }

    /** Measured on Linux 6.1: the static name, not its alias; the size up to the end of the init region. */
    @Test
    void aModulesInitHasItsOwnName() {
        ImagePatch hello = ImagePatch.of(TestImages.X86_64.module("hello"));
        byte[] module = hello.localName("init_module", "hello_init", hello.nameLike("__addressable_init")).bytes();
        GuestBoot boot = new Initramfs().insmod("/hello.ko", module, "").boot(TestImages.X86_64, DEBUG);
        assertModuleLines(boot, "hello_init+0x0/0x1000 [hello]");
    }

    private static void assertModuleLines(GuestBoot boot, String function) {
        Event.InitcallStarted started = boot.events().events(Event.InitcallStarted.class).stream()
                .filter(e -> e.initcall() instanceof Initcall.ModuleInit m && m.module().equals("hello"))
                .findFirst().orElseThrow();
        assertThat(boot.log()).containsSubsequence(
                "calling  %s @ %d".formatted(function, started.pid()), "Hello, world (who=world)");
        assertThat(boot.log()).anyMatch(line -> line.matches(
                "initcall " + Pattern.quote(function) + " returned 0 after \\d+ usecs"));
        assertThat(function).startsWith(started.initcall().symbol() + "+");
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
