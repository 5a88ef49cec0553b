package dev.initlab.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.initlab.kernel.BootConfig;
import dev.initlab.kernel.InputException;
import dev.initlab.kernel.fs.CpioWriter;

/**
 * {@code --insmod 'FILE a=1'}: a module of the host that the guest's own insmod loads.
 *
 * <p>The files become a second archive of the initramfs, which replaces the list of modules that
 * {@code /init} loads.
 *
 * @param file       on the host
 * @param parameters as typed behind it
 */
record InsmodOption(Path file, String parameters) {
    private static final String FOLDER = "lib/modules/host/";
    private static final CpioWriter.Meta DIRECTORY = new CpioWriter.Meta(0755, 0, 0, 0);
    private static final CpioWriter.Meta FILE = new CpioWriter.Meta(0644, 0, 0, 0);

    static InsmodOption parse(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            throw new InputException("--insmod", "is empty; a module file is wanted, as in --insmod 'hello.ko who=me'");
        }
        int blank = trimmed.indexOf(' ');
        return blank < 0 ? new InsmodOption(Path.of(trimmed), "")
                : new InsmodOption(Path.of(trimmed.substring(0, blank)), trimmed.substring(blank + 1).strip());
    }

    /** The archive for all modules of a command line, in its order. */
    static BootConfig.Archive archive(List<InsmodOption> modules) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>();
        for (InsmodOption module : modules) {
            Path name = module.file().getFileName();
            if (name == null) {
                throw new InputException(module.file().toString(), "is no module file");
            }
            byte[] bytes = InputFiles.read(module.file());
            String path = FOLDER + name;
            byte[] before = files.put(path, bytes);
            if (before != null && !Arrays.equals(before, bytes)) {
                throw new InputException(module.file().toString(),
                        "another module of that name is loaded by this command line; rename one");
            }
            lines.add("/" + path + (module.parameters().isEmpty() ? "" : " " + module.parameters()) + "\n");
        }
        CpioWriter cpio = new CpioWriter()
                .directory("lib", DIRECTORY).directory("lib/modules", DIRECTORY).directory("lib/modules/host", DIRECTORY)
                .directory("etc", DIRECTORY);
        files.forEach((path, bytes) -> cpio.file(path, FILE, bytes));
        cpio.file("etc/modules", FILE, String.join("", lines).getBytes(StandardCharsets.UTF_8));
        return new BootConfig.Archive("--insmod", cpio.toByteArray());
    }
}
