package dev.initlab.cli;

import java.nio.file.Files;
import java.nio.file.Path;

import dev.initlab.kernel.InputException;

/** The prebuilt images that come with the program. */
final class DefaultImage {
    /** The launcher tells where the project is. */
    private static final String ROOT = "initlab.root";

    private DefaultImage() {
    }

    /** Where the images of an architecture are, named as in {@code ARCH=}. */
    static Path folder(String architecture) {
        return Path.of(System.getProperty(ROOT, ".")).resolve("testdata/images").resolve(architecture);
    }

    /** A file of the default architecture's images. */
    static Path file(String name) {
        Path path = folder("x86_64").resolve(name);
        if (!Files.exists(path)) {
            throw new InputException(path.toString(),
                    "the default image is not there; name an IMAGE, or start the program by ./initlab");
        }
        return path;
    }
}
