package dev.initlab.debug;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.initlab.elf.ElfFile;
import dev.initlab.kernel.BootConfig;
import dev.initlab.kernel.image.KernelImage;
import dev.initlab.trace.EventSink;

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
}
