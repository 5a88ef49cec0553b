package dev.initlab.kernel.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

import dev.initlab.trace.Outcome;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Programs that do what they may not: each dies alone, by the signal Linux sends, and the log says of what. */
@OnEachArchitecture
class UserFaultTest {
    private final TestImages images;
    @TempDir
    private Path directory;

    UserFaultTest(TestImages images) {
        this.images = images;
    }

    /** What takes the place of the instruction before insmod's system call; the same length on each architecture. */
    enum Wrong {
        //        x86_64                            arm64
        UNDEFINED("0f0b909090", 4, "trap invalid opcode ", "00000000", 4, "Unknown/Uncategorized, ESR 0x0000000002000000, "),
        BREAKPOINT("cc90909090", 5, "trap int3 ", "000020d4", 5, "BRK (AArch64), ESR 0x00000000f2000000, "),
        // hlt; msr daifset, #2
        PRIVILEGED("f490909090", 11, "general protection fault ", "df4203d5", 4, "Unknown/Uncategorized, "),
        // xor %eax, %eax; mov (%rax), %eax; ldr x0, . - 1 MiB
        UNMAPPED("31c08b0090", 11, "segfault ", "00008058", 11, "DABT (lower EL), ESR 0x0000000092000007, level 3 translation fault "),
        // jmp . - 1 MiB; b . - 1 MiB
        JUMP("e90000f0ff", 11, "segfault ", "0000fc17", 11, "IABT (lower EL), ESR 0x0000000082000007, ");

        private final Death x86;
        private final Death arm64;

        Wrong(String x86, int x86Signal, String x86Words, String arm64, int arm64Signal, String arm64Words) {
            this.x86 = new Death(x86, x86Signal, x86Words);
            this.arm64 = new Death(arm64, arm64Signal, arm64Words);
        }

        Death on(TestImages images) {
            return switch (images) {
                case X86_64 -> x86;
                case ARM64 -> arm64;
            };
        }
    }

    private record Death(String code, int signal, String words) {
    }

    @ParameterizedTest
    @EnumSource
    void endsTheProgramOnly(Wrong wrong) {
        Death death = wrong.on(images);
        Path insmod = directory.resolve("insmod");
        try {
            Files.write(insmod, Initramfs.fileOf(images, "/bin/insmod"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] patched = ImagePatch.of(insmod)
                .replace(images.initModuleNumber(), HexFormat.of().parseHex(death.code())).bytes();
        GuestBoot boot = new Initramfs().file("/bin/insmod", patched).insmod(images.module("hello")).boot(images);

        assertThat(boot.exited("/bin/insmod").signal()).isEqualTo(death.signal());
        assertThat(boot.log()).anyMatch(line -> line.startsWith("insmod[3]: ") && line.contains(death.words()));
        assertThat(boot.uartText()).contains("exit status " + (128 + death.signal()) + "\r\n");
        assertThat(boot.result().outcome()).isEqualTo(Outcome.POWER_OFF);
    }
}
