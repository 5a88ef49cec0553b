package dev.initlab.kernel.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.initlab.trace.Event;
import dev.initlab.trace.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A program compiled on the spot checks what programs rely on; see {@code userland.c} beside this class. */
@OnEachArchitecture
class UserlandTest {
    private static final List<String> CHECKS = List.of("flags", "doubles", "memory", "thread-pointer", "positions",
            "own-code", "hardware", "Device", "counter", "waits");

    private final TestImages images;
    @TempDir
    private Path directory;

    UserlandTest(TestImages images) {
        this.images = images;
    }

    @Test
    void isAsOnLinux() throws IOException {
        Initramfs initramfs = new Initramfs().file("/bin/insmod", program());
        CHECKS.forEach(initramfs::line);
        GuestBoot boot = initramfs.boot(images);
        for (String check : CHECKS) {
            assertThat(boot.uartText()).as("an exit status is the line of userland.c that was wrong")
                    .contains("userland: " + check + " is well\r\n");
        }
        assertThat(boot.events().events(Event.ProcessExited.class)).filteredOn(e -> e.path().equals("/bin/insmod"))
                .hasSizeGreaterThan(CHECKS.size()).allMatch(e -> e.status() == 0 && e.signal() == 0);
        assertThat(boot.result().outcome()).isEqualTo(Outcome.POWER_OFF);
    }

    /** Over the C library of the guest's own programs. */
    private byte[] program() throws IOException {
        Toolchain.require("make", "clang", "ld.lld");
        Path source = TestImages.root().resolve(
                "emulator/kernel/src/test/resources/dev/initlab/kernel/boot/userland.c");
        Toolchain.run("make", "-j2", "-C", "guest-kernel", "ARCH=" + images.architecture(), "O=" + directory,
                "PROG=" + source, "program");
        return Files.readAllBytes(directory.resolve("usr/userland"));
    }
}
