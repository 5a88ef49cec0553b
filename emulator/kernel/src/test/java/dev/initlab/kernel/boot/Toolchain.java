package dev.initlab.kernel.boot;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The compiler's tools, which know nothing of this project: what they say is taken for the truth. */
public final class Toolchain {
    private static final Pattern NM_LINE = Pattern.compile("([0-9a-f]{8,16}) (\\S) (\\S+)");
    private static final Pattern DUMP_LINE = Pattern.compile(" *([0-9a-f]+) ((?:[0-9a-f]+ ){1,4}) .*");

    private Toolchain() {
    }

    /** A line of {@code llvm-nm -n}. */
    record NmSymbol(long address, char type, String name) {
    }

    /** Skips the test, saying why, unless all these programs are installed. */
    public static void require(String... programs) {
        for (String program : programs) {
            boolean there = List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
            assumeTrue(there, () -> "NOT RUN: " + program + " is not installed (apt-get install clang lld llvm make)");
        }
    }

    /** The symbols of a file by address; those that are not in memory are left out. */
    static List<NmSymbol> nm(Path elf) {
        require("llvm-nm");
        List<NmSymbol> symbols = new ArrayList<>();
        for (String line : run("llvm-nm", "-n", elf.toString()).lines().toList()) {
            Matcher m = NM_LINE.matcher(line);
            if (m.matches() && m.group(2).charAt(0) != 'n') {
                symbols.add(new NmSymbol(Long.parseUnsignedLong(m.group(1), 16), m.group(2).charAt(0), m.group(3)));
            }
        }
        assertThat(symbols).as("symbols of %s", elf).isNotEmpty();
        return symbols;
    }

    /** Bytes of an image's {@code .init.data} by address, from {@code llvm-objdump -s}. */
    static ByteBuffer initData(Path elf, long start, long end) {
        require("llvm-objdump");
        byte[] bytes = new byte[(int) (end - start)];
        int found = 0;
        for (String line : run("llvm-objdump", "-s", "-j", ".init.data", elf.toString()).lines().toList()) {
            Matcher m = DUMP_LINE.matcher(line);
            if (m.matches()) {
                long at = Long.parseUnsignedLong(m.group(1), 16);
                for (byte b : HexFormat.of().parseHex(m.group(2).replace(" ", ""))) {
                    if (at >= start && at < end) {
                        bytes[(int) (at - start)] = b;
                        found++;
                    }
                    at++;
                }
            }
        }
        assertThat(found).as("bytes dumped").isEqualTo(bytes.length);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Runs a program to its end; what it printed. */
    public static String run(String... command) {
        try {
            Process process = new ProcessBuilder(command).directory(TestImages.root().toFile())
                    .redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as("%s\n%s", String.join(" ", command), output).isZero();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
