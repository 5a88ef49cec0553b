package dev.initlab.cli;

import java.util.List;
import java.util.Optional;

import dev.initlab.machine.Architecture;
import dev.initlab.machine.check.EngineCheck;
import dev.initlab.machine.check.EngineChecks;
import dev.initlab.machine.check.EngineSpeed;
import dev.initlab.machine.check.StoreSpeed;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the doctor says of machines that are not as this one. */
class DoctorReportTest {
    private static final NativeLibrary UNICORN = new NativeLibrary("libunicorn",
            Optional.of(new NativeLibrary.Used("2.1.9", "/lib/libunicorn.so.2", "somewhere")), List.of(),
            Optional.empty());
    private static final NativeLibrary CAPSTONE = new NativeLibrary("libcapstone",
            Optional.of(new NativeLibrary.Used("5.0", "/lib/libcapstone.so.5", "somewhere")), List.of(),
            Optional.empty());
    private static final NativeLibrary NO_CAPSTONE = new NativeLibrary("libcapstone", Optional.empty(),
            List.of(), Optional.of("libcapstone not found; install it"));
    private static final EngineCheck CHECK = EngineChecks.of(Architecture.X86_64).getFirst();
    private static final EngineCheck OTHER = EngineChecks.of(Architecture.X86_64).getLast();

    @Test
    void aFailedCheck() {
        DoctorReport report = report(CAPSTONE, List.of(
                new DoctorReport.Checked(CHECK, Optional.of("0x1 instead of 0x2")),
                new DoctorReport.Checked(OTHER, Optional.empty())), List.of());
        assertThat(report.exitStatus()).isEqualTo(1);
        assertThat(report.problems()).singleElement().asString()
                .startsWith("1 of 2 engine checks failed with libunicorn 2.1.9; ")
                .contains("2.1.1 is the one");
        assertThat(DoctorText.checked(report)).containsSequence("Engine, x86_64: 1 of 2 checks are well",
                "  FAILED  %-18s  %s".formatted(CHECK.id(), CHECK.what()),
                " ".repeat(30) + "seen: 0x1 instead of 0x2",
                " ".repeat(30) + "so " + CHECK.why(),
                "  ok      %-18s  %s".formatted(OTHER.id(), OTHER.what()))
                .doesNotContain("All is well.");
        assertThat(JsonText.of(DoctorJson.of(report))).contains("\"status\": 1,", "\"ok\": false,",
                "\"failure\": \"0x1 instead of 0x2\"", "\"ok\": true,");
    }

    @Test
    void aMissingLibraryIsWorseThanAFailedCheck() {
        DoctorReport report = report(NO_CAPSTONE,
                List.of(new DoctorReport.Checked(CHECK, Optional.of("broken"))), List.of());
        assertThat(report.exitStatus()).isEqualTo(2);
        assertThat(report.problems()).hasSize(2).first().isEqualTo("libcapstone not found; install it");
        assertThat(DoctorText.found(report)).contains("  libcapstone   not usable, see the end");
        assertThat(JsonText.of(DoctorJson.of(report)))
                .contains("\"problem\": \"libcapstone not found; install it\"");
    }

    @Test
    void slowStoresAreSaidAndNoFailure() {
        EngineSpeed speed = new EngineSpeed(Architecture.X86_64, new StoreSpeed(1.5, 1),
                new StoreSpeed(40, 2), 8.25e6, 4.1e8, 310_000);
        DoctorReport report = report(CAPSTONE, List.of(new DoctorReport.Checked(CHECK, Optional.empty())),
                List.of(speed));
        assertThat(report.exitStatus()).isZero();
        assertThat(DoctorText.checked(report)).containsSequence(
                "  stores        1.50 ns each, loads 1.00 ns, ratio 1.5: about equal, as they should be",
                "  bare stores   40.00 ns each, loads 2.00 ns, ratio 20.0: SLOW, as with libunicorn 2.0.1 "
                + "and 2.1.4; 2.1.1 runs a kernel with its own page tables 10 times faster",
                "  hypercalls    8.3 million a second answered in Java",
                "  guest code    410 million instructions a second, in counted blocks of two",
                "  calls         310,000 guest functions a second called and returned from")
                .endsWith("All is well.");
        assertThat(JsonText.of(DoctorJson.of(report))).contains("\"ratio\": 20.0,\n        \"fast\": false");
    }

    @Test
    void placesThatWereLookedAt() {
        NativeLibrary library = new NativeLibrary("libunicorn", UNICORN.used(), List.of(
                candidate("/a/libunicorn.so.2", "too old", Optional.of("2.0.1"), "older than 2.1.1"),
                candidate("/a/libunicorn.so", "absent", Optional.empty(), ""),
                candidate("/b/libunicorn.so.2", "unusable", Optional.empty(), "it cannot be loaded here"),
                candidate("/b/libunicorn.so", "absent", Optional.empty(), ""),
                candidate("libunicorn.so", "absent", Optional.empty(), ""),
                candidate("/c/libunicorn.so.2", "accepted", Optional.of("2.1.9"), ""),
                candidate("/d/libunicorn.so.2", "not needed", Optional.empty(), "")), Optional.empty());
        DoctorReport report = new DoctorReport("25", library, CAPSTONE, List.of(), List.of(
                new HostTool("clang", Optional.empty(), Optional.empty())), List.of(), List.of());
        assertThat(DoctorText.found(report)).containsSequence(
                "  libunicorn    2.1.9, /lib/libunicorn.so.2, from somewhere",
                "                refused: /a/libunicorn.so.2: too old, version 2.0.1, older than 2.1.1",
                "                refused: /b/libunicorn.so.2: unusable, it cannot be loaded here",
                "                not there: libunicorn.so in /a, /b, the loader's own folders",
                "  libcapstone   5.0, /lib/libcapstone.so.5, from somewhere")
                .contains("  clang         not found");
        assertThat(JsonText.of(DoctorJson.of(report))).contains("/d/libunicorn.so.2");
    }

    private static NativeLibrary.Candidate candidate(String place, String status, Optional<String> version,
            String detail) {
        return new NativeLibrary.Candidate(place, "somebody", status, version, detail);
    }

    private static DoctorReport report(NativeLibrary capstone, List<DoctorReport.Checked> checks,
            List<EngineSpeed> speeds) {
        return new DoctorReport("25", UNICORN, capstone, List.of(), List.of(), checks, speeds);
    }
}
