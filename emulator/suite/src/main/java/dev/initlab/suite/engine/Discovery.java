package dev.initlab.suite.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import dev.initlab.suite.BootFiles;
import dev.initlab.suite.file.Suite;
import dev.initlab.suite.file.SuiteReader;
import dev.initlab.suite.file.SuiteReader.Result;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.discovery.ClasspathResourceSelector;
import org.junit.platform.engine.discovery.ClasspathRootSelector;
import org.junit.platform.engine.discovery.DirectorySelector;
import org.junit.platform.engine.discovery.FilePosition;
import org.junit.platform.engine.discovery.FileSelector;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.engine.discovery.UriSelector;

/** What a tool selects, collected, and then the tree of tests for it: sorted by file, whatever was asked for first. */
final class Discovery {
    private final UniqueId root;
    private final SuiteReader reader;
    private final Map<String, Result> results = new HashMap<>();
    private final Map<Branch, List<Part>> wanted = new LinkedHashMap<>();

    /** A suite file, and the class it was found by, if one. */
    private record Branch(Optional<Class<?>> type, String path) {
    }

    /** A part of a file; where something is empty, all of it is meant. */
    private record Part(Optional<String> boot, OptionalInt number, OptionalInt line) {
        static final Part ALL = new Part(Optional.empty(), OptionalInt.empty(), OptionalInt.empty());

        boolean has(Suite.Cell cell) {
            return boot.isEmpty() || boot.get().equals(cell.name());
        }

        boolean has(Suite.Check check) {
            return (number.isEmpty() || number.getAsInt() == check.number())
                    && (line.isEmpty() || line.getAsInt() == check.at().line());
        }

        boolean hasMistake(int index) {
            return boot.isEmpty() && (number.isEmpty() || number.getAsInt() == index);
        }
    }

    Discovery(UniqueId root, BootFiles files) {
        this.root = root;
        this.reader = new SuiteReader(files);
    }

    /** Takes a selector; false if it selects no suite. */
    boolean select(DiscoverySelector selector) {
        return switch (selector) {
            case FileSelector file -> file.getPath().toString().endsWith(Suite.SUFFIX)
                    && want(Optional.empty(), file.getPath(), atLine(file));
            case DirectorySelector folder -> whole(SuiteSearch.below(folder.getPath()));
            case ClasspathRootSelector classpath -> whole(SuiteSearch.at(classpath.getClasspathRoot()));
            case UriSelector uri -> whole(SuiteSearch.at(uri.getUri()));
            case ClasspathResourceSelector resource -> whole(
                    SuiteSearch.resources(resource.getClasspathResourceName()));
            case ClassSelector type -> ofClass(type.getJavaClass(), Optional.empty(), Part.ALL);
            case UniqueIdSelector id -> byId(id.getUniqueId());
            default -> false;
        };
    }

    private boolean whole(List<Path> files) {
        files.forEach(file -> want(Optional.empty(), file, Part.ALL));
        return !files.isEmpty();
    }

    /** A line where no expectation is means the file. */
    private Part atLine(FileSelector file) {
        Optional<Integer> line = file.getPosition().map(FilePosition::getLine);
        boolean known = line.isPresent()
                && result(SuiteSearch.portable(file.getPath())) instanceof Result.Good(Suite suite)
                && suite.cells().stream().flatMap(c -> c.checks().stream()).anyMatch(c -> c.at().line() == line.get());
        return known ? new Part(Optional.empty(), OptionalInt.empty(), OptionalInt.of(line.get())) : Part.ALL;
    }

    private boolean ofClass(Class<?> type, Optional<String> path, Part part) {
        List<Path> named = AnnotationSupport.findAnnotation(type, SuiteFiles.class)
                .map(a -> SuiteSearch.named(type, a.value())).orElse(List.of());
        List<Path> chosen = named.stream().filter(f -> path.isEmpty() || path.get().equals(SuiteSearch.portable(f)))
                .toList();
        chosen.forEach(file -> want(Optional.of(type), file, part));
        return !chosen.isEmpty();
    }

    private boolean byId(UniqueId id) {
        if (!id.hasPrefix(root)) {
            return false;
        }
        Map<String, String> segments = new LinkedHashMap<>();
        id.getSegments().stream().skip(root.getSegments().size()).forEach(s -> segments.put(s.getType(), s.getValue()));
        Optional<String> number = Optional.ofNullable(segments.get(SuiteDescriptor.EXPECTATION))
                .or(() -> Optional.ofNullable(segments.get(SuiteDescriptor.MISTAKE)));
        if (number.isPresent() && !number.get().matches("\\d{1,9}")) {
            return false;
        }
        Part part = new Part(Optional.ofNullable(segments.get(SuiteDescriptor.BOOT)),
                number.map(n -> OptionalInt.of(Integer.parseInt(n))).orElse(OptionalInt.empty()), OptionalInt.empty());
        Optional<String> path = Optional.ofNullable(segments.get(SuiteDescriptor.FILE));
        Optional<Class<?>> type = Optional.ofNullable(segments.get(SuiteDescriptor.CLASS))
                .flatMap(name -> ReflectionSupport.tryToLoadClass(name).toOptional());
        if (type.isPresent()) {
            return ofClass(type.get(), path, part);
        }
        return path.isPresent() && want(Optional.empty(), Path.of(path.get()), part);
    }

    private boolean want(Optional<Class<?>> type, Path file, Part part) {
        wanted.computeIfAbsent(new Branch(type, SuiteSearch.portable(file)), _ -> new ArrayList<>()).add(part);
        return true;
    }

    private Result result(String path) {
        return results.computeIfAbsent(path, p -> reader.read(Path.of(p)));
    }

    /** Hangs all that was selected below the engine. */
    void addTo(TestDescriptor engine) {
        Map<Class<?>, TestDescriptor> types = new HashMap<>();
        wanted.keySet().stream().sorted(order()).forEach(branch -> {
            TestDescriptor parent = branch.type().map(type -> types.computeIfAbsent(type, t -> {
                TestDescriptor made = new SuiteDescriptor.OfClass(engine, t);
                engine.addChild(made);
                return made;
            })).orElse(engine);
            addFile(parent, branch.path(), wanted.getOrDefault(branch, List.of()));
        });
    }

    /** Files with mistakes come first: nothing has booted when they are reported. */
    private Comparator<Branch> order() {
        return Comparator.comparing((Branch b) -> result(b.path()) instanceof Result.Good)
                .thenComparing(b -> b.type().map(Class::getName).orElse("")).thenComparing(Branch::path);
    }

    private void addFile(TestDescriptor parent, String path, List<Part> parts) {
        switch (result(path)) {
            case Result.Good(Suite suite) -> {
                TestDescriptor file = new SuiteDescriptor.OfFile(parent, path, suite.title());
                suite.cells().stream().filter(c -> parts.stream().anyMatch(p -> p.has(c)))
                        .forEach(c -> addCell(file, suite, c, parts));
                if (!file.getChildren().isEmpty()) {
                    parent.addChild(file);
                }
            }
            case Result.Bad(_, var mistakes) -> {
                TestDescriptor file = new SuiteDescriptor.OfFile(parent, path, path);
                parent.addChild(file);
                for (int i = 1; i <= mistakes.size(); i++) {
                    int index = i;
                    if (parts.stream().anyMatch(p -> p.hasMistake(index))) {
                        file.addChild(new SuiteDescriptor.OfMistake(file, mistakes.get(i - 1), i));
                    }
                }
            }
        }
    }

    private static void addCell(TestDescriptor file, Suite suite, Suite.Cell cell, List<Part> parts) {
        TestDescriptor boot = new SuiteDescriptor.OfCell(file, suite, cell);
        cell.checks().stream().filter(check -> parts.stream().anyMatch(p -> p.has(cell) && p.has(check)))
                .forEach(check -> boot.addChild(new SuiteDescriptor.OfCheck(boot, suite, check)));
        if (!boot.getChildren().isEmpty()) {
            file.addChild(boot);
        }
    }
}
