package dev.initlab.debug.console;

import java.nio.file.Path;

import dev.initlab.debug.DebugImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Sessions with source lines. They need clang, for a guest with DWARF. */
class SourceSessionTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "arm64", "arm"})
    void linesAreSteppedForwardsAndBackwards(String arch) throws Exception {
        Path image = DebugImages.buildOrder(directory, arch);
        try (Typed guest = new Typed(DebugImages.config(image, arch))) {
            assertThat(guest.type("break ffa.c:10")).contains("<ffa_init+").contains("order/ffa.c:10");
            assertThat(guest.type("continue")).contains("Breakpoint 1\n").containsPattern("ffa_init\\+\\w+ at \\S+ffa.c:10, "
                    + "in initcall ffa_init\\(\\) \\(device \\d\\)").contains("10     \tffa_version = 0x10001;\n=> 0x");
            assertThat(guest.type("print ffa_version")).isEqualTo("ffa_version = 0\n");
            assertThat(guest.type("next")).contains("ffa.c:11"); // compilers mix these two lines
            assertThat(guest.type("until ffa.c:12")).contains("ffa.c:12").contains("ARM FF-A: Firmware version 1.1 found");
            assertThat(guest.type("print ffa_version")).isEqualTo("ffa_version = 65537 (0x10001)\n");
            assertThat(guest.type("reverse-next")).containsPattern("ffa.c:1[01]");
            assertThat(guest.type("reverse-continue")).contains("Breakpoint 1\n").contains("ffa.c:10");
            assertThat(guest.type("print ffa_version")).isEqualTo("ffa_version = 0\n");
            assertThat(guest.type("reverse-step")).containsPattern("ffa.c:([89]|11)");
            assertThat(guest.type("step")).contains("ffa.c:10");
            assertThat(guest.type("list")).contains("int ffa_version;").contains("pr_info(");
            assertThat(guest.type("disassemble /s")).contains("ffa.c:10: ffa_version = 0x10001;\n").contains("\n=> ");
            assertThat(guest.type("finish")).contains("Returned 0\n");
            assertThat(guest.type("tbreak init_ima")).contains("ima.c:");
            assertThat(guest.type("continue")).contains("Temporary breakpoint 2\n").contains("(late 0)");
            assertThat(guest.type("until ima.c:10")).contains("No TPM chip found").contains("ima.c:10");
        }
    }

    /** The README's example: six commands, of at most ten. */
    @Test
    void theCulpritOfTheTpmCaseIsFoundByGoingBack() throws Exception {
        Path image = DebugImages.buildTpm(directory, "x86_64");
        try (Typed guest = new Typed(DebugImages.config(image, "x86_64"))) {
            guest.type("break init_ima");
            guest.type("continue");
            assertThat(guest.type("print chip")).isEqualTo("chip = 0\n");
            guest.type("awatch tpm_crb_ffa_ready");
            assertThat(guest.type("reverse-continue")).contains("Watchpoint 2: tpm_crb_ffa_ready was 1, is 0\n")
                    .contains("in initcall ffa_init() (device 2)");
            assertThat(guest.type("reverse-continue")).contains("Watchpoint 2: tpm_crb_ffa_ready is 0\n")
                    .contains("in initcall crb_acpi_driver_init() (device 0)");
        }
    }
}
