package dev.initlab.capstone;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A loaded libcapstone, version 4 or 5.
 *
 * <p>Free to share between threads. A library stays loaded to the end of the process; several can be loaded
 * side by side.
 */
public final class CapstoneLibrary {
    // capstone.h: CS_SUPPORT_DIET and CS_SUPPORT_X86_REDUCE follow CS_ARCH_ALL = 0xffff.
    private static final int SUPPORT_DIET = 0x10000;
    private static final int SUPPORT_X86_REDUCE = 0x10001;

    private static @Nullable CapstoneLibrary found;

    private final String name;
    private final NativeApi api;
    private final Version version;

    private CapstoneLibrary(String name, NativeApi api, Version version) {
        this.name = name;
        this.api = api;
        this.version = version;
    }

    /**
     * The library of this machine, loaded once.
     *
     * <p>Looked for in this order: the file that system property {@code dev.initlab.capstone.library} names;
     * the file that environment variable {@code INITLAB_CAPSTONE_LIBRARY} names; the system's libraries
     * (libcapstone.so.5, libcapstone.so.4, or the .dylib of the same); files {@code libcapstone*} in the
     * folder that system property {@code dev.initlab.native.dir} names. A file named by the first two must
     * be usable: nothing else is looked at then.
     *
     * @throws CapstoneLibraryException when there is none; the next call looks again
     */
    public static synchronized CapstoneLibrary find() {
        CapstoneLibrary library = found;
        if (library == null) {
            library = LibrarySearch.ofThisMachine().find();
            found = library;
        }
        return library;
    }

    /**
     * The library in a file.
     *
     * @throws CapstoneLibraryException when the file is missing, no libcapstone, or of another version
     */
    public static CapstoneLibrary load(Path file) {
        try {
            return of(file.toString(), SymbolLookup.libraryLookup(file, Arena.global()));
        } catch (IllegalArgumentException e) {
            throw new CapstoneLibraryException(file + ": " + LibrarySearch.oneLine(e));
        }
    }

    /** Throws IllegalArgumentException with the reason when {@code symbols} are no libcapstone 4 or 5. */
    static CapstoneLibrary of(String name, SymbolLookup symbols) {
        NativeApi api = new NativeApi(symbols);
        Version version = Version.of(api.version());
        if (version.major() != 4 && version.major() != 5) {
            throw new IllegalArgumentException("it is version " + version + ", not 4 or 5");
        }
        return new CapstoneLibrary(name, api, version);
    }

    /** The file, or the system's name of the library. */
    public String name() {
        return name;
    }

    /** The version the library says it has. */
    public Version version() {
        return version;
    }

    /** Whether the library can decode an architecture. */
    public boolean supports(Arch arch) {
        return arch.since() <= version.major() && api.support(arch.number());
    }

    /** Whether the library was built without names, groups and registers. */
    public boolean isDiet() {
        return api.support(SUPPORT_DIET);
    }

    /** Whether the library was built with the common x86 instructions only. */
    public boolean isX86Reduced() {
        return api.support(SUPPORT_X86_REDUCE);
    }

    /**
     * A disassembler of this library, for the calling thread.
     *
     * @throws CapstoneException when the library lacks the architecture or the mode
     * @throws IllegalArgumentException when a mode belongs to another architecture
     */
    public Disassembler open(Arch arch, Mode... modes) {
        return new Disassembler(this, arch, List.of(modes));
    }

    NativeApi api() {
        return api;
    }

    @Override
    public String toString() {
        return "libcapstone " + version + " (" + name + ")";
    }
}
