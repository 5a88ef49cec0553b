package dev.initlab.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code initlab debug} by scripts: what is printed, and the exit status. */
class DebugCommandTest {
    @TempDir
    private Path directory;

    @Test
    void aScriptAndCommandsAreCarriedOutInOrder() throws IOException {
        Path script = Files.writeString(directory.resolve("a.debug"), "# to the first\n\nrun-to misc_init\n");
        CommandRun run = CommandRun.of("debug", "--script", script.toString(), "-ex", "stepi", "-ex", "where");
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out()).containsSubsequence("The boot begins", "(initlab) run-to misc_init", "misc_init, in initcall",
                "(initlab) stepi", "misc_init+0x1, in initcall", "(initlab) where", "in misc_init()").doesNotContain("# to");
    }

    @Test
    void aMistakeNamesFileAndLine() throws IOException {
        Path script = Files.writeString(directory.resolve("bad.debug"), "run-to device\n\nprint nonsense\nquit\n");
        CommandRun run = CommandRun.of("debug", "--script", script.toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("initlab: " + script + ":3: there is no symbol \"nonsense\"\n");
        assertThat(CommandRun.of("debug", "-ex", "frobnicate").err())
                .startsWith("initlab: -ex 'frobnicate': there is no command").hasLineCount(1);
        assertThat(CommandRun.of("debug", "--script", directory.resolve("none").toString()).status()).isEqualTo(2);
    }

    @Test
    void theStatusIsTheBootsWhenItHasEnded() {
        assertThat(CommandRun.of("debug", "-ex", "continue").status()).isZero();
        assertThat(CommandRun.of("debug", "-ex", "detach", "-ex", "nobody reads this").status()).isZero();
        CommandRun panic = CommandRun.of("debug", CommandRun.image("x86_64", "vmlinux").toString(), "-ex", "continue");
        assertThat(panic.status()).isEqualTo(1);
        assertThat(panic.out()).contains("Kernel panic - not syncing: No working init found.")
                .contains("The boot has ended: panic, ");
        assertThat(CommandRun.of("debug", "--max-work", "20000", "-ex", "continue").status()).isEqualTo(3);
    }

    @Test
    void withoutATerminalStandardInputIsTheScript() {
        InputStream in = System.in;
        try {
            System.setIn(new ByteArrayInputStream("tbreak misc_init\nc\nbad\n".getBytes(StandardCharsets.UTF_8)));
            CommandRun run = CommandRun.of("debug", "--arch", "arm64");
            assertThat(run.out()).contains("Temporary breakpoint 1\nmisc_init, ");
            assertThat(run.err()).startsWith("initlab: standard input:3: ").hasLineCount(1);
            assertThat(run.status()).isEqualTo(2);
        } finally {
            System.setIn(in);
        }
    }

    @Test
    void theSameOptionsMeanTheSameAsForBoot() {
        assertThat(CommandRun.of("debug", "--memory", "0", "-ex", "quit").err())
                .isEqualTo(CommandRun.of("boot", "--memory", "0").err()).contains("--memory");
        assertThat(CommandRun.of("debug", CommandRun.image("arm", "vmlinux").toString(), "--arch", "x86_64").err())
                .contains("is for arm; --arch says x86_64");
    }
}
