package dev.initlab.kernel.boot;

import java.nio.file.Path;

/** The prebuilt images of an architecture. */
enum TestImages {
    X86_64("x86_64"),
    ARM64("arm64");

    private final String architecture;

    TestImages(String architecture) {
        this.architecture = architecture;
    }

    /** The project's top directory, as the build passes it. */
    static Path root() {
        return Path.of(System.getProperty("initlab.root", "../..")).toAbsolutePath().normalize();
    }

    /** As {@code make ARCH=} wants it. */
    String architecture() {
        return architecture;
    }

    Path vmlinux() {
        return directory().resolve("vmlinux");
    }

    Path initramfs() {
        return directory().resolve("initramfs.cpio");
    }

    /** An image of {@code testdata/initcalls}. */
    Path vmlinux(String name) {
        return directory().resolve(name).resolve("vmlinux");
    }

    Path module(String name) {
        return directory().resolve("modules").resolve(name + ".ko");
    }

    private Path directory() {
        return root().resolve("testdata/images").resolve(architecture);
    }
}
