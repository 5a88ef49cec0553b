package dev.initlab.kmod;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The text file {@code Module.symvers}: one exported symbol a line, five fields with tabs between.
 *
 * <p>{@code 0x%08x<TAB>symbol<TAB>module<TAB>EXPORT_SYMBOL[_GPL]<TAB>namespace}
 * (scripts/mod/modpost.c: read_dump(), write_dump()).
 *
 * @param exports in file order
 */
public record ModuleSymvers(List<Export> exports) {
    private static final String PLAIN = "EXPORT_SYMBOL";
    private static final String GPL = "EXPORT_SYMBOL_GPL";

    public ModuleSymvers {
        exports = List.copyOf(exports);
    }

    /**
     * Reads a file.
     *
     * @throws SymversException if a line is malformed
     * @throws IOException      if the file cannot be read
     */
    public static ModuleSymvers read(Path file) throws IOException {
        return parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8), file.toString());
    }

    /**
     * Reads the text of a file.
     *
     * @param file how messages call it
     * @throws SymversException if a line is malformed
     */
    public static ModuleSymvers parse(String text, String file) {
        List<Export> exports = new ArrayList<>();
        int line = 0;
        for (String each : text.split("\n")) {
            line++;
            if (!each.isEmpty()) {
                exports.add(export(each.split("\t", -1), file, line));
            }
        }
        return new ModuleSymvers(exports);
    }

    /** The text of the file. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Export export : exports) {
            text.append("0x%08x\t%s\t%s\t%s\t%s\n".formatted(export.crc(), export.name(), export.module(),
                    export.gplOnly() ? GPL : PLAIN, export.namespace()));
        }
        return text.toString();
    }

    private static Export export(String[] fields, String file, int line) {
        if (fields.length != 5) {
            throw new SymversException(file, line, "has " + fields.length + " fields, not 5");
        }
        boolean gplOnly = switch (fields[3]) {
            case PLAIN -> false;
            case GPL -> true;
            default -> throw new SymversException(file, line, "'" + fields[3] + "' is no kind of export");
        };
        if (!fields[0].matches("0x[0-9a-fA-F]{1,8}")) {
            throw new SymversException(file, line, "'" + fields[0] + "' is no CRC");
        }
        if (fields[1].isEmpty() || fields[2].isEmpty()) {
            throw new SymversException(file, line, "names no symbol or no module");
        }
        return new Export(Integer.parseUnsignedInt(fields[0].substring(2), 16), fields[1], fields[2], gplOnly,
                fields[4]);
    }
}
