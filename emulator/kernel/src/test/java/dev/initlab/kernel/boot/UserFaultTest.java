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
        UNDEFINED(new Death("0f0b909090", 4, "trap invalid opcode "),
                new Death("00000000", 4, "Unknown/Uncategorized, ESR 0x0000000002000000, "),
                new Death("f000f0e7", 4, ": undefined instruction: ")),
        BREAKPOINT(new Death("cc90909090", 5, "trap int3 "),
                new Death("000020d4", 5, "BRK (AArch64), ESR 0x00000000f2000000, "),
                new Death("700020e1", 5, "breakpoint debug exception (0x002)")),
        // hlt; msr daifset, #2; mrc p15, 0, r0, c1, c0, 0
        PRIVILEGED(new Death("f490909090", 11, "general protection fault "),
                new Death("df4203d5", 4, "Unknown/Uncategorized, "),
                new Death("100f11ee", 4, ": undefined instruction: ")),
        // xor %eax, %eax; mov (%rax), %eax; ldr x0, . - 1 MiB; ldr r0, [r7, -r7]
        UNMAPPED(new Death("31c08b0090", 11, "segfault "),
                new Death("00008058", 11, "DABT (lower EL), ESR 0x0000000092000007, level 3 translation fault "),
                new Death("070017e7", 11, "unhandled page fault (11) at 0x00000000, code 0x007: ")),
        // jmp . - 1 MiB; b . - 1 MiB; b . - 1 MiB
        JUMP(new Death("e90000f0ff", 11, "segfault "),
                new Death("0000fc17", 11, "IABT (lower EL), ESR 0x0000000082000007, "),
                new Death("fefffbea", 11, "unhandled page fault (11) at 0x0030"));

        private final Death x86;
        private final Death arm64;
        private final Death arm;

        Wrong(Death x86, Death arm64, Death arm) {
            this.x86 = x86;
            this.arm64 = arm64;
            this.arm = arm;
        }

        Death on(TestImages images) {
            return switch (images) {
                case X86_64 -> x86;
                case ARM64 -> arm64;
                case ARM -> arm;
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
