package dev.initlab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Completion by the Tab key: the script is there, bash takes it, and help says how to use it. */
class CompletionTest {
    @TempDir
    private Path directory;

    @Test
    void theScriptCompletesCommandsAndOptions() throws IOException, InterruptedException {
        CommandRun run = CommandRun.of("generate-completion");
        assertThat(run.status()).isZero();
        Path script = Files.writeString(directory.resolve("completion"), run.out());
        assertThat(bash(script, "COMP_WORDS=(initlab do) COMP_CWORD=1 COMP_LINE='initlab do'"))
                .contains("doctor").doesNotContain("boot");
        assertThat(bash(script,
                "COMP_WORDS=(initlab initcalls --j) COMP_CWORD=2 COMP_LINE='initlab initcalls --j'"))
                .contains("--json").doesNotContain("--order");
        assertThat(bash(script,
                "COMP_WORDS=(initlab boot --arch a) COMP_CWORD=3 COMP_LINE='initlab boot --arch a'"))
                .contains("arm64").doesNotContain("x86_64");
    }

    @Test
    void helpSaysHowAndDoesNotListTheCommand() {
        CommandRun help = CommandRun.of("--help");
        assertThat(help.status()).isZero();
        assertThat(help.out()).contains("source <(./initlab generate-completion)")
                .doesNotContainPattern("(?m)^  generate-completion");
        assertThat(help.out()).containsPattern("(?m)^  doctor ").containsPattern("(?m)^  initcalls ");
    }

    private List<String> bash(Path script, String typed) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        int status = new ProcessBuilder("bash", "-c", "source " + script + "; " + typed
                + "; _complete_initlab; printf '%s\\n' \"${COMPREPLY[@]}\"")
                .redirectErrorStream(true).redirectOutput(output.toFile()).start().waitFor();
        assertThat(status).isZero();
        return Files.readString(output).lines().map(String::strip).toList();
    }
}
