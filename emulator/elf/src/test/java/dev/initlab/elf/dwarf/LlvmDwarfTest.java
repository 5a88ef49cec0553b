package dev.initlab.elf.dwarf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.initlab.elf.ElfFile;
import dev.initlab.elf.Symbol;
import dev.initlab.elf.SymbolType;
import dev.initlab.elf.Toolchain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The same rows as {@code llvm-dwarfdump --debug-line}, and the same lines as {@code llvm-addr2line}. */
class LlvmDwarfTest {
    private static final Pattern ROW =
            Pattern.compile("0x([0-9a-f]{16}) +(\\d+) +\\d+ +(\\d+) +\\d+ +\\d+ .*");
    private static final String SOURCE = """
            #include "dwarf_inline.h"
            volatile int x;
            int first(int a) { return inlined(a) + 1; }
            static __attribute__((noinline)) int second(int a)
            {
                for (int i = 0; i < a; i++)
                    x += i;
                return x;
            }
            int unused(int a) { return a * x; }
            #line 70000 "elsewhere/odd name.c"
            int _start(int a)
            {
                if (a > 5)
                    return second(a);
                return first(a);
            }
            """;

    @TempDir
    private Path directory;

    /** Target, and how the lines are written. */
    private record Flavour(String target, List<String> flags) {
        @Override
        public String toString() {
            return target + " " + String.join(" ", flags);
        }
    }

    static Stream<Flavour> flavours() {
        return Stream.of(Toolchain.X86_64, Toolchain.AARCH64, Toolchain.ARMV7)
                .flatMap(target -> Stream.of(List.of("-gdwarf-5"), List.of("-gdwarf-4"), List.of("-gdwarf-2"),
                        List.of("-gdwarf-5", "-gdwarf64"), List.of("-gdwarf-4", "-gdwarf64"),
                        List.of("-gdwarf-5", "-fdebug-compilation-dir=/somewhere/else"))
                        .map(flags -> new Flavour(target, flags)))
                .filter(f -> !f.target().equals(Toolchain.ARMV7) || !f.flags().contains("-gdwarf64")); // clang has none
    }

    @ParameterizedTest
    @MethodSource("flavours")
    void objectsAndExecutables(Flavour flavour) throws IOException {
        Toolchain tools = toolchain();
        Files.writeString(directory.resolve("dwarf_inline.h"), """
                extern volatile int x;
                static inline int inlined(int a)
                {
                    return a + x;
                }
                """);
        List<String> flags = new ArrayList<>(flavour.flags());
        flags.addAll(List.of("-O2", "-ffunction-sections"));
        Path object = tools.compile(flavour.target(), "object.o", SOURCE, flags.toArray(String[]::new));
        Path linked = tools.link("linked", object, "--gc-sections", "-Ttext=0x10000");
        sameRows(tools, object);
        sameRows(tools, linked);
        assertThat(sameLines(tools, linked)).isGreaterThan(5);
        ElfFile elf = ElfFile.read(object);
        LineTable table = LineTable.of(elf);
        assertThat(elf.symbols().byName("second").flatMap(table::at)).map(SourceLine::line).contains(5);
        assertThat(elf.symbols().byName("unused").flatMap(table::at)).map(SourceLine::line).contains(10);
        assertThat(elf.symbols().byName("_start").flatMap(table::at).orElseThrow().toString())
                .endsWith("elsewhere/odd name.c:70001");
        assertThat(elf.symbols().byName("x").flatMap(table::at)).isEmpty();
    }

    @Test
    void thumb() throws IOException {
        Toolchain tools = toolchain();
        Path object = tools.compile(Toolchain.ARMV7, "t.o", "int f(void)\n{\n return 1;\n}\nint _start(void)\n{\n"
                + " return f();\n}\n", "-g", "-mthumb");
        Path linked = tools.link("t", object);
        ElfFile elf = ElfFile.read(linked);
        Symbol start = elf.symbols().byName("_start").orElseThrow();
        assertThat(start.value() & 1).isEqualTo(1);
        assertThat(LineTable.of(elf).at(start)).map(SourceLine::line).contains(6);
    }

    /** The whole guest, linked with DWARF: every function in it has the line llvm-addr2line gives. */
    @ParameterizedTest
    @MethodSource("architectures")
    void aGuestWithDebugInformation(String architecture) throws IOException {
        Toolchain tools = toolchain();
        Path root = Path.of(System.getProperty("initlab.root", "../..")).toAbsolutePath().normalize();
        tools.run(List.of("make", "-s", "-C", root.resolve("guest-kernel").toString(), "ARCH=" + architecture,
                "DEBUG=1", "O=" + directory.resolve("guest"), "vmlinux"));
        Path image = directory.resolve("guest/vmlinux");
        sameRows(tools, image);
        assertThat(sameLines(tools, image)).isGreaterThan(500);
        ElfFile elf = ElfFile.read(image);
        LineTable table = LineTable.of(elf);
        Symbol function = elf.symbols().byName("platform_bus_init").orElseThrow();
        SourceLine line = table.at(function).orElseThrow();
        assertThat(line.file()).isEqualTo("drivers/base/platform.c");
        LineRange range = table.rangeAt(0, function.value()).orElseThrow();
        assertThat(range.start()).isEqualTo(function.value());
        // Without a prologue the function's own line has no code: two rows have one address, and the later one counts.
        int first = range.line().line();
        assertThat(first).isBetween(line.line(), line.line() + 1);
        assertThat(table.ranges("base/platform.c", first)).contains(range)
                .allSatisfy(r -> assertThat(table.at(r.start())).contains(range.line()));
        assertThat(table.ranges("base/platform.c", first - 1)).as("a line without code is the next one")
                .isEqualTo(table.ranges("base/platform.c", first));
        assertThat(table.ranges("latform.c", first)).as("a part of a name is no file").isEmpty();
    }

    static Stream<String> architectures() {
        return Stream.of("x86_64", "arm64", "arm");
    }

    private Toolchain toolchain() {
        Toolchain tools = new Toolchain(directory);
        for (String tool : List.of("llvm-dwarfdump", "llvm-addr2line", "make")) {
            assumeTrue(Toolchain.present(tool), "NOT RUN: " + tool + " is not installed");
        }
        return tools;
    }

    private static void sameRows(Toolchain tools, Path file) throws IOException {
        List<String> theirs = new ArrayList<>();
        for (String line : tools.run(List.of("llvm-dwarfdump", "--debug-line", file.toString())).lines().toList()) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                theirs.add("%s %s %s %s".formatted(row.group(1), row.group(2), row.group(3),
                        line.contains("end_sequence")));
            }
        }
        List<String> ours = new ArrayList<>();
        LineTable.of(ElfFile.read(file)).rows((_, _, address, number, line, last) ->
                ours.add("%016x %d %d %s".formatted(address, line, number, last)));
        assertThat(ours).hasSizeGreaterThan(10).isEqualTo(theirs);
    }

    /** Asks at the beginning of each function and behind it; the number of questions. */
    private int sameLines(Toolchain tools, Path file) throws IOException {
        ElfFile elf = ElfFile.read(file);
        TreeMap<Long, String> addresses = new TreeMap<>();
        elf.symbols().all().stream().filter(s -> s.type() == SymbolType.FUNC && s.isInSection()).forEach(s -> {
            for (long at = s.value() & ~1; at < (s.value() & ~1) + s.size(); at += 4) {
                addresses.put(at, s.name());
            }
        });
        List<String> command = new ArrayList<>(List.of("llvm-addr2line", "-e", file.toString()));
        addresses.keySet().forEach(at -> command.add("0x" + Long.toHexString(at)));
        List<String> theirs = tools.run(command).lines().map(line -> line.replaceAll(" \\(discriminator \\d+\\)", ""))
                .map(LlvmDwarfTest::plain).toList();
        LineTable table = LineTable.of(elf);
        List<String> ours = addresses.keySet().stream()
                .map(at -> table.at(at).map(SourceLine::toString).orElse("??:0")).toList();
        List<String> different = new ArrayList<>();
        int at = 0;
        for (long address : addresses.keySet()) {
            // Before DWARF 5 the folder of the compiler is in another section; addr2line reads that.
            boolean same = theirs.get(at).equals(ours.get(at)) || theirs.get(at).endsWith("/" + ours.get(at))
                    || theirs.get(at).endsWith(":0") && ours.get(at).equals("??:0");
            if (!same) {
                different.add("%x %s: %s, not %s".formatted(address, addresses.get(address), ours.get(at),
                        theirs.get(at)));
            }
            at++;
        }
        assertThat(different).isEmpty();
        return at;
    }

    private static String plain(String line) {
        String plain = line;
        while (plain.startsWith("./")) {
            plain = plain.substring(2);
        }
        return plain.replace("/./", "/");
    }
}
