package dev.initlab.capstone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The libraries the tests run on: this machine's, and another one when the system property
 * {@code dev.initlab.capstone.other} names its file.
 */
final class TestLibraries {
    private static final List<CapstoneLibrary> ALL = load();

    private TestLibraries() {
    }

    static List<CapstoneLibrary> all() {
        return ALL;
    }

    private static List<CapstoneLibrary> load() {
        List<CapstoneLibrary> libraries = new ArrayList<>();
        libraries.add(CapstoneLibrary.find());
        String other = System.getProperty("dev.initlab.capstone.other", "");
        if (!other.isEmpty()) {
            libraries.add(CapstoneLibrary.load(Path.of(other)));
        }
        return List.copyOf(libraries);
    }
}
