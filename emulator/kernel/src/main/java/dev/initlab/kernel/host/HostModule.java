package dev.initlab.kernel.host;

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
 * A module file of the host that the guest's own insmod loads, with its parameters.
 *
 * <p>The files become a second archive of the initramfs, which replaces the list of modules that
 * {@code /init} loads.
 *
 * @param file       on the host
 * @param parameters as {@code insmod} takes them, separated by blanks; may be empty
 */
public record HostModule(Path file, String parameters) {
    private static final String FOLDER = "lib/modules/host/";
    private static final CpioWriter.Meta DIRECTORY = new CpioWriter.Meta(0755, 0, 0, 0);
    private static final CpioWriter.Meta FILE = new CpioWriter.Meta(0644, 0, 0, 0);

    /**
     * Takes {@code FILE a=1} apart.
     *
     * @param where names the option or the place it comes from, for messages
     * @throws InputException if there is no file
     */
    public static HostModule parse(String where, String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            throw new InputException(where, "is empty; a module file is wanted, as in 'hello.ko who=me'");
        }
        int blank = trimmed.indexOf(' ');
        return blank < 0 ? new HostModule(Path.of(trimmed), "")
                : new HostModule(Path.of(trimmed.substring(0, blank)), trimmed.substring(blank + 1).strip());
    }

    /**
     * The archive that has all of them loaded, in their order.
     *
     * @throws InputException if a file cannot be read, or two are different and have one name
     */
    public static BootConfig.Archive archive(List<HostModule> modules) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>();
        for (HostModule module : modules) {
            Path name = module.file().getFileName();
            if (name == null) {
                throw new InputException(module.file().toString(), "is no module file");
            }
            byte[] bytes = InputFiles.read(module.file());
            String path = FOLDER + name;
            byte[] before = files.put(path, bytes);
            if (before != null && !Arrays.equals(before, bytes)) {
                throw new InputException(module.file().toString(),
                        "another module of that name is loaded in the same boot; rename one");
            }
            lines.add("/" + path + (module.parameters().isEmpty() ? "" : " " + module.parameters()) + "\n");
        }
        CpioWriter cpio = new CpioWriter()
                .directory("lib", DIRECTORY).directory("lib/modules", DIRECTORY).directory("lib/modules/host", DIRECTORY)
                .directory("etc", DIRECTORY);
        files.forEach((path, bytes) -> cpio.file(path, FILE, bytes));
        cpio.file("etc/modules", FILE, String.join("", lines).getBytes(StandardCharsets.UTF_8));
        return new BootConfig.Archive("modules to load", cpio.toByteArray());
    }
}
