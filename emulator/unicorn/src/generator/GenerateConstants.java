import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes the constant classes from libunicorn's C headers.
 *
 * <p>Not part of the build: what it writes is committed. Run it again for a new header:
 * {@code java src/generator/GenerateConstants.java INCLUDE/unicorn src/main/java/dev/initlab/unicorn}.
 */
final class GenerateConstants {
    private static final Pattern ENUM = Pattern.compile("typedef enum \\w+ \\{(.*?)\\} (\\w+);",
        Pattern.DOTALL);
    private static final Pattern ENTRY = Pattern.compile("(\\w+)\\s*(?:=\\s*(.+))?", Pattern.DOTALL);
    private static final Pattern OPERATION = Pattern.compile("(\\w+)\\s*(<<|\\+)\\s*(\\w+)");

    /** Class name, header, the prefix that names lose, and what its Javadoc calls the architecture. */
    private record Source(String type, String header, String prefix, String title) {
    }

    private static final List<Source> SOURCES = List.of(
        new Source("X86", "x86.h", "X86", "x86 and x86-64"),
        new Source("Arm64", "arm64.h", "ARM64", "64-bit Arm (AArch64)"),
        new Source("Arm", "arm.h", "ARM", "32-bit Arm (AArch32, Thumb)"),
        new Source("Mips", "mips.h", "MIPS", "MIPS"),
        new Source("Ppc", "ppc.h", "PPC", "PowerPC"),
        new Source("Sparc", "sparc.h", "SPARC", "SPARC"),
        new Source("M68k", "m68k.h", "M68K", "Motorola 68000"),
        new Source("RiscV", "riscv.h", "RISCV", "RISC-V"),
        new Source("S390x", "s390x.h", "S390X", "IBM Z (s390x)"),
        new Source("TriCore", "tricore.h", "TRICORE", "TriCore"));

    public static void main(String[] args) throws IOException {
        Path include = Path.of(args[0]);
        Path target = Path.of(args[1]);
        for (Source source : SOURCES) {
            Map<String, Long> names = constants(include.resolve(source.header));
            write(target, source.type, "Register, processor model and instruction numbers of "
                + source.title + ".",
                source.header, rename(names, source.prefix));
        }
        Map<String, Long> modes = new LinkedHashMap<>();
        constants(include.resolve("unicorn.h")).forEach((name, value) -> {
            if (name.startsWith("UC_MODE_")) {
                modes.put(name.substring("UC_".length()), value);
            }
        });
        write(target, "Mode",
            "Mode bits for {@link Engine#open}; one architecture's bits are or-ed together.",
            "unicorn.h", modes);
    }

    /** UC_X86_REG_RAX becomes REG_RAX; UC_CPU_X86_KVM64 becomes CPU_KVM64; ends of lists go. */
    private static Map<String, Long> rename(Map<String, Long> names, String prefix) {
        Map<String, Long> renamed = new LinkedHashMap<>();
        names.forEach((name, value) -> {
            if (name.endsWith("_ENDING")) {
                return;
            }
            String bare = name.replaceFirst("^UC_" + prefix + "_", "").replaceFirst("^UC_CPU_" + prefix
                + "_", "CPU_")
                .replaceFirst("^UC_CPU_" + prefix + "(?=\\d)", "CPU" );
            if (renamed.putIfAbsent(bare, value) != null) {
                throw new IllegalStateException("two constants become " + bare);
            }
        });
        return renamed;
    }

    private static Map<String, Long> constants(Path header) throws IOException {
        String text = Files.readString(header).replaceAll("/\\*(?s:.*?)\\*/", "").replaceAll("//[^\\n]*", "");
        Map<String, Long> values = new LinkedHashMap<>();
        Matcher type = ENUM.matcher(text);
        while (type.find()) {
            long next = 0;
            for (String entry : type.group(1).split(",")) {
                Matcher matcher = ENTRY.matcher(entry.strip());
                if (!matcher.matches()) {
                    continue;
                }
                if (matcher.group(2) != null) {
                    next = evaluate(matcher.group(2).strip(), values);
                }
                values.put(matcher.group(1), next++);
            }
        }
        return values;
    }

    private static long evaluate(String expression, Map<String, Long> known) {
        Matcher operation = OPERATION.matcher(expression);
        if (operation.matches()) {
            long left = evaluate(operation.group(1), known);
            long right = evaluate(operation.group(3), known);
            return operation.group(2).equals("+") ? left + right : left << right;
        }
        Long value = known.get(expression);
        return value != null ? value : Long.decode(expression);
    }

    private static void write(Path target, String type, String title, String header, Map<String, Long> values)
            throws IOException {
        List<String> lines = new ArrayList<>(List.of(
            "package dev.initlab.unicorn;",
            "",
            "/**",
            " * " + title,
            " *",
            " * <p>Generated from {@code " + header + "} of libunicorn 2.1.1: do not edit; see",
            " * {@code src/generator/GenerateConstants.java}.",
            " */",
            "public final class " + type + " {",
            "    private " + type + "() {",
            "    }",
            ""));
        values.forEach((name, value) -> lines.add("    public static final int " + name + " = " + value
            + ";"));
        lines.add("}");
        Files.write(target.resolve(type + ".java"), lines);
    }
}
