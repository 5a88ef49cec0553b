package dev.initlab.kernel.boot;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The image of {@code testdata/initcalls/mini}, which has the core of the kernel and one file more. */
@OnEachArchitecture
class MiniImageTest {
    private final TestImages images;

    MiniImageTest(TestImages images) {
        this.images = images;
    }

    @Test
    void runsItsInitcallsByLevel() {
        GuestBoot boot = GuestBoot.boot(GuestBoot.config(images.vmlinux("mini")));
        assertThat(boot.log()).containsSubsequence("mini: core", "mini: device", "mini: late");
        assertThat(boot.initcalls()).containsSubsequence("mini_core", "mini_device", "mini_late");
        assertThat(boot.initcalls()).doesNotContain("buses_init");
        assertThat(boot.uartText()).contains("printk: console [" + images.tty() + "0] enabled\r\n")
                .contains("mini: core\r\n");
    }
}
