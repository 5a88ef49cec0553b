package dev.initlab.kernel.boot;

import java.util.List;

import dev.initlab.trace.Event;
import dev.initlab.trace.Outcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A boot without an initramfs: everything up to the search for {@code /init}. */
@OnEachArchitecture
class NoInitTest {
    private static final String NO_INIT = "No working init found.  Try passing init= option to kernel. "
            + "See Linux Documentation/admin-guide/init.rst for guidance.";

    private final TestImages images;

    NoInitTest(TestImages images) {
        this.images = images;
    }

    @Test
    void endsInAPanicBehindTheInitcalls() {
        GuestBoot boot = GuestBoot.boot(GuestBoot.config(images.vmlinux()));
        assertThat(boot.log()).anyMatch(line -> line.startsWith("clockevents: set up"));
        assertThat(boot.events().first(Event.BootStarted.class)).get().extracting(Event.BootStarted::architecture)
                .isEqualTo(images.architecture());
        assertEndsWithoutInit(boot);
    }

    @Test
    void theConsoleIsThatOfTheMachine() {
        GuestBoot boot = GuestBoot.boot(GuestBoot.config(images.vmlinux()));
        assertThat(boot.uartText()).contains("printk: console [%s0] enabled\r\n".formatted(images.tty()));
    }

    /** After init memory was freed, and with every line on the UART. */
    private void assertEndsWithoutInit(GuestBoot boot) {
        assertThat(boot.result().outcome()).isEqualTo(Outcome.PANIC);
        assertThat(boot.result().exitStatus()).isEqualTo(1);
        List<String> log = boot.log();
        int freed = indexOf(log, "Freeing " + images.freed() + " memory: ");
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
