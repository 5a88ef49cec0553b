package dev.initlab.kernel.boot;

import java.util.List;

import dev.initlab.kernel.printk.ConsoleLogLevel;
import dev.initlab.trace.Event;
import dev.initlab.trace.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code initlab boot} does when it is given nothing. */
class DefaultBootTest {

    @Test
    void bootsToItsEnd() {
        GuestBoot boot = GuestBoot.boot(GuestBoot.config(TestImages.X86_64));
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

    @ParameterizedTest
    @EnumSource
    void freesWhatNmSaysIsInitMemory(TestImages images) {
        List<Toolchain.NmSymbol> symbols = Toolchain.nm(images.vmlinux());
        long kilobytes = ExpectedInitcalls.address(symbols, "__init_end")
                - ExpectedInitcalls.address(symbols, "__init_begin") >> 10;
        GuestBoot boot = GuestBoot.boot(GuestBoot.config(images.vmlinux()));
        assertThat(kilobytes).isPositive();
        assertThat(boot.log()).contains("Freeing unused kernel image (initmem) memory: " + kilobytes + "K");
        assertThat(boot.events().events(Event.InitMemoryFreed.class)).singleElement()
                .extracting(Event.InitMemoryFreed::kilobytes).isEqualTo(kilobytes);
    }

    @ParameterizedTest
    @EnumSource
    void theUartSendsWhatTheLogHoldsByteForByte(TestImages images) {
        GuestBoot boot = GuestBoot.boot(GuestBoot.config(images.vmlinux()).withCommandLine("initcall_debug"));
        assertThat(boot.result().log()).anyMatch(r -> r.level() >= ConsoleLogLevel.DEFAULT);
        assertThat(boot.uart()).isEqualTo(boot.asOnUart(r -> r.level() < ConsoleLogLevel.DEFAULT)).isNotEmpty();
    }

    @Test
    void modulesAndUserSpaceComeThroughTheUartToo() {
        GuestBoot boot = GuestBoot.boot(GuestBoot.config(TestImages.X86_64));
        assertThat(boot.uart()).isEqualTo(boot.asOnUart(r -> r.level() < ConsoleLogLevel.DEFAULT));
        assertThat(boot.uartText()).contains("Hello, world (who=world)\r\n");
    }

    @Test
    void quietShowsWarningsOnlyAndLogsAll() {
        GuestBoot loud = GuestBoot.boot(GuestBoot.config(TestImages.X86_64));
        GuestBoot quiet = GuestBoot.boot(GuestBoot.config(TestImages.X86_64).withCommandLine("quiet"));
        assertThat(quiet.uart()).isEqualTo(quiet.asOnUart(r -> r.level() < ConsoleLogLevel.QUIET));
        assertThat(quiet.uart().length).isLessThan(loud.uart().length);
        assertThat(quiet.log()).hasSameSizeAs(loud.log());
    }
}
