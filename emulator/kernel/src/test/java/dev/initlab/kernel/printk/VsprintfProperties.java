package dev.initlab.kernel.printk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;

class VsprintfProperties {
    private static final Path BASH = Path.of("/bin/bash");

    record Case(String format, Object value) {
        String command() {
            return "printf '" + format + "\\n' '" + value + "'\n";
        }
    }

    private static Arbitrary<String> flags(String allowed) {
        return Arbitraries.strings().withChars(allowed).ofMaxLength(3);
    }

    private static Arbitrary<String> optional(Arbitrary<Integer> number, String before) {
        return number.optional().map(n -> n.map(value -> before + value).orElse(""));
    }

    /** Where the kernel and C agree: no zero flag beside a precision, no {@code #} for decimals or zero. */
    @Provide
    Arbitrary<Case> integer() {
        Arbitrary<String> flags = flags("-+ 0#");
        Arbitrary<String> width = optional(Arbitraries.integers().between(1, 40), "");
        Arbitrary<String> precision = optional(Arbitraries.integers().between(1, 30), ".");
        Arbitrary<Character> conversion = Arbitraries.of('d', 'i', 'u', 'o', 'x', 'X');
        return Combinators.combine(flags, width, precision, conversion, Arbitraries.longs())
                .as((f, w, p, c, value) -> {
                    String used = f;
                    if (!p.isEmpty()) {
                        used = used.replace("0", "");
                    }
                    if ("diu".indexOf(c) >= 0 || value == 0 || c == 'o' && !p.isEmpty()) {
                        used = used.replace("#", "");
                    }
                    return new Case("%" + used + w + p + "l" + c, value);
                });
    }

    @Provide
    Arbitrary<Case> text() {
        Arbitrary<String> width = optional(Arbitraries.integers().between(1, 20), "");
        Arbitrary<String> precision = optional(Arbitraries.integers().between(0, 10), ".");
        Arbitrary<String> text = Arbitraries.strings().withChars("abc xyz.,").ofMaxLength(12);
        return Combinators.combine(flags("-"), width, precision, text)
                .as((f, w, p, value) -> new Case("%" + f + w + p + "s", value));
    }

    @Property(tries = 20)
    void integersAreThoseOfC(@ForAll @Size(min = 50, max = 100) List<@From("integer") Case> cases)
            throws IOException, InterruptedException {
        assertLikeBash(cases);
    }

    @Property(tries = 10)
    void stringsAreThoseOfC(@ForAll @Size(min = 50, max = 100) List<@From("text") Case> cases)
            throws IOException, InterruptedException {
        assertLikeBash(cases);
    }

    private static void assertLikeBash(List<Case> cases) throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(BASH), "no bash to compare with");
        StringBuilder script = new StringBuilder();
        cases.forEach(c -> script.append(c.command()));
        Process process = new ProcessBuilder(BASH.toString(), "-c", script.toString())
                .redirectErrorStream(true).start();
        String expected = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(process.waitFor()).isZero();
        StringBuilder actual = new StringBuilder();
        FakeGuest guest = new FakeGuest(8);
        cases.forEach(c -> actual.append(guest.format(c.format() + "\n", c.value())));
        assertThat(actual.toString().lines()).containsExactlyElementsOf(expected.lines().toList());
    }

    @Provide
    Arbitrary<String> hostileFormat() {
        return Arbitraries.strings()
                .withChars("%%%%-+ #0123456789.*hlLztdiuxXocspnVSsBbeIiMmUkKah4NC\u00e9").ofMaxLength(30);
    }

    @Property
    void noFormatThrows(@ForAll("hostileFormat") String format, @ForAll List<Long> values) {
        for (int pointerSize : new int[] {4, 8}) {
            FakeGuest guest = new FakeGuest(pointerSize);
            VarArgs args = endless(values, pointerSize);
            byte[] bytes = format.getBytes(StandardCharsets.ISO_8859_1);
            var env = new Vsprintf.Environment(guest, Symbolizer.NONE);
            var result = Vsprintf.format(bytes, args, env, 1000);
            assertThat(result.text().length).isEqualTo((int) Math.min(result.length(), 1000));
        }
    }

    private static VarArgs endless(List<Long> values, int pointerSize) {
        return new VarArgs() {
            private int at;

            @Override
            public int pointerSize() {
                return pointerSize;
            }

            @Override
            public int next32() {
                return (int) next64();
            }

            @Override
            public long next64() {
                return values.isEmpty() ? 0 : values.get(at++ % values.size());
            }

            @Override
            public long nextPointer() {
                return pointerSize == 4 ? next64() & 0xffff_ffffL : next64();
            }
        };
    }

    @Property
    void noTextBreaksTheLog(@ForAll List<byte[]> texts) {
        LogBuffer log = new LogBuffer(500);
        Syslog syslog = new Syslog(log, true);
        for (byte[] text : texts) {
            log.printk(1, text.length % 3, text);
            LogFormat.KmsgLine.parse(text);
            assertThat(syslog.read(100).length).isLessThanOrEqualTo(100);
        }
        log.flush();
        log.records().forEach(LogFormat::kmsg);
        assertThat(log.records().size()).isLessThanOrEqualTo(16);
    }
}
