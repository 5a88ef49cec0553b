package dev.initlab.kernel.boot;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The image of {@code testdata/initcalls/arm64-mini}, which has the core of the kernel and one file more. */
class MiniImageTest {
    @Test
    void runsItsInitcallsByLevel() {
        GuestBoot boot = GuestBoot.boot(GuestBoot.config(TestImages.ARM64.vmlinux("mini")));
        assertThat(boot.log()).containsSubsequence("mini: core", "mini: device", "mini: late");
        assertThat(boot.initcalls()).containsSubsequence("pl011_console_init", "mini_core", "mini_device",
                "mini_late");
        assertThat(boot.uartText()).contains("printk: console [ttyAMA0] enabled\r\n").contains("mini: core\r\n");
        assertThat(boot.uartText()).doesNotContain("ttyS0");
    }
}
