package dev.initlab.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.initlab.elf.ElfFile;
import dev.initlab.kernel.BootConfig;
import dev.initlab.kernel.fs.CpioWriter;
import dev.initlab.kernel.image.KernelImage;

/** The prebuilt images of one architecture, read once. */
final class Images {
    private final Path directory;

    Images(String architecture) {
        directory = Path.of(System.getProperty("initlab.root", "."), "testdata/images", architecture);
    }

    /** What {@code initlab boot} boots. */
    BootConfig config() {
        try {
            return config(directory.resolve("vmlinux")).withInitramfs(
                    new BootConfig.Archive("initramfs.cpio", Files.readAllBytes(directory.resolve("initramfs.cpio"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same, with other lines in {@code /etc/modules}. */
    BootConfig config(String modules) {
        byte[] archive = new CpioWriter().file("etc/modules", new CpioWriter.Meta(0644),
                modules.getBytes(StandardCharsets.UTF_8)).toByteArray();
        return config().withInitramfs(new BootConfig.Archive("modules.cpio", archive));
    }

    static BootConfig config(Path vmlinux) {
        try {
            return BootConfig.of(KernelImage.of(ElfFile.read(vmlinux)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
