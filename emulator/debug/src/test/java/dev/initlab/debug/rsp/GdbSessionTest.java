package dev.initlab.debug.rsp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.initlab.debug.DebugImages;
import dev.initlab.kernel.BootConfig;
import dev.initlab.kernel.BootResult;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Debian's gdb goes through a guest with DWARF, by a script.
 *
 * <p>Needs clang for the guest, and gdb-multiarch for the other architectures: on the path, or where
 * {@code scripts/debuggers.sh} puts it.
 */
class GdbSessionTest {
    private static final String SCRIPT = """
            set pagination off
            set confirm off
            set width 0
            set breakpoint pending on
            target remote localhost:%d
            echo == watch\\n
            watch classes.prev
            continue
            continue
            delete
            break misc_init
            continue
            echo == backtrace\\n
            backtrace
            finish
            echo == struct\\n
            print misc_class
            print sizeof(struct chrdev)
            delete
            monitor run-to device
            continue
            echo == level\\n
            monitor where
            break hello_init
            continue
            echo == module\\n
            backtrace
            next
            info locals
            delete
            echo == back\\n
            watch file_systems
            reverse-continue
            monitor where
            delete
            echo == end\\n
            detach
            """;

    private static final String LLDB = """
            settings set plugin.process.gdb-remote.packet-timeout 60
            target create %s
            gdb-remote %d
            breakpoint set -n misc_init
            continue
            script print("== stopped")
            bt
            thread step-inst
            thread step-over
            frame variable
            expression sizeof(misc_class)
            breakpoint delete 1
            script print("== watch")
            watchpoint set variable file_systems
            continue
            bt
            watchpoint delete 1
            script print("== end")
            detach
            """;

    /** The second example of the README. */
    private static final String TPM = """
            set pagination off
            set confirm off
            set width 0
            target remote localhost:%d
            break init_ima
            continue
            print chip
            awatch tpm_crb_ffa_ready
            echo == last\\n
            reverse-continue
            echo == before\\n
            reverse-continue
            echo == end\\n
            kill
            """;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "arm64", "arm"})
    void gdbGoesThroughABootAndBack(String arch) throws Exception {
        List<String> gdb = gdb(arch);
        Path vmlinux = build(arch);
        CompletableFuture<Integer> port = new CompletableFuture<>();
        CompletableFuture<BootResult> boot = serve(DebugImages.config(vmlinux, arch), port);
        String text = session(gdb, port, SCRIPT);

        assertThat(text).as("no error ended the script").contains("== end");
        assertThat(part(text, "backtrace")).contains("misc_init ()").contains("kernel_model ()")
                .contains("kernel_thread ()").doesNotContain("Backtrace stopped");
        assertThat(part(text, "struct")).contains("name = ").containsPattern("= \\d+\n");
        assertThat(part(text, "watch")).contains("Old value").contains("in classes_init()").contains("in mem_class_init()");
        assertThat(part(text, "level")).contains("position ");
        assertThat(part(text, "module")).containsPattern("(hello_init|init_module) \\(\\)").contains("kernel_model ()");
        assertThat(part(text, "back")).contains("Old value").contains("in init_ramfs_fs()");
        assertThat(boot.get(60, TimeUnit.SECONDS).exitStatus()).isZero();
    }

    @Test
    void theCulpritOfTheTpmCaseIsFoundByGoingBack() throws Exception {
        List<String> gdb = gdb("x86_64");
        Path vmlinux = build("x86_64", "image", "M=" + DebugImages.ROOT.resolve("testdata/initcalls/tpm_ima"),
                "IMAGE=" + directory.resolve("tpm-bug"));
        CompletableFuture<Integer> port = new CompletableFuture<>();
        serve(DebugImages.config(vmlinux, "x86_64"), port);
        String text = session(gdb, port, TPM);
        assertThat(text).contains("$1 = false");
        assertThat(part(text, "last")).contains("in ffa_init()").contains("New value = false");
        assertThat(part(text, "before")).contains("in crb_acpi_driver_init()").contains("Value = false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "arm64"})
    void lldbGoesThroughABoot(String arch) throws Exception {
        Path fetched = DebugImages.ROOT.resolve(".native/debuggers/usr/lib");
        Path lldb = fetched.resolve("llvm-14/bin/lldb");
        Assumptions.assumeTrue(Files.isExecutable(lldb), "no lldb is here: scripts/debuggers.sh fetches one");
        Path vmlinux = build(arch);
        CompletableFuture<Integer> port = new CompletableFuture<>();
        CompletableFuture<BootResult> boot = serve(DebugImages.config(vmlinux, arch), port);
        Path script = Files.writeString(directory.resolve("script"),
                LLDB.formatted(vmlinux, port.get(60, TimeUnit.SECONDS)));
        String text = run(List.of("env",
                "LD_LIBRARY_PATH=" + fetched.resolve("x86_64-linux-gnu") + ":" + fetched.resolve("llvm-14/lib"),
                "PYTHONPATH=" + fetched.resolve("llvm-14/lib/python3.11/dist-packages"),
                lldb.toString(), "--no-lldbinit", "--batch", "-s", script.toString()));
        assertThat(part(text, "stopped")).contains("`misc_init").contains("step over").contains("ret =");
        assertThat(part(text, "watch")).contains("register_filesystem").contains("init_ramfs_fs");
        assertThat(boot.get(60, TimeUnit.SECONDS).exitStatus()).isZero();
    }

    private static CompletableFuture<BootResult> serve(BootConfig config, CompletableFuture<Integer> port) {
        CompletableFuture<BootResult> boot = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                boot.complete(GdbServer.boot(config, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), true,
                        port::complete));
            } catch (InterruptedException | IOException | RuntimeException e) {
                port.completeExceptionally(e);
                boot.completeExceptionally(e);
            }
        });
        return boot;
    }

    /** Runs a script in gdb. */
    private String session(List<String> gdb, CompletableFuture<Integer> port, String commands) throws Exception {
        Path script = Files.writeString(directory.resolve("script"), commands.formatted(port.get(60, TimeUnit.SECONDS)));
        List<String> command = new ArrayList<>(gdb);
        command.addAll(List.of("-nx", "-batch", "-x", script.toString()));
        return run(command);
    }

    private static String part(String text, String name) {
        int start = text.indexOf("== " + name + "\n");
        int end = text.indexOf("\n== ", start + 1);
        return text.substring(start, end < 0 ? text.length() : end);
    }

    private Path build(String arch, String... target) throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/clang")), "clang is not here: no guest with DWARF");
        List<String> make = new ArrayList<>(List.of("env", "TPM_IMA=bug", "make", "-j2", "-C",
                DebugImages.ROOT.resolve("guest-kernel").toString(), "ARCH=" + arch, "DEBUG=1", "O=" + directory.resolve("guest")));
        make.addAll(target.length == 0 ? List.of("vmlinux") : List.of(target));
        run(make);
        return target.length == 0 ? directory.resolve("guest/vmlinux") : directory.resolve("tpm-bug");
    }

    private static List<String> gdb(String arch) {
        Path fetched = DebugImages.ROOT.resolve(".native/debuggers/usr");
        if (Files.isExecutable(fetched.resolve("bin/gdb-multiarch"))) {
            return List.of("env", "LD_LIBRARY_PATH=" + fetched.resolve("lib/x86_64-linux-gnu"),
                    fetched.resolve("bin/gdb-multiarch").toString());
        }
        for (String name : arch.equals("x86_64") ? List.of("gdb", "gdb-multiarch") : List.of("gdb-multiarch")) {
            Path installed = Path.of("/usr/bin", name);
            if (Files.isExecutable(installed)) {
                return List.of(installed.toString());
            }
        }
        Assumptions.abort("no gdb for " + arch + " is here: scripts/debuggers.sh fetches one");
        return List.of();
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text;
    }
}
