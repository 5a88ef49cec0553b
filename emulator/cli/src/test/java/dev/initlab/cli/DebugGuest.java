package dev.initlab.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.initlab.debug.rsp.GdbServer;
import dev.initlab.kernel.BootConfig;
import dev.initlab.kernel.BootResult;
import dev.initlab.kernel.host.InputFiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

/**
 * A guest with DWARF, made from the sources, that a debugger can connect to.
 *
 * @param vmlinux   the kernel
 * @param initramfs with modules that have kept their DWARF, too
 */
record DebugGuest(Path vmlinux, Path initramfs) {
    private static final long SECONDS = 60;

    /** A boot under way that waits for a debugger. */
    record Served(int port, CompletableFuture<BootResult> boot) {
        /** How it has ended, the debugger being gone. */
        BootResult end() {
            return get(boot);
        }
    }

    /** Builds into a directory what {@code make} is asked for, or says that there is no compiler. */
    static DebugGuest build(String arch, Path into, String... targets) {
        if (!Files.isExecutable(Path.of("/usr/bin/clang"))) {
            String why = "NOT RUN: clang is not installed, so there is no guest with DWARF";
            System.out.println(why);
            abort(why);
        }
        String modpost = String.join(" ", Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), "dev.initlab.cli.Main",
                "modpost");
        List<String> make = new ArrayList<>(List.of("env", "TPM_IMA=bug", "make", "-s", "-j2", "-C",
                CommandRun.root().resolve("guest-kernel").toString(), "MODPOST=" + modpost, "ARCH=" + arch, "DEBUG=1",
                "O=" + into));
        make.addAll(List.of(targets));
        run(make);
        return new DebugGuest(into.resolve("vmlinux"), into.resolve("initramfs.cpio"));
    }

    /** Boots, and does not begin before a debugger is there. */
    Served serve() {
        BootConfig config = BootConfig.of(InputFiles.image(vmlinux))
                .withInitramfs(new BootConfig.Archive("initramfs", InputFiles.read(initramfs)));
        CompletableFuture<Integer> port = new CompletableFuture<>();
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
        return new Served(get(port), boot);
    }

    private static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** Runs a program, which must succeed, and gives what it printed. */
    static String run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as("%s\n%s", command, text).isZero();
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
