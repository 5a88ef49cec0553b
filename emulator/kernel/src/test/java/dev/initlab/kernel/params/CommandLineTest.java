package dev.initlab.kernel.params;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CommandLineTest {
    private static CommandLine.Arg arg(String param, String value, String rest) {
        return new CommandLine.Arg(param, Optional.ofNullable(value), rest);
    }

    @Test
    void wordsWithAndWithoutValue() {
        assertThat(CommandLine.nextArg("quiet")).isEqualTo(arg("quiet", null, ""));
        assertThat(CommandLine.nextArg("a=b c=d")).isEqualTo(arg("a", "b", "c=d"));
        assertThat(CommandLine.nextArg("a=")).isEqualTo(arg("a", "", ""));
        assertThat(CommandLine.nextArg("a=b=c")).isEqualTo(arg("a", "b=c", ""));
        assertThat(CommandLine.nextArg("p_int= 5")).isEqualTo(arg("p_int", "", "5"));
        assertThat(CommandLine.nextArg("=x")).isEqualTo(arg("=x", null, ""));
        assertThat(CommandLine.nextArg("=x=y")).isEqualTo(arg("=x", "y", ""));
    }

    @Test
    void quotes() {
        assertThat(CommandLine.nextArg("\"p=a b\" z")).isEqualTo(arg("p", "a b", "z"));
        assertThat(CommandLine.nextArg("p=\"a b\" z")).isEqualTo(arg("p", "a b", "z"));
        assertThat(CommandLine.nextArg("p=a\" \"b z")).isEqualTo(arg("p", "a\" \"b", "z"));
        assertThat(CommandLine.nextArg("\"a b\" z")).isEqualTo(arg("a b", null, "z"));
        assertThat(CommandLine.nextArg("p=\"a b z")).isEqualTo(arg("p", "a b z", ""));
        assertThat(CommandLine.nextArg("p=\"\" z")).isEqualTo(arg("p", "", "z"));
        assertThat(CommandLine.nextArg("p=\"")).isEqualTo(arg("p", "", ""));
        assertThat(CommandLine.nextArg("\"")).isEqualTo(arg("", null, ""));
        assertThat(CommandLine.nextArg("\"\" z")).isEqualTo(arg("", null, "z"));
    }

    @Test
    void everyKernelBlankSeparates() {
        assertThat(CommandLine.words(" a\tb\nc\u000bd\fe\rf\u00a0g  ").stream().map(CommandLine.Arg::param))
                .containsExactly("a", "b", "c", "d", "e", "f", "g");
        assertThat(CommandLine.words("a -- b").stream().map(CommandLine.Arg::whole))
                .isEqualTo(List.of("a", "--", "b"));
    }

    @Test
    void dashesAreUnderscoresInNames() {
        assertThat(CommandLine.parameq("log-buf_len", "log_buf-len")).isTrue();
        assertThat(CommandLine.parameq("a", "ab")).isFalse();
        assertThat(CommandLine.parameqn("root-delay=5", "root_delay=", 11)).isTrue();
        assertThat(CommandLine.parameqn("root", "rootdelay=", 10)).isFalse();
    }
}
