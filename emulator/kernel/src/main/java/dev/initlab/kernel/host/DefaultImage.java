package dev.initlab.kernel.host;

import java.nio.file.Files;
import java.nio.file.Path;

import dev.initlab.kernel.InputException;
import dev.initlab.machine.Architecture;

/** The prebuilt images that come with the program. */
public final class DefaultImage {
    /** The launcher tells where the project is. */
    private static final String ROOT = "initlab.root";

    private DefaultImage() {
    }

    /** The project's folder, where the program was started by its launcher. */
    public static Path root() {
        return Path.of(System.getProperty(ROOT, "."));
    }

    /** Where the images of an architecture are. */
    public static Path folder(Architecture architecture) {
        return root().resolve("testdata/images").resolve(architecture.arch());
    }

    /**
     * A file of an architecture's images.
     *
     * @param name such as {@code vmlinux}
     * @throws InputException if it is not there
     */
    public static Path file(Architecture architecture, String name) {
        Path path = folder(architecture).resolve(name);
        if (!Files.exists(path)) {
            throw new InputException(path.toString(),
                    "the default image is not there; name an IMAGE, or start the program by ./initlab");
        }
        return path;
    }
}
