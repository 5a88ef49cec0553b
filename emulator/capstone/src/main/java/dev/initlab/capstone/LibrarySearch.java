package dev.initlab.capstone;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Looks for a libcapstone in the order that {@link CapstoneLibrary#find()} promises, and remembers where.
 *
 * @param property the file that a system property names
 * @param variable the file that an environment variable names
 * @param system names or files the system's loader is asked for
 * @param folder the folder with libraries of the project's own
 * @param install the command that installs the library
 */
record LibrarySearch(Optional<String> property, Optional<String> variable, List<String> system,
                     Optional<String> folder, String install) {
    static final String PROPERTY = "dev.initlab.capstone.library";
    static final String VARIABLE = "INITLAB_CAPSTONE_LIBRARY";
    static final String FOLDER_PROPERTY = "dev.initlab.native.dir";

    static LibrarySearch ofThisMachine() {
        String os = System.getProperty("os.name", "");
        return new LibrarySearch(
            nonEmpty(System.getProperty(PROPERTY)),
            nonEmpty(System.getenv(VARIABLE)),
            systemNames(os),
            nonEmpty(System.getProperty(FOLDER_PROPERTY)),
            InstallCommand.of(os, osRelease()));
    }

    CapstoneLibrary find() {
        if (property.isPresent()) {
            return named("system property " + PROPERTY, property.get());
        }
        if (variable.isPresent()) {
            return named("environment variable " + VARIABLE, variable.get());
        }
        List<String> looked = new ArrayList<>();
        for (String name : system) {
            try {
                return CapstoneLibrary.of(name, SymbolLookup.libraryLookup(name, Arena.global()));
            } catch (IllegalArgumentException e) {
                looked.add(name + " (" + oneLine(e) + ")");
            }
        }
        for (Path file : filesOfFolder(looked)) {
            try {
                return CapstoneLibrary.load(file);
            } catch (CapstoneLibraryException e) {
                looked.add(oneLine(e));
            }
        }
        throw new CapstoneLibraryException("libcapstone 4 or 5 not found; looked at "
            + String.join(", ", looked)
            + "; install it: " + install);
    }

    private CapstoneLibrary named(String what, String file) {
        try {
            return CapstoneLibrary.load(Path.of(file));
        } catch (CapstoneLibraryException | IllegalArgumentException e) {
            throw new CapstoneLibraryException("no libcapstone 4 or 5 where " + what + " says; looked at "
                + oneLine(e) + "; correct it, or install the library: " + install);
        }
    }

    /** The newest version first: by name, backwards. */
    private List<Path> filesOfFolder(List<String> looked) {
        if (folder.isEmpty()) {
            looked.add("no folder, system property " + FOLDER_PROPERTY + " is not set");
            return List.of();
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(folder.get()),
            "libcapstone*")) {
            entries.forEach(files::add);
        } catch (IOException | IllegalArgumentException e) {
            looked.add(folder.get() + " (no such folder)");
            return List.of();
        }
        if (files.isEmpty()) {
            looked.add(folder.get() + " (no libcapstone* in it)");
        }
        files.sort(Comparator.comparing((Path file) -> file.getFileName().toString()).reversed());
        return files;
    }

    /** Homebrew's folders are not on the path of macOS's loader. */
    static List<String> systemNames(String os) {
        if (!os.toLowerCase(Locale.ROOT).contains("mac")) {
            return List.of("libcapstone.so.5", "libcapstone.so.4");
        }
        List<String> names = new ArrayList<>();
        for (String prefix : List.of("", "/opt/homebrew/lib/", "/usr/local/lib/")) {
            names.add(prefix + "libcapstone.5.dylib");
            names.add(prefix + "libcapstone.4.dylib");
        }
        return names;
    }

    static String oneLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
    }

    private static Optional<String> nonEmpty(@Nullable String value) {
        return Optional.ofNullable(value).filter(v -> !v.isEmpty());
    }

    private static String osRelease() {
        try {
            return Files.readString(Path.of("/etc/os-release"));
        } catch (IOException e) {
            return "";
        }
    }
}
