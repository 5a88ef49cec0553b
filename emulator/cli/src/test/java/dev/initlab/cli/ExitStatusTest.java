package dev.initlab.cli;

import java.util.stream.Stream;

import dev.initlab.machine.Architecture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a script learns from {@code initlab boot}, whatever the architecture. */
@ParameterizedClass(name = "{0}")
@EnumSource(Architecture.class)
class ExitStatusTest {
    private final String architecture;

    ExitStatusTest(Architecture architecture) {
        this.architecture = architecture.arch();
    }

    @Test
    void zeroAfterAnOrderlyEnd() {
        CommandRun run = boot();
        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("[    0.000000] Linux version ").endsWith("reboot: Power down\n")
                .containsPattern("Freeing unused kernel.* memory: \\d+K\n").contains("Run /init as init process\n",
                        "] Hello, world (who=world)\n")
                .doesNotContain("\r");
    }

    @Test
    void nothingIsShownWhenQuiet() {
        CommandRun run = boot("--quiet");
        assertThat(run.status()).isZero();
        assertThat(run.out() + run.err()).isEmpty();
        CommandRun failed = boot("-q", "--insmod", module("fails"));
        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err()).contains("module fails was not loaded");
    }

    @Test
    void zeroAfterAModuleOfMineWasLoaded() {
        CommandRun run = boot("--insmod", module("hello") + " who=\"you all\" count=2");
        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines().filter(line -> line.endsWith("Hello, world (who=you all)"))).hasSize(2);
        assertThat(run.out()).doesNotContain("provider"); // mine take the place of the default ones
    }

    @Test
    void severalModulesInTheOrderGiven() {
        CommandRun run = boot("--insmod", module("provider"), "--insmod", module("consumer"));
        assertThat(run.status()).isZero();
        assertThat(run.out()).containsSubsequence("provider: ready\n", "consumer: 40 + 2 = 42\n");
    }

    @Test
    void oneWhenAModuleIsRefused() {
        CommandRun run = boot("--insmod", module("fails"));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("initlab: module fails was not loaded: ENODEV in do_init_module()\n");
        assertThat(run.out()).endsWith("reboot: Power down\n");
    }

    @Test
    void oneWhenAModuleIsNone() {
        String other = architecture.equals("x86_64") ? "arm64" : "x86_64";
        CommandRun run = boot("--insmod", CommandRun.image(other, "modules/hello.ko").toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.out()).containsPattern("Invalid architecture in ELF header: (183|62)\n");
    }

    @Test
    void oneWhenFreedInitMemoryIsUsed() {
        CommandRun run = boot("--insmod", module("initmem_user"));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("call of __init function test_initmem_fn+0x0/");
        CommandRun kept = boot("--keep-initmem", "--insmod", module("initmem_user"));
        assertThat(kept.status()).isZero();
    }

    @Test
    void oneAfterAPanic() {
        CommandRun run = boot(CommandRun.image(architecture, "vmlinux").toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("Kernel panic - not syncing: No working init found.");
        assertThat(run.err()).contains("No working init found.");
        assertThat(run.err().lines()).hasSize(1);
    }

    @Test
    void threeWhenTheGuestHangs() {
        CommandRun run = boot("--timeout", "1", "--insmod", module("hangs"));
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("the boot took longer than 1 s").doesNotContain("Exception");
    }

    @Test
    void helpAndVersionAreNoErrors() {
        assertThat(CommandRun.of("--help")).satisfies(run -> {
            assertThat(run.status()).isZero();
            assertThat(run.out()).contains("boot", "Exit status:");
        });
        assertThat(CommandRun.of("boot", "--help")).satisfies(run -> {
            assertThat(run.status()).isZero();
            assertThat(run.out()).contains("--arch", "x86_64, arm64", "--append", "--initrd", "--insmod", "--timeout");
        });
        assertThat(CommandRun.of("--version")).satisfies(run -> {
            assertThat(run.status()).isZero();
            assertThat(run.out()).contains("initlab ", "libunicorn 2.");
        });
    }

    private CommandRun boot(String... arguments) {
        return CommandRun.of(Stream.concat(Stream.of("boot", "--arch", architecture), Stream.of(arguments)).toList());
    }

    private String module(String name) {
        return CommandRun.image(architecture, "modules/" + name + ".ko").toString();
    }
}
