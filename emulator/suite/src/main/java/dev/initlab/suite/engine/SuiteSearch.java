package dev.initlab.suite.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import dev.initlab.suite.file.Suite;

/** Where suite files are. */
final class SuiteSearch {
    /** What build tools write; copies of suites lie there. */
    private static final Set<String> NOT_ENTERED = Set.of("target", "build", "node_modules");

    private SuiteSearch() {
    }

    /** A file's name as unique ids have it: relative to the working directory where it lies below that. */
    static String portable(Path file) {
        Path here = Path.of("").toAbsolutePath().normalize();
        Path absolute = file.toAbsolutePath().normalize();
        return (absolute.startsWith(here) ? here.relativize(absolute) : absolute).toString().replace('\\', '/');
    }

    /** The suite files below a folder, sorted; hidden folders and those of build tools are not entered. */
    static List<Path> below(Path folder) {
        Set<Path> found = new TreeSet<>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
                    String name = String.valueOf(each.getFileName());
                    boolean skipped = !each.equals(folder) && (name.startsWith(".") || NOT_ENTERED.contains(name));
                    return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) {
                    if (each.toString().endsWith(Suite.SUFFIX)) {
                        found.add(each);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(found);
    }

    /** A suite file, or those below a folder; none where the URI names nothing on disk. */
    static List<Path> at(URI uri) {
        Optional<Path> path = onDisk(uri);
        if (path.isEmpty() || !Files.exists(path.get())) {
            return List.of();
        }
        return at(path.get());
    }

    private static List<Path> at(Path path) {
        if (Files.isDirectory(path)) {
            return below(path);
        }
        return path.toString().endsWith(Suite.SUFFIX) ? List.of(path) : List.of();
    }

    /** A suite file on the class path, or those below a folder there. */
    static List<Path> resources(String name) {
        return resources(Thread.currentThread().getContextClassLoader(), name);
    }

    private static List<Path> resources(ClassLoader loader, String name) {
        List<Path> found = new ArrayList<>();
        try {
            for (URL url : Collections.list(loader.getResources(name.replaceFirst("^/", "")))) {
                found.addAll(at(url.toURI()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            return found; // no file system has such a name
        }
        return found;
    }

    /**
     * What a class stands for; a name that leads nowhere stays in the list as it is, to be complained about.
     *
     * @param type  whose class path is meant
     * @param names as its annotation says
     */
    static List<Path> named(Class<?> type, String[] names) {
        ClassLoader loader = Optional.ofNullable(type.getClassLoader()).orElseGet(ClassLoader::getSystemClassLoader);
        List<Path> found = new ArrayList<>();
        for (String name : names) {
            Path file = Path.of(name);
            List<Path> there = Files.exists(file) ? at(file) : resources(loader, name);
            found.addAll(there.isEmpty() ? List.of(file) : there);
        }
        return found;
    }

    private static Optional<Path> onDisk(URI uri) {
        return "file".equals(uri.getScheme()) && uri.getPath() != null ? Optional.of(Path.of(URI.create(
                "file://" + uri.getRawPath()))) : Optional.empty();
    }
}
