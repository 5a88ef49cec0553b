package dev.initlab.kernel.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.initlab.trace.Outcome;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A program compiled on the spot checks what programs rely on; see {@code userland.c} beside this class. */
@OnEachArchitecture
class UserlandTest {
    private final TestImages images;
    @TempDir
    private Path directory;

    UserlandTest(TestImages images) {
        this.images = images;
    }

    @ParameterizedTest
    @ValueSource(strings = {"flags", "doubles", "memory", "thread-pointer", "waits"})
    void isAsOnLinux(String what) throws IOException {
        GuestBoot boot = new Initramfs().file("/bin/insmod", program()).line(what).boot(images);
        assertThat(boot.exited("/bin/insmod").status()).as("line of userland.c that was wrong").isZero();
        assertThat(boot.exited("/bin/insmod").signal()).isZero();
        assertThat(boot.uartText()).contains("userland: " + what + " is well\r\n");
        assertThat(boot.result().outcome()).isEqualTo(Outcome.POWER_OFF);
    }

    /** Over the C library of the guest's own programs. */
    private byte[] program() throws IOException {
        Toolchain.require("clang", "ld.lld");
        Path library = TestImages.root().resolve("guest-kernel/usr/lib");
        Path program = directory.resolve("userland");
        List<String> command = new ArrayList<>(List.of("clang", "--target=" + images.target(), "-fuse-ld=lld",
                "-nostdlib", "-static", "-std=gnu11", "-O2", "-ffreestanding", "-fno-pic", "-fno-pie",
                "-fno-stack-protector", "-Iguest-kernel/usr/include", "-Iguest-kernel/include",
                "-Wl,-z,max-page-size=4096", "-Wl,-T,linker-scripts/user.lds", "-o", program.toString(),
                Path.of("emulator/kernel/src/test/resources/dev/initlab/kernel/boot/userland.c").toString()));
        try (Stream<Path> sources = Files.list(library)) {
            sources.map(Path::toString).sorted().forEach(command::add);
        }
        Toolchain.run(command.toArray(String[]::new));
        return Files.readAllBytes(program);
    }
}
