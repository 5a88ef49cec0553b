package dev.initlab.capstone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class LibrarySearchTest {
    private static final String NO_SYSTEM_LIBRARY = "libcapstone.so.none";

    @TempDir
    Path dir;

    @Test
    void theLibraryOfThisMachineIsLoadedOnce() {
        CapstoneLibrary library = CapstoneLibrary.find();

        assertThat(library.version().major()).isBetween(4, 5);
        assertThat(library.supports(Arch.X86)).isTrue();
        assertThat(library.isDiet()).isFalse();
        assertThat(library.isX86Reduced()).isFalse();
        assertThat(CapstoneLibrary.find()).isSameAs(library);
    }

    @Test
    void propertyComesBeforeVariableBeforeSystemBeforeFolder() throws Exception {
        String byProperty = copy("property").toString();
        String byVariable = copy("variable").toString();
        String bySystem = copy("system").toString();
        Path folder = Files.createDirectory(dir.resolve("folder"));
        Path inFolder = Files.copy(library(), folder.resolve("libcapstone.so.5"));
        Files.copy(library(), folder.resolve("libcapstone.so.3"));

        assertThat(search(Optional.of(byProperty), Optional.of(byVariable), bySystem, folder).find().name())
            .isEqualTo(byProperty);
        assertThat(search(Optional.empty(), Optional.of(byVariable), bySystem, folder).find().name())
            .isEqualTo(byVariable);
        assertThat(search(Optional.empty(), Optional.empty(), bySystem, folder).find().name())
            .isEqualTo(bySystem);
        assertThat(search(Optional.empty(), Optional.empty(), NO_SYSTEM_LIBRARY, folder).find().name())
            .isEqualTo(inFolder.toString());
    }

    @Test
    void saysInOneLineWhatWasLookedAt() throws Exception {
        Files.writeString(dir.resolve("libcapstone.so.5"), "no library");

        assertThatThrownBy(() -> search(Optional.empty(), Optional.empty(), NO_SYSTEM_LIBRARY, dir).find())
            .isInstanceOf(CapstoneLibraryException.class)
            .hasMessageStartingWith("libcapstone 4 or 5 not found; looked at " + NO_SYSTEM_LIBRARY)
            .hasMessageContaining(dir.resolve("libcapstone.so.5").toString())
            .hasMessageEndingWith("; install it: install capstone")
            .hasMessageNotContainingAny("\n");
    }

    @Test
    void saysWhenTheFolderHasNone() {
        assertThatThrownBy(() -> search(Optional.empty(), Optional.empty(), NO_SYSTEM_LIBRARY, dir).find())
            .hasMessageContaining(dir + " (no libcapstone* in it)");
        assertThatThrownBy(() -> search(Optional.empty(), Optional.empty(), NO_SYSTEM_LIBRARY,
            dir.resolve("x")).find())
            .hasMessageContaining(dir.resolve("x") + " (no such folder)");
    }

    @Test
    void aNamedFileMustBeUsable() {
        String missing = dir.resolve("missing.so").toString();

        assertThatThrownBy(() -> search(Optional.of(missing), Optional.empty(), NO_SYSTEM_LIBRARY, dir)
            .find())
            .isInstanceOf(CapstoneLibraryException.class)
            .hasMessageContaining("system property dev.initlab.capstone.library")
                .hasMessageContaining(missing)
            .hasMessageContaining("install capstone").hasMessageNotContainingAny("\n");
        assertThatThrownBy(() -> search(Optional.empty(), Optional.of(missing), NO_SYSTEM_LIBRARY, dir)
            .find())
            .hasMessageContaining("environment variable INITLAB_CAPSTONE_LIBRARY")
                .hasMessageContaining(missing);
    }

    @Test
    void refusesALibraryThatIsAnother() throws Exception {
        Path other = Path.of(System.getProperty("dev.initlab.native.dir"), "libunicorn.so.2");
        assumeTrue(Files.exists(other), "libunicorn is needed");

        assertThatThrownBy(() -> CapstoneLibrary.load(other)).isInstanceOf(CapstoneLibraryException.class)
            .hasMessage(other + ": it has no cs_version");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Linux    | ID=debian                      | sudo apt-get install libcapstone-dev
        Linux    | ID=ubuntu                      | sudo apt-get install libcapstone-dev
        Linux    | ID=linuxmint ID_LIKE="ubuntu debian" | sudo apt-get install libcapstone-dev
        Linux    | ID=fedora                      | sudo dnf install capstone
        Linux    | ID="rocky" ID_LIKE="rhel centos fedora" | sudo dnf install capstone
        Linux    | ID=manjaro ID_LIKE=arch        | sudo pacman -S capstone
        Linux    | ID="opensuse-leap" ID_LIKE="suse opensuse" | sudo zypper install libcapstone5
        Linux    | ID=alpine                      | sudo apk add capstone
        Linux    | NAME=Unknown                   | sudo apt-get install libcapstone-dev
        Mac OS X | ID=none                        | brew install capstone
        """)
    void namesTheCommandOfTheDistribution(String os, String release, String command) {
        assertThat(InstallCommand.of(os, release.replace(" ID_LIKE", "\nID_LIKE"))).isEqualTo(command);
    }

    @Test
    void looksForTheNamesOfTheSystem() {
        assertThat(LibrarySearch.systemNames("Linux")).containsExactly("libcapstone.so.5",
            "libcapstone.so.4");
        assertThat(LibrarySearch.systemNames("Mac OS X")).contains("libcapstone.5.dylib",
            "/opt/homebrew/lib/libcapstone.5.dylib", "/usr/local/lib/libcapstone.4.dylib");
    }

    private LibrarySearch search(Optional<String> property, Optional<String> variable, String system,
        Path folder) {
        return new LibrarySearch(property, variable, List.of(system), Optional.of(folder.toString()),
            "install capstone");
    }

    private Path copy(String name) throws Exception {
        return Files.copy(library(), dir.resolve(name));
    }

    private static Path library() throws Exception {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("dev.initlab.native.dir")))) {
            return files.filter(f -> f.getFileName().toString().startsWith("libcapstone")).findFirst()
                .orElseThrow();
        }
    }
}
