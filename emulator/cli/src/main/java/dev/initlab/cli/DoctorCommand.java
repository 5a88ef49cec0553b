package dev.initlab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import dev.initlab.elf.ElfException;
import dev.initlab.elf.ElfFile;
import dev.initlab.inspect.ElfImage;
import dev.initlab.inspect.ImageException;
import dev.initlab.inspect.InitcallTables;
import dev.initlab.kernel.host.DefaultImage;
import dev.initlab.machine.Architecture;
import dev.initlab.machine.check.EngineChecks;
import dev.initlab.machine.check.EngineSpeed;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code initlab doctor}: what was found on this machine, and whether the engine does what it must. */
@Command(name = "doctor", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Say what was found on this machine and try whether the engine does what it must.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:all is well",
            "1:a check failed: the engine does not do what the program relies on",
            "2:a library is missing or too old: one line on stderr says what to do",
        })
final class DoctorCommand implements Callable<Integer> {
    private static final List<String> TOOLS =
            List.of("clang", "ld.lld", "llvm-nm", "llvm-readelf", "llvm-strip", "make");

    @Option(names = "--json", description = "Write JSON instead of text.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        DoctorReport found = find();
        if (!json) {
            print(DoctorText.found(found));
        }
        List<Architecture> engines =
                found.unicorn().used().isPresent() ? List.of(Architecture.values()) : List.of();
        DoctorReport report = found.withEngine(engines.stream().flatMap(DoctorCommand::checked).toList(),
                engines.stream().map(EngineSpeed::measure).toList());
        print(json ? List.of(JsonText.of(DoctorJson.of(report))) : DoctorText.checked(report));
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        report.problems().forEach(problem -> err.println("initlab: " + problem));
        err.flush();
        return report.exitStatus();
    }

    private void print(List<String> lines) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        lines.forEach(out::println);
        out.flush();
    }

    private static DoctorReport find() {
        return new DoctorReport(
                System.getProperty("java.runtime.version") + ", " + System.getProperty("java.vendor") + ", "
                        + System.getProperty("java.home"),
                NativeLibrary.unicorn(), NativeLibrary.capstone(),
                Arrays.stream(Architecture.values()).map(DoctorCommand::image).toList(),
                TOOLS.stream().map(HostTool::find).toList(), List.of(), List.of());
    }

    private static Stream<DoctorReport.Checked> checked(Architecture architecture) {
        return EngineChecks.of(architecture).stream()
                .map(check -> new DoctorReport.Checked(check, check.run()));
    }

    private static DoctorReport.Image image(Architecture architecture) {
        String name = architecture.arch();
        Path file = DefaultImage.folder(architecture).resolve("vmlinux");
        try {
            InitcallTables tables = InitcallTables.read(ElfImage.of(ElfFile.read(file)));
            return new DoctorReport.Image(name, file, "%d KiB, %d initcalls, entries %s".formatted(
                    Files.size(file) / 1024, tables.all().size(), tables.kind().words()), true);
        } catch (ElfException | ImageException e) {
            return new DoctorReport.Image(name, file, "not usable: " + e.getMessage(), false);
        } catch (IOException e) {
            return new DoctorReport.Image(name, file, Files.exists(file) ? "cannot be read" : "not there",
                    false);
        }
    }
}
