package dev.initlab.kernel.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * C sources full of initcalls with random names and levels, and the order in which they must run: levels by
 * {@code include/linux/init.h}, inside a level the order of the files in the link and of the lines in a file.
 */
final class GeneratedInitcalls {
    /** The macros, in the order in which what they define runs. */
    private static final List<String> MACROS = List.of("console_initcall", "security_initcall", "early_initcall",
            "pure_initcall", "core_initcall", "core_initcall_sync", "postcore_initcall", "postcore_initcall_sync",
            "arch_initcall", "arch_initcall_sync", "subsys_initcall", "subsys_initcall_sync", "fs_initcall",
            "fs_initcall_sync", "rootfs_initcall", "device_initcall", "device_initcall_sync", "late_initcall",
            "late_initcall_sync");
    private static final int FILES = 5;
    private static final int EXTRA = 30;

    /** One initcall: it prints its name and returns its result. */
    record Generated(String name, String macro, int result) {
    }

    private final List<List<Generated>> files = new ArrayList<>();

    /** Every macro once at least, spread over files at random. */
    GeneratedInitcalls(long seed) {
        Random random = new Random(seed);
        List<String> macros = new ArrayList<>(MACROS);
        for (int i = 0; i < EXTRA; i++) {
            macros.add(MACROS.get(random.nextInt(MACROS.size())));
        }
        Collections.shuffle(macros, random);
        for (int i = 0; i < FILES; i++) {
            files.add(new ArrayList<>());
        }
        for (int i = 0; i < macros.size(); i++) {
            // The name says nothing of the level; digits at its end must not be taken for one.
            String name = "gen_" + Integer.toString(random.nextInt(36 * 36 * 36), 36) + "_" + i;
            files.get(random.nextInt(FILES)).add(new Generated(name, macros.get(i), random.nextInt(4) - 3));
        }
    }

    /** Writes the sources and a Makefile that links them in the order of the list. */
    void write(Path directory) {
        StringBuilder makefile = new StringBuilder("obj-y :=");
        try {
            for (int i = 0; i < files.size(); i++) {
                // The names sort against the link order: only the Makefile tells.
                String file = (char) ('z' - i) + "file";
                makefile.append(' ').append(file).append(".o");
                Files.writeString(directory.resolve(file + ".c"), source(files.get(i)));
            }
            Files.writeString(directory.resolve("Makefile"), makefile.append('\n'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of them, as they must run. */
    List<Generated> inOrder() {
        return files.stream().flatMap(List::stream).sorted(Comparator.comparingInt(g -> MACROS.indexOf(g.macro())))
                .toList();
    }

    private static String source(List<Generated> initcalls) {
        StringBuilder c = new StringBuilder("#include <linux/init.h>\n#include <linux/printk.h>\n");
        for (Generated g : initcalls) {
            c.append("static int __init %s(void)\n{\n\tpr_info(\"%s runs\\n\");\n\treturn %d;\n}\n%s(%s);\n".formatted(
                    g.name(), g.name(), g.result(), g.macro(), g.name()));
        }
        return c.toString();
    }
}
