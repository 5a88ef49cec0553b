package dev.initlab.kernel.syscall;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.initlab.machine.Architecture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

/** The numbers of the table are those of Linux's headers, as the compiler reads them. */
class SystemCallNumbersTest {
    private static final Pattern DEFINE = Pattern.compile("#define (__NR\\w*) (\\w+)");

    @ParameterizedTest
    @CsvSource({
        "X86_64, asm/unistd_64.h",
        "ARM64,  asm-generic/unistd.h",
    })
    void areThoseOfTheHeaders(Architecture architecture, String header) throws IOException, InterruptedException {
        Map<String, String> defines = defines(header);
        assertThat(defines).hasSizeGreaterThan(200);
        SystemCallTable table = new SystemCallTable(architecture, new FileCalls(architecture, null, null),
                new MemoryCalls(), new ProcessCalls(null, null, null, null, 8), new TimeCalls(null, null, 8),
                new ModuleCalls(null, null, null, null), new RebootCalls(null, null));
        for (SystemCall call : table.lines()) {
            int ours = architecture == Architecture.X86_64 ? call.x86_64() : call.arm64();
            assertThat(ours).as("number of %s", call.name()).isEqualTo(
                    number(defines, "__NR_" + call.name()).orElse(SystemCall.NONE));
        }
    }

    /** A macro may name another one: {@code __NR_lseek} is {@code __NR3264_lseek}. */
    private static Optional<Integer> number(Map<String, String> defines, String name) {
        return Optional.ofNullable(defines.get(name)).flatMap(value -> value.matches("\\d+")
                ? Optional.of(Integer.valueOf(value)) : number(defines, value));
    }

    private static Map<String, String> defines(String header) throws IOException, InterruptedException {
        Process clang;
        try {
            clang = new ProcessBuilder("clang", "-E", "-dM", "-x", "c", "-").start();
        } catch (IOException e) {
            return abort("NOT RUN: clang is not installed");
        }
        clang.outputWriter(StandardCharsets.US_ASCII).append("#include <" + header + ">\n").close();
        String output = new String(clang.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (clang.waitFor() != 0) {
            return abort("NOT RUN: there is no <" + header + "> (apt-get install linux-libc-dev)");
        }
        Map<String, String> defines = new HashMap<>();
        output.lines().map(DEFINE::matcher).filter(Matcher::matches).forEach(m -> defines.put(m.group(1), m.group(2)));
        return defines;
    }
}
