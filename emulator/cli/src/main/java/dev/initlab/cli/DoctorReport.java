package dev.initlab.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.initlab.kernel.BootResult;
import dev.initlab.machine.Architecture;
import dev.initlab.machine.check.EngineCheck;
import dev.initlab.machine.check.EngineSpeed;

/**
 * What {@code initlab doctor} found.
 *
 * @param jdk         version and folder of the JDK that runs the program
 * @param unicorn     the engine's library
 * @param capstone    the disassembler's library
 * @param images      the default images
 * @param tools       what only building images needs
 * @param checks      what was tried on the engine; empty if there is none
 * @param speeds      what was measured; empty if there is no engine
 */
record DoctorReport(String jdk, NativeLibrary unicorn, NativeLibrary capstone, List<Image> images,
        List<HostTool> tools, List<Checked> checks, List<EngineSpeed> speeds) {
    /**
     * A prebuilt image.
     *
     * @param architecture as in {@code ARCH=}
     * @param state        what it is, or why it cannot be used
     */
    record Image(String architecture, Path file, String state, boolean usable) {
    }

    /** A check, and what was seen instead of what it wants; nothing if all is well. */
    record Checked(EngineCheck check, Optional<String> failure) {
        boolean isWell() {
            return failure.isEmpty();
        }
    }

    DoctorReport withEngine(List<Checked> tried, List<EngineSpeed> measured) {
        return new DoctorReport(jdk, unicorn, capstone, images, tools, tried, measured);
    }

    List<NativeLibrary> libraries() {
        return List.of(unicorn, capstone);
    }

    List<Checked> checks(Architecture architecture) {
        return checks.stream().filter(c -> c.check().architecture() == architecture).toList();
    }

    /** The program's exit status: 2 without a library, 1 if a check failed, else 0. */
    int exitStatus() {
        if (libraries().stream().anyMatch(library -> library.used().isEmpty())) {
            return BootResult.EXIT_BAD_INPUT;
        }
        return failures() > 0 ? BootResult.EXIT_GUEST_FAILED : BootResult.EXIT_OK;
    }

    /** One line a problem: what is wrong and what to do. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        libraries().forEach(library -> library.problem().ifPresent(problems::add));
        if (failures() > 0) {
            problems.add(("%d of %d engine checks failed with libunicorn %s; use another version of the "
                    + "library: 2.1.1 is the one this program is tested with").formatted(failures(),
                    checks.size(), unicorn.used().map(NativeLibrary.Used::version).orElse("(none)")));
        }
        return problems;
    }

    private long failures() {
        return checks.stream().filter(c -> !c.isWell()).count();
    }
}
