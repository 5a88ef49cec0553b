package dev.initlab.kernel.boot;

import java.util.List;

import dev.initlab.kernel.BootConfig;
import dev.initlab.trace.Event;
import dev.initlab.trace.Outcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The other architecture: the same kernel model on another CPU, another UART and another power switch. */
class Arm64BootTest {
    private static final String NO_INIT = "No working init found.  Try passing init= option to kernel. "
            + "See Linux Documentation/admin-guide/init.rst for guidance.";

    @Test
    void theMiniImageRunsItsInitcallsByLevel() {
        GuestBoot boot = GuestBoot.boot(GuestBoot.config(TestImages.ARM64.vmlinux("mini")));
        assertThat(boot.log()).containsSubsequence("mini: core", "mini: device", "mini: late");
        assertThat(boot.initcalls()).containsSubsequence("pl011_console_init", "mini_core", "mini_device",
                "mini_late");
        assertThat(boot.events().first(Event.BootStarted.class)).get().extracting(Event.BootStarted::architecture)
                .isEqualTo("arm64");
        assertEndsWithoutInit(boot);
    }

    @Test
    void theFullImageToo() {
        GuestBoot boot = GuestBoot.boot(GuestBoot.config(TestImages.ARM64.vmlinux()));
        assertThat(boot.log()).anyMatch(line -> line.startsWith("clockevents: set up"));
        assertEndsWithoutInit(boot);
    }

    @Test
    void itsLinesLeaveThroughThePl011() {
        GuestBoot boot = GuestBoot.boot(GuestBoot.config(TestImages.ARM64.vmlinux("mini")));
        assertThat(boot.uartText()).contains("printk: console [ttyAMA0] enabled\r\n").contains("mini: core\r\n");
        assertThat(boot.uartText()).doesNotContain("ttyS0");
    }

    @Test
    void anX86ImageWithoutInitEndsTheSameWay() {
        BootConfig config = GuestBoot.config(TestImages.X86_64.vmlinux());
        assertEndsWithoutInit(GuestBoot.boot(config));
    }

    /** After init memory was freed, and with every line on the UART. */
    private static void assertEndsWithoutInit(GuestBoot boot) {
        assertThat(boot.result().outcome()).isEqualTo(Outcome.PANIC);
        assertThat(boot.result().exitStatus()).isEqualTo(1);
        List<String> log = boot.log();
        int freed = indexOf(log, "Freeing unused kernel image (initmem) memory: ");
        assertThat(freed).isPositive().isLessThan(indexOf(log, "Kernel panic - not syncing: " + NO_INIT));
        assertThat(boot.events().first(Event.Panic.class)).get().extracting(Event.Panic::reason).isEqualTo(NO_INIT);
        assertThat(boot.uart()).isEqualTo(boot.asOnUart(r -> r.level() < 7));
    }

    private static int indexOf(List<String> log, String start) {
        for (int i = 0; i < log.size(); i++) {
            if (log.get(i).startsWith(start)) {
                return i;
            }
        }
        throw new AssertionError("no line begins with " + start);
    }
}
