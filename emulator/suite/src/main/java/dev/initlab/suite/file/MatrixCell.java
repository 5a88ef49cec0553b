package dev.initlab.suite.file;

import java.nio.file.Path;
import java.util.List;

import dev.initlab.kernel.InputException;
import dev.initlab.kernel.host.HostModule;
import dev.initlab.kernel.host.InputFiles;
import dev.initlab.suite.BootFiles;
import dev.initlab.suite.BootPlan;
import dev.initlab.suite.yaml.Placed;
import dev.initlab.suite.yaml.Position;
import dev.initlab.suite.yaml.Source;

/**
 * A boot of a matrix, and where its files are named.
 *
 * @param name    unique in its suite
 * @param plan    the boot
 * @param at      where its image is named, or its architecture
 * @param initrds as in the plan
 * @param modules as in the plan
 */
record MatrixCell(String name, BootPlan plan, Position at, List<Placed<Path>> initrds,
        List<Placed<HostModule>> modules) {

    /** Notes as mistakes what cannot be read, or not be booted. */
    void findFiles(BootFiles files, Source source) {
        expect(at, source, () -> plan.image(files));
        initrds.forEach(i -> expect(i.at(), source, () -> InputFiles.requireFile(i.value())));
        int before = source.mistakes().size();
        modules.forEach(m -> expect(m.at(), source, () -> InputFiles.requireFile(m.value().file())));
        if (!modules.isEmpty() && before == source.mistakes().size()) {
            expect(modules.getLast().at(), source, () -> HostModule.archive(plan.modules()));
            if (plan.image().isPresent() && initrds.isEmpty()) {
                source.mistake(modules.getFirst().at(),
                        "there is no initramfs whose programs could load a module; 'initrd' is expected");
            }
        }
    }

    private static void expect(Position at, Source source, Runnable look) {
        try {
            look.run();
        } catch (InputException e) {
            source.mistake(at, String.valueOf(e.getMessage()));
        }
    }
}
