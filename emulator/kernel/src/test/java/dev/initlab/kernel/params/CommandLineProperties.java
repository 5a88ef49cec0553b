package dev.initlab.kernel.params;

import java.util.List;
import java.util.Optional;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

class CommandLineProperties {
    record Word(String name, Optional<String> value, int quoting) {
        String written() {
            String value = this.value.orElse("");
            boolean plain = value.chars().noneMatch(c -> c == ' ') && !value.isEmpty();
            if (this.value.isEmpty()) {
                return name;
            }
            return switch (plain ? quoting : 1 + quoting % 2) {
                case 0 -> name + "=" + value;
                case 1 -> name + "=\"" + value + "\"";
                default -> "\"" + name + "=" + value + "\"";
            };
        }
    }

    @Provide
    Arbitrary<Word> word() {
        Arbitrary<String> names = Arbitraries.strings().withChars("abc.-_09").ofMinLength(1).ofMaxLength(8)
                .filter(name -> !name.equals("--"));
        Arbitrary<Optional<String>> values =
                Arbitraries.strings().withChars("ab =,'\\-").ofMaxLength(10).optional();
        return Combinators.combine(names, values, Arbitraries.integers().between(0, 2)).as(Word::new);
    }

    @Property
    void whatIsQuotedComesBack(@ForAll List<@From("word") Word> words) {
        String line = String.join(" ", words.stream().map(Word::written).toList());
        List<CommandLine.Arg> parsed = CommandLine.words(line);
        assertThat(parsed).hasSameSizeAs(words);
        for (int i = 0; i < words.size(); i++) {
            assertThat(parsed.get(i).param()).isEqualTo(words.get(i).name());
            assertThat(parsed.get(i).value()).isEqualTo(words.get(i).value());
        }
    }

    @Provide
    Arbitrary<String> hostile() {
        return Arbitraries.strings().withChars(" \t\"\"==-_.ab\u00a0\u0001").ofMaxLength(40);
    }

    @Property
    void anyLineEnds(@ForAll("hostile") String line) {
        String rest = CommandLine.skipSpaces(line);
        while (!rest.isEmpty()) {
            CommandLine.Arg arg = CommandLine.nextArg(rest);
            assertThat(arg.rest().length()).isLessThan(rest.length());
            rest = arg.rest();
        }
    }

    @Property
    void bootOptionsNeverThrow(@ForAll("hostile") String line) {
        BootOptions options = new BootOptions(List.of(), (level, text) -> { });
        ParseArgs.parse("Booting kernel", line, List.of(), -1, -1, options, (level, text) -> { })
                .afterDashes().ifPresent(options::afterDashes);
        assertThat(options.argv()).hasSizeLessThanOrEqualTo(BootOptions.LIMIT + 1);
    }
}
