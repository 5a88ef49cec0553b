package dev.initlab.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.initlab.kernel.BootResult;
import dev.initlab.machine.Architecture;
import dev.initlab.machine.check.EngineSpeed;
import dev.initlab.machine.check.StoreSpeed;

/** A {@link DoctorReport} for people. */
final class DoctorText {
    private static final double MILLION = 1e6;
    private static final String DEEP = " ".repeat(30);

    private final List<String> lines = new ArrayList<>();

    private DoctorText() {
    }

    /** What is known before the engine is tried, which might end the program with it. */
    static List<String> found(DoctorReport report) {
        DoctorText text = new DoctorText();
        text.machine(report);
        text.tools(report.tools());
        return text.lines;
    }

    /** What the engine did. */
    static List<String> checked(DoctorReport report) {
        DoctorText text = new DoctorText();
        if (report.checks().isEmpty()) {
            text.heading("The engine was not checked: there is none to check.");
        }
        Arrays.stream(Architecture.values()).forEach(a -> text.checks(a, report.checks(a)));
        report.speeds().forEach(text::speed);
        if (report.exitStatus() == BootResult.EXIT_OK) {
            text.heading("All is well.");
        }
        return text.lines;
    }

    private void machine(DoctorReport report) {
        lines.add("Found");
        item("JDK", report.jdk());
        report.libraries().forEach(this::library);
        report.images().forEach(image -> item(image.architecture(), image.file() + ": " + image.state()));
    }

    private void library(NativeLibrary library) {
        item(library.name(), library.used()
                .map(used -> used.version() + ", " + used.path() + ", from " + used.how())
                .orElse("not usable, see the end"));
        library.candidates().stream().filter(NativeLibrary.Candidate::isRefused).forEach(c ->
                item("", "refused: %s: %s%s%s".formatted(c.place(), c.status(),
                        c.version().map(v -> ", version " + v).orElse(""),
                        c.detail().isEmpty() ? "" : ", " + c.detail())));
        absent(library.candidates()).forEach((names, folders) ->
                item("", "not there: " + names + " in " + String.join(", ", folders)));
    }

    /** File names to the folders that have none of them. */
    private static Map<String, List<String>> absent(List<NativeLibrary.Candidate> candidates) {
        Map<String, List<String>> names = candidates.stream().filter(NativeLibrary.Candidate::isAbsent)
                .map(c -> Path.of(c.place()))
                .collect(Collectors.groupingBy(DoctorText::folder, LinkedHashMap::new,
                        Collectors.mapping(place -> String.valueOf(place.getFileName()),
                                Collectors.toList())));
        Map<String, List<String>> folders = new LinkedHashMap<>();
        names.forEach((folder, files) ->
                folders.computeIfAbsent(String.join(" ", files), unused -> new ArrayList<>()).add(folder));
        return folders;
    }

    private static String folder(Path place) {
        return Optional.ofNullable(place.getParent()).map(Path::toString).orElse("the loader's own folders");
    }

    private void tools(List<HostTool> tools) {
        heading("To rebuild images (not needed to run them)");
        tools.forEach(tool -> item(tool.name(), tool.path()
                .map(path -> tool.version().map(v -> v + ", ").orElse("") + path).orElse("not found")));
    }

    private void checks(Architecture architecture, List<DoctorReport.Checked> checks) {
        if (checks.isEmpty()) {
            return;
        }
        heading("Engine, %s: %d of %d checks are well".formatted(architecture.arch(),
                checks.stream().filter(DoctorReport.Checked::isWell).count(), checks.size()));
        checks.forEach(checked -> {
            lines.add("  %-6s  %-18s  %s".formatted(checked.isWell() ? "ok" : "FAILED", checked.check().id(),
                    checked.check().what()));
            checked.failure().ifPresent(failure -> {
                lines.add(DEEP + "seen: " + failure);
                lines.add(DEEP + "so " + checked.check().why());
            });
        });
    }

    private void speed(EngineSpeed speed) {
        heading("Speed, %s: measured now on this machine, good to a factor of two".formatted(
                speed.architecture().arch()));
        stores("stores", speed.hosted(), "real code");
        stores("bare stores", speed.bare(), "a kernel with its own page tables");
        item("hypercalls", format("%.1f million a second answered in Java",
                speed.hypercallsPerSecond() / MILLION));
        item("guest code", format("%.0f million instructions a second, in counted blocks of two",
                speed.instructionsPerSecond() / MILLION));
        item("calls", format("%,.0f guest functions a second called and returned from",
                speed.callsPerSecond()));
    }

    private void stores(String name, StoreSpeed speed, String whatRuns) {
        item(name, format("%.2f ns each, loads %.2f ns, ratio %.1f: ", speed.storeNanos(), speed.loadNanos(),
                speed.ratio()) + (speed.isFast() ? "about equal, as they should be"
                : "SLOW, as with libunicorn 2.0.1 and 2.1.4; 2.1.1 runs " + whatRuns + " 10 times faster"));
    }

    private static String format(String format, Object... figures) {
        return String.format(Locale.ROOT, format, figures);
    }

    private void heading(String text) {
        lines.add("");
        lines.add(text);
    }

    private void item(String name, String text) {
        lines.add("  %-12s  %s".formatted(name, text));
    }
}
