package dev.initlab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.initlab.elf.ElfException;
import dev.initlab.kernel.InputException;
import dev.initlab.kernel.host.InputFiles;
import dev.initlab.kmod.Modpost;
import dev.initlab.kmod.ModpostRequest;
import dev.initlab.kmod.ModpostResult;
import dev.initlab.kmod.SymversException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code initlab modpost}: what the guest's Makefile runs between compiling and linking modules. */
@Command(name = "modpost", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Write NAME.mod.c for compiled modules and their Module.symvers; run by make modules.")
final class ModpostCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE.o", description = "The compiled modules.")
    private List<Path> objects = new ArrayList<>();

    @Option(names = "--vmlinux", paramLabel = "FILE", description = "The kernel the modules are for.")
    private @Nullable Path vmlinux;

    @Option(names = "--symvers", paramLabel = "FILE", description = "Module.symvers of other modules; repeatable.")
    private List<Path> symvers = new ArrayList<>();

    @Option(names = "--out", paramLabel = "DIR", defaultValue = ".", description = "Where to write (default: here).")
    private Path out = Path.of(".");

    @Option(names = "--intree", description = "Mark the modules as in-tree.")
    private boolean inTree;

    @Option(names = "--warn-unresolved", description = "An undefined symbol is a warning only.")
    private boolean warnUnresolved;

    @Option(names = "--fail-on-mismatch", description = "A section mismatch is an error.")
    private boolean failOnMismatch;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        objects.forEach(InputFiles::requireFile);
        Optional.ofNullable(vmlinux).ifPresent(InputFiles::requireFile);
        symvers.forEach(InputFiles::requireFile);
        try {
            ModpostResult result = Modpost.run(new ModpostRequest(objects, Optional.ofNullable(vmlinux), symvers,
                    Optional.of(out), inTree, warnUnresolved, failOnMismatch));
            PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
            result.messages().forEach(err::println);
            err.flush();
            if (result.failed()) {
                return 1;
            }
            result.writeTo(out);
            return 0;
        } catch (ElfException | SymversException e) {
            throw new InputException("modpost", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new InputException(out.toString(), "cannot be written: " + e.getMessage());
        }
    }
}
