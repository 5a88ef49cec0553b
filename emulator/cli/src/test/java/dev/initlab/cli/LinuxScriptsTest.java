package dev.initlab.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.initlab.cli.Debuggers.part;
import static org.assertj.core.api.Assertions.assertThat;

/** Linux's own gdb scripts, unchanged, against the guest: what they read in its memory is there and true. */
@Tag("slow")
class LinuxScriptsTest {
    private static final String SCRIPT = """
            set pagination off
            set confirm off
            set width 0
            set auto-solib-add off
            target remote localhost:%d
            symbol-file %s
            python
            import sys
            sys.path.insert(0, %s)
            import linux.utils, linux.lists, linux.modules, linux.symbols
            end
            echo == before\\n
            lx-lsmod
            lx-symbols %s
            echo == loading\\n
            monitor catch module live
            continue
            continue
            continue
            echo == lsmod\\n
            lx-lsmod
            echo == stub\\n
            monitor modules
            echo == check\\n
            lx-list-check modules
            print $lx_module("provider").name
            echo == symbols\\n
            lx-symbols %s
            info symbol provider_add
            info address hello_init
            info line consumer_init
            echo == unloading\\n
            monitor delete
            monitor catch module absent
            continue
            lx-lsmod
            echo == end\\n
            detach
            """;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "arm64", "arm"})
    void lxSymbolsAndLxLsmodAreRight(String arch) {
        String scripts = Debuggers.linuxScripts();
        DebugGuest guest = DebugGuest.build(arch, directory.resolve("guest"), "vmlinux", "initramfs");
        Path modules = guest.vmlinux().resolveSibling("test-modules");
        DebugGuest.Served served = guest.serve();
        String text = Debuggers.gdb(directory, SCRIPT.formatted(served.port(), guest.vmlinux(), '"' + scripts + '"',
                modules, modules));
        assertThat(part(text, "before")).contains("Used by").contains("loading vmlinux").doesNotContain("hello");
        // The breakpoint that lx-symbols sets at do_init_module() sees each module come.
        assertThat(part(text, "loading")).containsSubsequence("/hello.ko", "/provider.ko", "/consumer.ko");
        assertThat(part(text, "lsmod").lines().skip(2).map(line -> line.replaceFirst("^0x[0-9a-f]+ ", "")
                .replaceAll(" +\\d+  ", " ")).toList()).containsExactly("consumer 0", "provider 1 consumer", "hello 0");
        assertThat(bases(part(text, "lsmod"))).isEqualTo(textPages(part(text, "stub")));
        assertThat(part(text, "check")).contains("list is consistent: 4 node(s)").contains("\"provider\"");
        assertThat(part(text, "symbols")).contains("provider_add in section .text").contains("hello_init")
                .containsPattern("Line \\d+ of \".*consumer.c\"");
        assertThat(part(text, "unloading")).contains("provider").contains("hello").doesNotContain("consumer 0");
        assertThat(part(text, "end")).contains("detached");
        assertThat(served.end().exitStatus()).isZero();
    }

    /** Addresses of the first column, the newest module first. */
    private static List<Long> bases(String lsmod) {
        return Pattern.compile("(?m)^0x([0-9a-f]+) ").matcher(lsmod).results()
                .map(m -> Long.parseUnsignedLong(m.group(1), 16)).toList();
    }

    /** The pages where the stub's own list has the modules' code, behind at most a PLT. */
    private static List<Long> textPages(String modules) {
        Matcher text = Pattern.compile("(?m)^ *(?:0x)?([0-9a-f]+) +\\.text$").matcher(modules);
        return text.results().map(m -> Long.parseUnsignedLong(m.group(1), 16) & -4096).toList();
    }
}
