package dev.initlab.kernel.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.initlab.trace.Event;
import dev.initlab.trace.Initcall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Bytes of the guest are changed, and what the guest does changes with them: it is the guest that does it. */
@OnEachArchitecture
class CannotBeFakedTest {
    private final TestImages images;

    CannotBeFakedTest(TestImages images) {
        this.images = images;
    }
    @TempDir
    private Path directory;

    @Test
    void aByteOfAStringShowsInLogAndUart() {
        Path patched = ImagePatch.of(images.vmlinux()).replace(ascii("smp: Brought up"), ascii("smp: Brought Up"))
                .write(directory.resolve("vmlinux"));
        GuestBoot before = GuestBoot.boot(GuestBoot.config(images.vmlinux()));
        GuestBoot after = GuestBoot.boot(GuestBoot.config(patched));
        assertThat(before.log()).anyMatch(line -> line.startsWith("smp: Brought up "));
        assertThat(after.log()).isEqualTo(
                before.log().stream().map(line -> line.replace("Brought up", "Brought Up")).toList());
        assertThat(after.uartText()).isEqualTo(before.uartText().replace("Brought up", "Brought Up"))
                .isNotEqualTo(before.uartText());
    }

    @Test
    void twoEntriesThatChangePlacesChangeTheOrder() {
        ImagePatch image = ImagePatch.of(images.vmlinux());
        long heartbeat = image.entryOf("heartbeat_init");
        long absent = image.entryOf("absent_init");
        Path patched = image.entry(heartbeat, image.symbol("absent_init"))
                .entry(absent, image.symbol("heartbeat_init")).write(directory.resolve("vmlinux"));
        GuestBoot before = GuestBoot.boot(GuestBoot.config(images.vmlinux()).withCommandLine("initcall_debug"));
        GuestBoot after = GuestBoot.boot(GuestBoot.config(patched).withCommandLine("initcall_debug"));

        assertThat(after.initcalls()).isEqualTo(swapped(before.initcalls(), "heartbeat_init", "absent_init"));
        assertThat(calling(after)).isEqualTo(swapped(calling(before), "heartbeat_init", "absent_init"));
        // Their own lines change places, in the log as on the UART, and no other line does.
        assertThat(own(after)).isEqualTo(swapped(own(before), "heartbeat", "absent"));
        assertThat(after.uartText().indexOf("absent: ")).isPositive()
                .isLessThan(after.uartText().indexOf("heartbeat: "));
        assertThat(before.uartText().indexOf("heartbeat: ")).isPositive()
                .isLessThan(before.uartText().indexOf("absent: "));
    }

    @Test
    void aSystemCallOfAnotherNumberIsAnotherSystemCall() {
        Path insmod = directory.resolve("insmod");
        write(insmod, Initramfs.fileOf(images, "/bin/insmod"));
        byte[] patched = ImagePatch.of(insmod)
                .replace(images.initModuleNumber(), images.unknownNumber())
                .bytes();
        GuestBoot boot = new Initramfs().file("/bin/insmod", patched).insmod(images.module("hello"))
                .boot(images);

        assertThat(boot.exited("/bin/insmod").status()).isEqualTo(38); // ENOSYS
        assertThat(boot.events().events(Event.SystemCall.class)).filteredOn(e -> e.number() == 400)
                .singleElement().satisfies(e -> assertThat(e.errno()).contains("ENOSYS"));
        assertThat(boot.log()).anyMatch(line -> line.matches(
                "insmod\\[\\d+]: system call 400 is not implemented"));
        assertThat(boot.uartText())
                .contains("insmod: can't insert '/lib/modules/test/hello.ko': Function not implemented\r\n");
        assertThat(boot.log()).noneMatch(line -> line.startsWith("Hello"));
        assertThat(boot.states("hello")).isEmpty();
    }

    @Test
    void whatAProgramPrintsIsWhatIsInIt() {
        Path insmod = directory.resolve("insmod");
        write(insmod, Initramfs.fileOf(images, "/bin/insmod"));
        byte[] patched = ImagePatch.of(insmod).replace(ascii("invalid module format"), ascii("invalid Module format"))
                .bytes();
        GuestBoot boot = new Initramfs().file("/bin/insmod", patched)
                .insmod("/x.ko", new byte[100], "").boot(images);
        assertThat(boot.uartText()).contains("insmod: can't insert '/x.ko': invalid Module format\r\n");
    }

    @Test
    void withoutConsoleInitcallNothingReachesTheUart() {
        ImagePatch image = ImagePatch.of(images.vmlinux());
        Path patched = image.symbol("__con_initcall_end", image.symbol("__con_initcall_start"))
                .write(directory.resolve("vmlinux"));
        GuestBoot boot = GuestBoot.boot(GuestBoot.config(patched).withCommandLine("ignore_loglevel"));
        assertThat(boot.uart()).isEmpty();
        assertThat(boot.log()).anyMatch(line -> line.startsWith("Linux version ")).hasSizeGreaterThan(20);
        assertThat(boot.events().events(Event.InitcallStarted.class)).isNotEmpty()
                .noneMatch(e -> e.initcall() instanceof Initcall.BuiltIn b && b.level().equals("console"));
    }

    private static List<String> calling(GuestBoot boot) {
        return boot.log().stream().filter(line -> line.startsWith("calling ")).map(line -> line.split("[ +]+")[1])
                .toList();
    }

    private static List<String> own(GuestBoot boot) {
        return boot.log().stream().filter(line -> !line.startsWith("calling ") && !line.startsWith("initcall "))
                .map(line -> line.split(":")[0]).toList();
    }

    private static List<String> swapped(List<String> list, String a, String b) {
        List<String> copy = new ArrayList<>(list);
        assertThat(copy).containsOnlyOnce(a, b);
        Collections.swap(copy, copy.indexOf(a), copy.indexOf(b));
        return copy;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
