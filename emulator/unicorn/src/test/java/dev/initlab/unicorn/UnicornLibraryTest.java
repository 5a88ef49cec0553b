package dev.initlab.unicorn;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import dev.initlab.unicorn.Finding.Source;
import dev.initlab.unicorn.Finding.Status;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class UnicornLibraryTest {
    /** x86: mov eax, imm32. */
    private static final byte LOAD_EAX = (byte) 0xb8;

    @TempDir
    private Path folder;
    private Path good;

    @BeforeEach
    void place() {
        good = UnicornLibrary.load().path();
    }

    private static LibrarySearch search(Map<String, String> properties, Map<String, String> environment,
            Path... system) {
        return new LibrarySearch(properties::get, environment::get, List.of(system), List.of());
    }

    /** A copy whose {@code uc_version()} says 2.0.1. */
    private Path tooOld(String name) throws IOException {
        Version version = UnicornLibrary.load().version();
        byte[] library = Files.readAllBytes(good);
        int packed = version.major() << 24 | version.minor() << 16 | version.patch() << 8 | version.extra();
        ByteBuffer instruction = ByteBuffer.allocate(5).order(ByteOrder.LITTLE_ENDIAN);
        byte[] code = instruction.put(LOAD_EAX).putInt(packed).array();
        int at = -1;
        int times = 0;
        for (int i = 0; i + code.length <= library.length; i++) {
            if (library[i] == LOAD_EAX && Arrays.equals(library, i, i + code.length, code, 0, code.length)) {
                at = i;
                times++;
            }
        }
        if (times != 1) {
            System.out.println("skipped: uc_version() of " + good + " cannot be patched on this host");
        }
        assumeTrue(times == 1, "x86-64 host with a library whose version is one constant");
        ByteBuffer.wrap(library).order(ByteOrder.LITTLE_ENDIAN).putInt(at + 1, 0x020001ff);
        return Files.write(folder.resolve(name), library);
    }

    @Test
    void theLoadedLibraryIsNewEnoughAndKnown() {
        UnicornLibrary library = UnicornLibrary.load();
        assertThat(library).isSameAs(UnicornLibrary.load());
        assertThat(library.version()).isGreaterThanOrEqualTo(Version.OLDEST);
        assertThat(UnicornLibrary.findings()).filteredOn(finding -> finding.status() == Status.ACCEPTED)
            .singleElement()
            .satisfies(finding -> assertThat(finding.version()).contains(library.version()));
        assertThat(library.symbol("uc_emu_stop").address()).isNotZero();
        assertThatThrownBy(() -> library.symbol("uc_no_such_thing"))
            .isInstanceOf(IllegalArgumentException.class);
        assertThat(library).hasToString(library.path() + ", version " + library.version());
    }

    @Test
    void versionsAreOrdered() {
        assertThat(Version.decode(0x020101ff)).isEqualTo(new Version(2, 1, 1, 255)).hasToString("2.1.1");
        assertThat(Version.decode(0x02010002)).hasToString("2.1.0-rc2")
            .isLessThan(Version.decode(0x020100ff));
        assertThat(Version.decode(0x0100)).as("1.x has two bytes").isEqualTo(new Version(1, 0, 0, 255));
        assertThat(Version.decode(0x020001ff)).isLessThan(Version.OLDEST);
        assertThat(Version.decode(0x030000ff)).isGreaterThan(Version.OLDEST);
    }

    @Test
    void aNamedFileComesFirst() {
        LibrarySearch search = search(Map.of(UnicornLibrary.LIBRARY_PROPERTY, good.toString()),
            Map.of(UnicornLibrary.LIBRARY_VARIABLE, "/nowhere/libunicorn.so"), folder);
        assertThat(search.run()).isEqualTo(good.toString());
        assertThat(search.findings()).first().satisfies(first -> {
            assertThat(first.source()).isEqualTo(Source.PROPERTY);
            assertThat(first.status()).isEqualTo(Status.ACCEPTED);
        });
        assertThat(search.findings()).filteredOn(finding -> finding.source() == Source.SYSTEM).isNotEmpty()
            .allMatch(finding -> finding.status() == Status.NOT_NEEDED);
    }

    @Test
    void aVariableComesBeforeTheSystem() throws IOException {
        Files.copy(good, folder.resolve("libunicorn.so.2"));
        LibrarySearch search = search(Map.of(), Map.of(UnicornLibrary.LIBRARY_VARIABLE, good.toString()),
            folder);
        assertThat(search.run()).isEqualTo(good.toString());
    }

    @Test
    void aNamedFileThatIsMissingIsAnError() {
        LibrarySearch search = search(Map.of(), Map.of(UnicornLibrary.LIBRARY_VARIABLE,
            "/nowhere/libunicorn.so"));
        assertThatThrownBy(search::run).isInstanceOf(UnicornLibraryException.class)
            .hasMessageContaining("INITLAB_UNICORN_LIBRARY")
            .hasMessageContaining("/nowhere/libunicorn.so: absent")
            .hasMessageNotContaining("\n");
    }

    @Test
    void aNamedFileThatIsTooOldIsAnError() throws IOException {
        Path old = tooOld("old.so");
        LibrarySearch search = search(Map.of(UnicornLibrary.LIBRARY_PROPERTY, old.toString(),
            UnicornLibrary.DIRECTORY_PROPERTY, good.getParent().toString()), Map.of());
        assertThatThrownBy(search::run).isInstanceOf(UnicornLibraryException.class)
            .hasMessageContaining("dev.initlab.unicorn.library")
            .hasMessageContaining("too old, version 2.0.1");
    }

    @Test
    void aSystemLibraryThatIsTooOldIsPassedOver() throws IOException {
        Path old = tooOld("libunicorn.so.2");
        LibrarySearch search = search(Map.of(UnicornLibrary.DIRECTORY_PROPERTY, good.getParent().toString()),
            Map.of(), folder);
        assertThat(search.run()).isEqualTo(good.toString());
        assertThat(search.findings()).first().satisfies(finding -> {
            assertThat(finding.place()).isEqualTo(old.toString());
            assertThat(finding.status()).isEqualTo(Status.TOO_OLD);
            assertThat(finding.version()).contains(new Version(2, 0, 1, 255));
        });
    }

    @Test
    void aSystemLibraryComesBeforeThePrivateOne() throws IOException {
        Path system = Files.copy(good, folder.resolve("libunicorn.so.2"));
        LibrarySearch search = search(Map.of(UnicornLibrary.DIRECTORY_PROPERTY, good.getParent().toString()),
            Map.of(), folder);
        assertThat(search.run()).isEqualTo(system.toString());
    }

    @Test
    void whatIsNoLibraryIsRefused() throws IOException {
        Files.writeString(folder.resolve("libunicorn.so.2"), "not a library");
        LibrarySearch search = search(Map.of(), Map.of(), folder);
        assertThatThrownBy(search::run).isInstanceOf(UnicornLibraryException.class)
            .hasMessageContaining("libunicorn 2.1.1").hasMessageContaining("unusable")
            .hasMessageContaining(folder.toString()).hasMessageContaining("install")
            .hasMessageNotContaining("\n");
        assertThat(search.findings()).first().hasToString(folder.resolve("libunicorn.so.2")
            + ": unusable, it is not a library");
    }

    @Test
    void aLibraryOfAnotherMachineIsRefused() throws IOException {
        Path foreign = folder.resolve("libunicorn.so.2");
        byte[] library = Files.readAllBytes(good);
        library[18] ^= 0x40; // e_machine
        Files.write(foreign, library);
        LibrarySearch search = search(Map.of(UnicornLibrary.LIBRARY_PROPERTY, foreign.toString()), Map.of());
        assertThatThrownBy(search::run).isInstanceOf(UnicornLibraryException.class)
            .hasMessageContaining("unusable, it cannot be loaded here");
    }

    @Test
    void nothingAtAllSaysWhatToInstall() {
        LibrarySearch search = search(Map.of(UnicornLibrary.DIRECTORY_PROPERTY, folder.toString()), Map.of());
        assertThatThrownBy(search::run).isInstanceOf(UnicornLibraryException.class)
            .hasMessageContaining("none was found").hasMessageContaining(folder.toString())
            .hasMessageContaining("install it with: ");
    }
}
