package dev.initlab.kernel.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import dev.initlab.elf.ElfException;
import dev.initlab.elf.ElfFile;
import dev.initlab.kernel.InputException;
import dev.initlab.kernel.image.KernelImage;

/** Files a user names: read whole, or refused with one line. */
public final class InputFiles {
    private InputFiles() {
    }

    /**
     * Reads and checks a vmlinux.
     *
     * @throws InputException if it cannot be read, or is none that can be booted
     */
    public static KernelImage image(Path path) {
        requireFile(path);
        try {
            return KernelImage.of(ElfFile.read(path));
        } catch (ElfException e) {
            throw new InputException(path.toString(), "offset 0x%x: %s".formatted(e.offset(), e.reason()));
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /**
     * All bytes of a file.
     *
     * @throws InputException if it cannot be read
     */
    public static byte[] read(Path path) {
        requireFile(path);
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /**
     * Refuses what is no readable file.
     *
     * @throws InputException that says why
     */
    public static void requireFile(Path path) {
        if (Files.isDirectory(path)) {
            throw new InputException(path.toString(), "is a directory; a file is wanted");
        }
        if (!Files.exists(path)) {
            throw new InputException(path.toString(), "no such file");
        }
        if (!Files.isReadable(path)) {
            throw new InputException(path.toString(), "cannot be read: permission denied");
        }
    }

    private static InputException unreadable(Path path, IOException e) {
        return new InputException(path.toString(), e instanceof NoSuchFileException ? "no such file"
                : "cannot be read: " + e.getMessage());
    }
}
