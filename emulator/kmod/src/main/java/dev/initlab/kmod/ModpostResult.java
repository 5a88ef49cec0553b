package dev.initlab.kmod;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What modpost has to say and to write.
 *
 * @param files    {@code <name>.mod.c} for each object and {@code Module.symvers}; none when it failed
 * @param messages lines as modpost prints them, in its order
 * @param failed   whether one of them is an error
 */
public record ModpostResult(List<OutputFile> files, List<String> messages, boolean failed) {

    /**
     * A file to be written.
     *
     * @param name without directories
     * @param text all of it
     */
    public record OutputFile(String name, String text) {
    }

    public ModpostResult {
        files = List.copyOf(files);
        messages = List.copyOf(messages);
    }

    /**
     * Writes the files into a directory, which is made when missing. A file that already has this text is
     * left alone, so that make does not compile it again (scripts/mod/modpost.c: write_if_changed()).
     *
     * @throws IOException if one cannot be written
     */
    public void writeTo(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (OutputFile file : files) {
            Path path = directory.resolve(file.name());
            byte[] text = file.text().getBytes(StandardCharsets.UTF_8);
            if (!Files.isRegularFile(path) || !Arrays.equals(Files.readAllBytes(path), text)) {
                Files.write(path, text);
            }
        }
    }
}
