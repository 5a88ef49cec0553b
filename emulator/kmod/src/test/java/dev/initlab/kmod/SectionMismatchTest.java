package dev.initlab.kmod;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SectionMismatchTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "aarch64", "armv7"})
    void callOfInitCodeIsNamedByBothEnds(String arch) throws IOException {
        assertThat(mismatches(arch, """
                int before(int a) { return a; }
                static noinline __init int setup(int a) { return before(a) + 7; }
                noinline __init int visible(int a) { return before(a) + 8; }
                int user(int a) { return setup(a) + 1; }
                int other(int a) { return visible(a) + 1; }
                """)).containsExactlyInAnyOrder(
                        reference("user", ".text", "setup", ".init.text"),
                        reference("other", ".text", "visible", ".init.text"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "aarch64", "armv7"})
    void pointersAndDataAreReferencesToo(String arch) throws IOException {
        assertThat(mismatches(arch, """
                static int fill[3] __initdata = {1, 2, 3};
                static int limit __initdata = 3;
                static noinline __exit void leave(void) { __asm__(""); }
                void (*hook)(void) = leave;
                static int last __initdata = 4;
                int *reach = &limit, *reach_last = &last;
                int read_limit(void) { return *(volatile int *)&limit + fill[1]; }
                void write_fill(int i, int v) { fill[i] = v; limit = v; }
                """)).contains(
                        reference("hook", ".data", "leave", ".exit.text"),
                        reference("reach", ".data", "limit", ".init.data"),
                        reference("reach_last", ".data", "last", ".init.data"),
                        reference("read_limit", ".text", "limit", ".init.data"));
    }

    /** Compilers refer to a section and an offset, which a REL object of arm has in the place: here 4. */
    @ParameterizedTest
    @CsvSource({
        "R_ARM_ABS32, 0x00000004",
        "R_ARM_REL32, 0x00000004",
        "R_ARM_PREL31, 0x80000004",
        "R_ARM_CALL, 0xebffffff",
        "R_ARM_MOVW_ABS_NC, 0xe3000004",
        "R_ARM_MOVT_PREL, 0xe3400004",
        "R_ARM_THM_CALL, 0xf800f000",
        "R_ARM_THM_JUMP24, 0xb800f000",
        "R_ARM_THM_MOVW_ABS_NC, 0x0004f240",
        "R_ARM_THM_MOVT_PREL, 0x0004f2c0",
    })
    void armAddendsStandInThePlace(String type, String word) throws IOException {
        assertThat(mismatches("armv7", """
                __init void empty(void) { }
                __asm__(".section .init.text; first: .word 0; second: .word 0; .text;"
                        "user: .reloc ., %s, .init.text; .word %s");
                """.formatted(type, word))).containsExactly(reference("user", ".text", "second", ".init.text"));
    }

    @Test
    void initAndExitMayNotUseEachOther() throws IOException {
        assertThat(mismatches("x86_64", """
                noinline __exit void leave(void) { __asm__(""); }
                noinline __init void enter(void) { leave(); __asm__(""); }
                noinline __exit void leave_again(void) { enter(); __asm__(""); }
                """)).containsExactlyInAnyOrder(
                        reference("enter", ".init.text", "leave", ".exit.text"),
                        reference("leave_again", ".exit.text", "enter", ".init.text"));
    }

    @Test
    void exportOfInitFunctionIsReported() throws IOException {
        assertThat(mismatches("x86_64", """
                __init int early(void) { return 1; }
                EXPORT_SYMBOL(early);
                """)).containsExactly("EXPORT_SYMBOL used for init/exit symbol: early (section: .init.text)");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "__ref int user(void) { return setup(); }",
        "__section(\".head.text\") int user(void) { return setup(); }",
        "__init int user(void) { return setup(); }",
        "int (*my_ops)(void) = setup;",
        "int (*my_probe)(void) = setup;",
        "int (*early_console)(void) = setup;",
        "int *__param_level = &level;",
        "int (*entry)(void) __used __section(\".initcall6.init\") = setup;",
        "int (*entry)(void) __section(\".initcall6.init\"); int user(void) { return entry(); }",
        "int user(void) __asm__(\"user.constprop.0\"); int user(void) { return setup(); }",
        "int __init_begin __initdata = 1; int *start = &__init_begin;",
        "int (*entry)(void) __used __section(\".discard.addressable\") = setup;",
    })
    void allowedReferencesAreNotReported(String user) throws IOException {
        assertThat(mismatches("x86_64", """
                noinline __init int setup(void) { __asm__(""); return 1; }
                int level __initdata = 1;
                """ + user)).isEmpty();
    }

    @Test
    void driverMayNameExitButNotInit() throws IOException {
        assertThat(mismatches("x86_64", """
                __init int setup(void) { return 1; }
                __exit int leave(void) { return 1; }
                struct { int (*probe)(void), (*remove)(void); } my_driver = { setup, leave };
                """)).containsExactly(
                        reference("my_driver", ".data", "setup", ".init.text"));
    }

    @Test
    void sameReferenceIsReportedOnce() throws IOException {
        assertThat(mismatches("x86_64", """
                noinline __init int setup(int a) { __asm__(""); return a; }
                int user(int a) { return setup(a) + setup(a + 1) * setup(a + 2); }
                """)).hasSize(1);
    }

    @Test
    void mismatchesOfVmlinuxObjectCountAndMayFail() throws IOException {
        Clang clang = new Clang(directory, "x86_64");
        Path vmlinux = clang.compile("vmlinux.o", """
                noinline __init int setup(int a) { __asm__(""); return a; }
                int user(int a) { return setup(a); }
                """);
        String warning = "WARNING: modpost: " + vmlinux
                + ": section mismatch in reference: user (section: .text) -> setup (section: .init.text)";

        ModpostResult tolerant = Modpost.run(new ModpostRequest(List.of(), Optional.of(vmlinux), List.of(),
                Optional.empty(), false, false, false));
        assertThat(tolerant.messages()).containsExactly(warning);
        assertThat(tolerant.failed()).isFalse();

        ModpostResult strict = Modpost.run(new ModpostRequest(List.of(), Optional.of(vmlinux), List.of(),
                Optional.empty(), false, false, true));
        assertThat(strict.messages()).containsExactly(warning,
                "ERROR: modpost: Section mismatches detected.");
        assertThat(strict.failed()).isTrue();
    }

    private static String reference(String from, String fromSection, String to, String toSection) {
        return "section mismatch in reference: " + from + " (section: " + fromSection + ") -> "
                + to + " (section: " + toSection + ")";
    }

    /** The messages about an object, without prefix and object name. */
    private List<String> mismatches(String arch, String source) throws IOException {
        Path object = new Clang(directory, arch).compile("m.o", source + "\nMODULE_LICENSE(\"GPL\");\n");
        String prefix = "WARNING: modpost: " + object + ": ";
        List<String> messages = Modpost.run(new ModpostRequest(List.of(object), Optional.empty(), List.of(),
                Optional.empty(), false, false, false)).messages();
        assertThat(messages).allMatch(message -> message.startsWith(prefix));
        return messages.stream().map(message -> message.substring(prefix.length())).toList();
    }
}
