package org.example;

import dev.initlab.suite.BootStory;
import dev.initlab.suite.junit.BootTest;
import dev.initlab.suite.junit.LiveBoot;
import org.junit.jupiter.api.Test;

import static dev.initlab.suite.assertj.BootAssertions.assertThat;

/** What must run before what, in plain JUnit. */
@BootTest(image = "../images/x86_64/vmlinux", initrd = "../images/x86_64/initramfs.cpio", append = "quiet")
class OrderTest {
    @Test
    void busesComeBeforeWhatIsOnThem(BootStory boot) {
        assertThat(boot).initcall("buses_init").ranBefore("platform_bus_init").ranAtLevel("core").returned(0);
    }

    @Test
    void theBootEndsInOrder(BootStory boot) {
        assertThat(boot).hasNoFault().freedInitMemory().hasLogLine("Run /init");
    }

    @Test
    void noDriverIsThereBeforeTheDeviceLevel(LiveBoot boot) {
        boot.runToLevel("device");
        assertThat(boot.soFar()).initcall("*_led_init").didNotRun();
        assertThat(boot.finish()).initcall("supply_led_init").ran();
    }
}
