package dev.initlab.unicorn;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The native library: found, checked and loaded once for the whole JVM.
 *
 * <p>The search order is: the file named by the system property {@value #LIBRARY_PROPERTY}; the file
 * named by the environment variable {@value #LIBRARY_VARIABLE}; the system's library directories;
 * {@code libunicorn*} in the folder named by the system property {@value #DIRECTORY_PROPERTY}. A named
 * file that is missing or older than {@link Version#OLDEST} is an error; a system library that is too
 * old is passed over.
 *
 * <p>Thread-safe.
 */
public final class UnicornLibrary {
    /** System property that names the library file to use. */
    public static final String LIBRARY_PROPERTY = "dev.initlab.unicorn.library";
    /** Environment variable that names the library file to use. */
    public static final String LIBRARY_VARIABLE = "INITLAB_UNICORN_LIBRARY";
    /** System property that names a folder with a private copy of the library. */
    public static final String DIRECTORY_PROPERTY = "dev.initlab.native.dir";

    private static @Nullable UnicornLibrary loaded;
    private static List<Finding> findings = List.of();

    private final Path path;
    private final SymbolLookup symbols;

    private UnicornLibrary(Path path, SymbolLookup symbols) {
        this.path = path;
        this.symbols = symbols;
    }

    /**
     * Finds and loads libunicorn, or returns what an earlier call loaded. A failed search is repeated.
     *
     * @throws UnicornLibraryException if there is no usable library; the message says what to do
     */
    public static synchronized UnicornLibrary load() {
        UnicornLibrary library = loaded;
        if (library == null) {
            LibrarySearch search = LibrarySearch.ofThisMachine();
            try {
                String place = search.run();
                library = new UnicornLibrary(Path.of(place), LibrarySearch.open(place, Arena.global()));
            } finally {
                findings = search.findings();
            }
            loaded = library;
        }
        return library;
    }

    /** Every place the last search looked at, in order; empty before the first {@link #load()}. */
    public static synchronized List<Finding> findings() {
        return findings;
    }

    /** The library's file; only a bare name where the system's loader found it by itself. */
    public Path path() {
        return path;
    }

    /** What {@code uc_version()} says. */
    public Version version() {
        return Version.decode(NativeCalls.version(0, 0));
    }

    /** Whether the library was built with this architecture. */
    public boolean supports(Arch arch) {
        return NativeCalls.archSupported(arch.value());
    }

    /** The library's own words for an error code, {@code uc_strerror()}. */
    public String describe(ErrorCode code) {
        return MemorySegment.ofAddress(NativeCalls.strerror(code.value())).reinterpret(Long.MAX_VALUE)
            .getString(0);
    }

    /**
     * The address of an exported function, for native code that calls libunicorn itself.
     *
     * @throws IllegalArgumentException if the library has no such symbol
     */
    public MemorySegment symbol(String name) {
        return symbols.find(name)
            .orElseThrow(() -> new IllegalArgumentException(path + " has no symbol " + name));
    }

    @Override
    public String toString() {
        return path + ", version " + version();
    }
}
