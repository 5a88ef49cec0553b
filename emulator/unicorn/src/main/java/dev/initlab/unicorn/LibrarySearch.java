package dev.initlab.unicorn;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.initlab.unicorn.Finding.Source;
import dev.initlab.unicorn.Finding.Status;
import org.jspecify.annotations.Nullable;

/**
 * The search for libunicorn: named file, then the system, then the private folder.
 *
 * <p>A file that was named explicitly is used or is an error; a system library that is too old is
 * passed over. Every place looked at is recorded.
 */
final class LibrarySearch {
    private static final List<String> NAMES = List.of("libunicorn.so.2", "libunicorn.so",
        "libunicorn.2.dylib", "libunicorn.dylib", "unicorn.dll");

    private final Function<String, @Nullable String> properties;
    private final Function<String, @Nullable String> environment;
    private final List<Path> systemDirectories;
    private final List<String> loaderNames;
    private final List<Finding> findings = new ArrayList<>();
    private @Nullable String accepted;

    /** The tests put their own places in the place of the system's. */
    LibrarySearch(Function<String, @Nullable String> properties,
            Function<String, @Nullable String> environment, List<Path> systemDirectories,
            List<String> loaderNames) {
        this.properties = properties;
        this.environment = environment;
        this.systemDirectories = systemDirectories;
        this.loaderNames = loaderNames;
    }

    static LibrarySearch ofThisMachine() {
        return new LibrarySearch(System::getProperty, System::getenv, directories(), NAMES);
    }

    /** What was looked at so far, in order. */
    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** A file, or a bare name for the system's loader. Throws where nothing usable was found. */
    String run() {
        explicit(Source.PROPERTY, properties.apply(UnicornLibrary.LIBRARY_PROPERTY),
            "system property " + UnicornLibrary.LIBRARY_PROPERTY);
        explicit(Source.ENVIRONMENT, environment.apply(UnicornLibrary.LIBRARY_VARIABLE),
            "environment variable " + UnicornLibrary.LIBRARY_VARIABLE);
        for (Path directory : systemDirectories) {
            NAMES.forEach(name -> look(Source.SYSTEM, directory.resolve(name).toString()));
        }
        // Directories that only the loader's own configuration names.
        loaderNames.forEach(name -> look(Source.SYSTEM, name));
        String folder = properties.apply(UnicornLibrary.DIRECTORY_PROPERTY);
        if (folder != null) {
            librariesIn(Path.of(folder)).forEach(file -> look(Source.DIRECTORY, file));
        }
        if (accepted == null) {
            throw new UnicornLibraryException(failure(folder));
        }
        return accepted;
    }

    private void explicit(Source source, @Nullable String file, String who) {
        if (file == null || file.isEmpty() || accepted != null) {
            return;
        }
        Finding finding = look(source, file);
        if (finding.status() != Status.ACCEPTED) {
            throw new UnicornLibraryException("the " + who + " names " + finding + "; libunicorn "
                + Version.OLDEST + " or newer is needed");
        }
    }

    private static List<String> librariesIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("libunicorn"))
                .map(Path::toString)
                .sorted().toList();
        } catch (IOException absent) {
            return List.of(folder.resolve("libunicorn*").toString());
        }
    }

    private Finding look(Source source, String place) {
        Finding finding = accepted == null ? probe(source, place)
            : new Finding(source, place, Status.NOT_NEEDED, Optional.empty(), "");
        findings.add(finding);
        if (finding.status() == Status.ACCEPTED) {
            accepted = place;
        }
        return finding;
    }

    private static Finding probe(Source source, String place) {
        boolean bareName = NAMES.contains(place);
        if (!bareName && !Files.isRegularFile(Path.of(place))) {
            return new Finding(source, place, Status.ABSENT, Optional.empty(), "");
        }
        if (!bareName && !looksLikeALibrary(Path.of(place))) {
            return new Finding(source, place, Status.UNUSABLE, Optional.empty(), "it is not a library");
        }
        try (Arena arena = Arena.ofConfined()) {
            SymbolLookup symbols = open(place, arena);
            Optional<MemorySegment> address = symbols.find("uc_version");
            if (address.isEmpty()) {
                return new Finding(source, place, Status.UNUSABLE, Optional.empty(),
                    "it has no uc_version()");
            }
            Version version = version(address.get());
            if (version.compareTo(Version.OLDEST) < 0) {
                return new Finding(source, place, Status.TOO_OLD, Optional.of(version),
                    "older than " + Version.OLDEST + ", whose page tables and speed are needed");
            }
            return new Finding(source, place, Status.ACCEPTED, Optional.of(version), "");
        } catch (IllegalArgumentException unloadable) {
            return bareName ? new Finding(source, place, Status.ABSENT, Optional.empty(), "")
                : new Finding(source, place, Status.UNUSABLE, Optional.empty(), "it cannot be loaded here");
        }
    }

    /** By its first bytes: ELF, Mach-O (both byte orders, or several architectures) or PE. */
    private static boolean looksLikeALibrary(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(4);
            int magic = start.length == 4 ? ByteBuffer.wrap(start).getInt() : 0;
            return switch (magic) {
                case 0x7f454c46, 0xfeedfacf, 0xcffaedfe, 0xcafebabe -> true;
                default -> magic >>> 16 == 0x4d5a;
            };
        } catch (IOException unreadable) {
            return false;
        }
    }

    static SymbolLookup open(String place, Arena arena) {
        return NAMES.contains(place) ? SymbolLookup.libraryLookup(place, arena)
            : SymbolLookup.libraryLookup(Path.of(place).toAbsolutePath(), arena);
    }

    private static Version version(MemorySegment function) {
        FunctionDescriptor type = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG);
        try {
            MethodHandle version = Linker.nativeLinker().downcallHandle(function, type);
            return Version.decode((int) version.invokeExact(0L, 0L));
        } catch (Throwable unexpected) {
            throw NativeCalls.unexpected(unexpected);
        }
    }

    private static List<Path> directories() {
        Set<Path> directories = new LinkedHashSet<>();
        String paths = System.getenv().getOrDefault("LD_LIBRARY_PATH", "") + File.pathSeparator
            + System.getProperty("java.library.path", "");
        Stream.of(paths.split(File.pathSeparator)).filter(path -> !path.isEmpty()).map(Path::of)
            .forEach(directories::add);
        String machine = switch (System.getProperty("os.arch", "")) {
            case "amd64" -> "x86_64";
            case String other -> other;
        };
        Stream.of("/usr/local/lib", "/usr/lib/" + machine + "-linux-gnu", "/usr/lib64", "/usr/lib",
            "/opt/homebrew/lib").map(Path::of).forEach(directories::add);
        return List.copyOf(directories);
    }

    private String failure(@Nullable String folder) {
        List<String> refused = findings.stream()
            .filter(finding -> finding.status() == Status.TOO_OLD || finding.status() == Status.UNUSABLE)
            .map(Finding::toString).toList();
        String directories = String.join(", ", systemDirectories.stream().map(Path::toString).toList());
        return "libunicorn " + Version.OLDEST + " or newer is needed; "
            + (refused.isEmpty() ? "none was found" : "refused: " + String.join("; ", refused))
            + "; looked in " + directories + (folder == null ? "" : ", " + folder)
            + "; install it with: " + installCommand();
    }

    private static String installCommand() {
        if (System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac")) {
            return "brew install unicorn";
        }
        record Manager(String program, String command) {
        }
        return Stream.of(new Manager("apt-get", "sudo apt-get install libunicorn2t64"),
                new Manager("dnf", "sudo dnf install unicorn"),
                new Manager("pacman", "sudo pacman -S unicorn"),
                new Manager("zypper", "sudo zypper install libunicorn2"))
            .filter(manager -> Files.isExecutable(Path.of("/usr/bin", manager.program)))
            .map(Manager::command).findFirst().orElse("your system's package manager, package libunicorn2");
    }
}
