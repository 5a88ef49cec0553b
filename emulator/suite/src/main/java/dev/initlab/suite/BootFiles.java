package dev.initlab.suite;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.initlab.kernel.InputException;
import dev.initlab.kernel.host.InputFiles;

/**
 * The files of a run of boots, each read once.
 *
 * <p>Thread-safe. What changes on disk meanwhile is not seen; a run of its own has a new one of these.
 */
public final class BootFiles {
    private final Map<Path, BootImage> images = new ConcurrentHashMap<>();
    private final Map<Path, byte[]> contents = new ConcurrentHashMap<>();

    /**
     * An image.
     *
     * @throws InputException if it cannot be booted, or its tables make no sense
     */
    public BootImage image(Path file) {
        return images.computeIfAbsent(file, BootImage::read);
    }

    /**
     * All bytes of a file; not to be changed.
     *
     * @throws InputException if it cannot be read
     */
    public byte[] bytes(Path file) {
        return contents.computeIfAbsent(file, InputFiles::read);
    }
}
