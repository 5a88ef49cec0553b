package dev.initlab.kernel.boot;

import java.util.List;

import dev.initlab.kernel.printk.ConsoleLogLevel;
import dev.initlab.trace.Event;
import dev.initlab.trace.Outcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code initlab boot} does when it is given nothing. */
@OnEachArchitecture
class DefaultBootTest {
    private final TestImages images;

    DefaultBootTest(TestImages images) {
        this.images = images;
    }

    @Test
    void bootsToItsEnd() {
        GuestBoot boot = GuestBoot.boot(GuestBoot.config(images));
        assertThat(boot.result().outcome()).isEqualTo(Outcome.POWER_OFF);
        assertThat(boot.result().exitStatus()).isZero();
        assertThat(boot.result().reason()).isEmpty();
        assertThat(boot.log().getFirst()).startsWith("Linux version 6.1.0-initlab ");
        assertThat(boot.log()).containsSubsequence(
                "Kernel command line: ",
                "Run /init as init process",
                "hello: loading out-of-tree module taints kernel.",
                "Hello, world (who=world)",
                "consumer: 40 + 2 = 42",
                "Goodbye, world (who=world)",
                "reboot: Power down");
        assertThat(boot.events().last(Event.BootEnded.class)).get()
                .extracting(Event.BootEnded::outcome, Event.BootEnded::status).containsExactly(Outcome.POWER_OFF, 0);
    }

    @Test
    void freesWhatNmSaysIsInitMemory() {
        List<Toolchain.NmSymbol> symbols = Toolchain.nm(images.vmlinux());
        long kilobytes = ExpectedInitcalls.address(symbols, "__init_end")
                - ExpectedInitcalls.address(symbols, "__init_begin") >> 10;
        GuestBoot boot = GuestBoot.boot(GuestBoot.config(images.vmlinux()));
        assertThat(kilobytes).isPositive();
        assertThat(boot.log()).contains("Freeing %s memory: %dK".formatted(images.freed(), kilobytes));
        assertThat(boot.events().events(Event.InitMemoryFreed.class)).singleElement()
                .extracting(Event.InitMemoryFreed::kilobytes).isEqualTo(kilobytes);
    }

    @Test
    void theUartSendsWhatTheLogHoldsByteForByte() {
        GuestBoot boot = GuestBoot.boot(GuestBoot.config(images.vmlinux()).withCommandLine("initcall_debug"));
        assertThat(boot.result().log()).anyMatch(r -> r.level() >= ConsoleLogLevel.DEFAULT);
        assertThat(boot.uart()).isEqualTo(boot.asOnUart(r -> r.level() < ConsoleLogLevel.DEFAULT)).isNotEmpty();
    }

    @Test
    void modulesAndUserSpaceComeThroughTheUartToo() {
        GuestBoot boot = GuestBoot.boot(GuestBoot.config(images));
        assertThat(boot.uart()).isEqualTo(boot.asOnUart(r -> r.level() < ConsoleLogLevel.DEFAULT));
        assertThat(boot.uartText()).contains("Hello, world (who=world)\r\n");
    }

    @Test
    void quietShowsWarningsOnlyAndLogsAll() {
        GuestBoot loud = GuestBoot.boot(GuestBoot.config(images));
        GuestBoot quiet = GuestBoot.boot(GuestBoot.config(images).withCommandLine("quiet"));
        assertThat(quiet.uart()).isEqualTo(quiet.asOnUart(r -> r.level() < ConsoleLogLevel.QUIET));
        assertThat(quiet.uart().length).isLessThan(loud.uart().length);
        assertThat(quiet.log()).hasSameSizeAs(loud.log());
    }
}
