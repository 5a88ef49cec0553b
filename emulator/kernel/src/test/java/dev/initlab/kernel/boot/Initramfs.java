package dev.initlab.kernel.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

import dev.initlab.kernel.BootConfig;
import dev.initlab.kernel.fs.CpioWriter;

/**
 * An archive to lay over the default initramfs: the modules {@code /init} is to load instead of its own.
 *
 * <p>{@code /init} has {@code /bin/insmod} load each, and {@code /bin/rmmod} unload in reverse order those that
 * got loaded, each under the name of its file.
 */
final class Initramfs {
    private final CpioWriter cpio = new CpioWriter();
    private final StringBuilder modules = new StringBuilder();
    private final Set<String> directories = new HashSet<>();

    /** Loads a module file. */
    Initramfs insmod(Path module, String parameters) {
        return insmod("/lib/modules/test/" + module.getFileName(), read(module), parameters);
    }

    Initramfs insmod(Path module) {
        return insmod(module, "");
    }

    /** Loads a module of these bytes, from a path of the guest. */
    Initramfs insmod(String path, byte[] module, String parameters) {
        file(path, module);
        return line(path + " " + parameters);
    }

    /** A line of {@code /etc/modules}: what {@code /bin/insmod} gets. */
    Initramfs line(String arguments) {
        modules.append(arguments.strip()).append('\n');
        return this;
    }

    /** A file to be there, or to take another's place. */
    Initramfs file(String path, byte[] content) {
        String name = path.substring(1);
        for (int slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
            if (directories.add(name.substring(0, slash))) {
                cpio.directory(name.substring(0, slash), new CpioWriter.Meta(0755));
            }
        }
        cpio.file(name, new CpioWriter.Meta(0755), content);
        return this;
    }

    BootConfig.Archive archive() {
        file("/etc/modules", modules.toString().getBytes(StandardCharsets.ISO_8859_1));
        return new BootConfig.Archive("test", cpio.toByteArray());
    }

    /** Boots the default image with this on top. */
    GuestBoot boot(TestImages images, String commandLine) {
        return GuestBoot.boot(GuestBoot.config(images).withInitramfs(archive()).withCommandLine(commandLine));
    }

    GuestBoot boot(TestImages images) {
        return boot(images, "");
    }

    /** A file of the default initramfs. */
    static byte[] fileOf(TestImages images, String path) {
        byte[] archive = read(images.initramfs());
        String name = path.substring(1);
        for (int at = 0; ; ) {
            int size = field(archive, at, 6);
            int nameSize = field(archive, at, 11);
            String found = new String(archive, at + 110, nameSize - 1, StandardCharsets.ISO_8859_1);
            int content = at + 110 + nameSize + 3 & -4;
            if (found.equals(name)) {
                return Arrays.copyOfRange(archive, content, content + size);
            }
            if (found.equals("TRAILER!!!")) {
                throw new AssertionError("the initramfs has no " + path);
            }
            at = content + size + 3 & -4;
        }
    }

    /** A field of a newc header: eight hex digits each, behind a magic of six. */
    private static int field(byte[] archive, int header, int index) {
        return Integer.parseUnsignedInt(new String(archive, header + 6 + 8 * index, 8, StandardCharsets.US_ASCII), 16);
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
