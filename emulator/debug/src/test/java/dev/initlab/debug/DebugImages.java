package dev.initlab.debug;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.initlab.elf.ElfFile;
import dev.initlab.kernel.BootConfig;
import dev.initlab.kernel.image.KernelImage;
import dev.initlab.trace.EventSink;
import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;

/** The committed images. */
public final class DebugImages {
    public static final Path ROOT = Path.of(System.getProperty("initlab.root", "../..")).toAbsolutePath().normalize();

    private DebugImages() {
    }

    /** The default image of an architecture with its initramfs. */
    public static BootConfig config(String arch, EventSink... sinks) {
        return config(ROOT.resolve("testdata/images").resolve(arch).resolve("vmlinux"), arch, sinks);
    }

    /** Another kernel with the default initramfs of an architecture. */
    public static BootConfig config(Path vmlinux, String arch, EventSink... sinks) {
        try {
            Path initramfs = ROOT.resolve("testdata/images").resolve(arch).resolve("initramfs.cpio");
            return BootConfig.of(KernelImage.of(ElfFile.read(vmlinux)))
                    .withInitramfs(new BootConfig.Archive("initramfs", Files.readAllBytes(initramfs)))
                    .withSinks(List.of(sinks));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Builds a guest with DWARF, where there is clang.
     *
     * @param target what to make, with {@code IMAGE=} last; the plain kernel if nothing is said
     * @return the image
     */
    public static Path build(Path directory, String arch, String... target) throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/clang")), "clang is not here: no guest with DWARF");
        List<String> make = new ArrayList<>(List.of("env", "TPM_IMA=bug", "make", "-j2", "-C", ROOT.resolve("guest-kernel").toString(),
                "ARCH=" + arch, "DEBUG=1", "O=" + directory.resolve("guest")));
        make.addAll(target.length == 0 ? List.of("vmlinux") : List.of(target));
        Process process = new ProcessBuilder(make).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return target.length == 0 ? directory.resolve("guest/vmlinux")
                : Path.of(target[target.length - 1].substring("IMAGE=".length()));
    }

    /** A few initcalls to step through, with DWARF. */
    public static Path buildOrder(Path directory, String arch) throws IOException, InterruptedException {
        return build(directory, arch, "image", "M=" + ROOT.resolve("emulator/debug/src/test/guest/order"),
                "IMAGE=" + directory.resolve("order"));
    }

    /** The TPM case of 2025, with its bug and with DWARF. */
    public static Path buildTpm(Path directory, String arch) throws IOException, InterruptedException {
        return build(directory, arch, "image", "M=" + ROOT.resolve("testdata/initcalls/tpm_ima"),
                "IMAGE=" + directory.resolve("tpm-bug"));
    }
}
