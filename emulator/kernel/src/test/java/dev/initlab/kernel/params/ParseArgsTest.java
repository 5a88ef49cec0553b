package dev.initlab.kernel.params;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.initlab.kernel.errno.Errno;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ParseArgsTest {
    private final List<String> log = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();

    private KernelParam param(String name, int level, boolean noArg, int result) {
        return new KernelParam() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public int level() {
                return level;
            }

            @Override
            public boolean noArg() {
                return noArg;
            }

            @Override
            public int set(String val) {
                calls.add(name + "=" + val);
                return result;
            }
        };
    }

    private ParseArgs.Result parse(String args, UnknownHandler unknown, KernelParam... params) {
        return ParseArgs.parse("Booting kernel", args, List.of(params), -1, -1, unknown,
                (level, text) -> log.add(level + " " + text));
    }

    @Test
    void valuesReachTheirSetters() {
        var result = parse("  mod.a-b=1 flag mod.a_b=2", UnknownHandler.NONE, param("mod.a_b", -1, false, 0),
                param("flag", -1, true, 0));
        assertThat(calls).containsExactly("mod.a_b=1", "flag=null", "mod.a_b=2");
        assertThat(result).isEqualTo(new ParseArgs.Result(0, Optional.empty()));
        assertThat(log).isEmpty();
    }

    @Test
    void otherLevelsArePassedOver() {
        assertThat(parse("a=1", UnknownHandler.NONE, param("a", 6, false, -22)).error()).isZero();
        assertThat(calls).isEmpty();
    }

    @Test
    void messagesAndErrors() {
        var result = parse("none=1 big=2 bad=3 novalue", UnknownHandler.NONE,
                param("big", -1, false, -28), param("bad", -1, false, -34), param("novalue", -1, false, 0));
        assertThat(log).containsExactly(
                "3 Booting kernel: Unknown parameter `none'",
                "3 Booting kernel: `2' too large for parameter `big'",
                "3 Booting kernel: `3' invalid for parameter `bad'",
                "3 Booting kernel: `' invalid for parameter `novalue'");
        assertThat(result.error()).isEqualTo(-22);
        assertThat(calls).containsExactly("big=2", "bad=3");
    }

    @Test
    void theLastErrorIsReturnedAndDoesNotStopTheRest() {
        var result = parse("bad=1 good=2", UnknownHandler.NONE, param("bad", -1, false, -34),
                param("good", -1, false, 0));
        assertThat(result.error()).isEqualTo(-34);
        assertThat(calls).containsExactly("bad=1", "good=2");
    }

    @Test
    void aBareDoubleDashStops() {
        assertThat(parse("a=1 -- b c", UnknownHandler.NONE, param("a", -1, false, 0)).afterDashes())
                .contains("b c");
        assertThat(parse("--", UnknownHandler.NONE).afterDashes()).contains("");
        assertThat(parse("--=1", UnknownHandler.IGNORE).afterDashes()).isEmpty();
        assertThat(parse("x -- b", UnknownHandler.NONE))
                .isEqualTo(new ParseArgs.Result(-2, Optional.empty()));
    }

    @Test
    void whoEnablesInterruptsIsNamed() {
        boolean[] disabled = {true};
        ParseArgs.parse("Booting kernel", "evil=1", List.of(), -1, -1, (param, val, doing) -> {
            disabled[0] = false;
            return 0;
        }, (level, text) -> log.add(level + " " + text), () -> disabled[0]);
        assertThat(log).containsExactly("4 Booting kernel: option 'evil' enabled irq's!");
    }

    @Test
    void aDangerousOptionIsAnnounced() {
        KernelParam plain = param("danger", -1, false, 0);
        parse("danger=1", UnknownHandler.NONE, new KernelParam() {
            @Override
            public String name() {
                return plain.name();
            }

            @Override
            public int level() {
                return -1;
            }

            @Override
            public boolean noArg() {
                return false;
            }

            @Override
            public boolean isUnsafe() {
                return true;
            }

            @Override
            public int set(String val) {
                return 0;
            }
        });
        assertThat(log).containsExactly("5 Setting dangerous option danger - tainting kernel");
    }

    @Test
    void unknownParametersOfModulesAreNoErrors() {
        ParamLog sink = (level, text) -> log.add(level + " " + text);
        var result = ParseArgs.parse("nls_ascii",
                "foo=1 nls_ascii.foo=1 async_probe dyndbg=+p other.dyndbg=1 =x",
                List.of(), ParseArgs.ANY_LEVEL_MIN, ParseArgs.ANY_LEVEL_MAX, new ModuleUnknownParam(sink),
                sink);
        assertThat(result.error()).isZero();
        assertThat(log).containsExactly(
                "4 nls_ascii: unknown parameter 'foo' ignored",
                "4 nls_ascii: unknown parameter 'nls_ascii' ignored",
                "4 nls_ascii: unknown parameter '=x' ignored");
    }

    @Test
    void errnosOfHandlersAreTakenAsTheyAre() {
        assertThat(parse("x", (param, val, doing) -> (int) Errno.EPERM.negated()).error()).isEqualTo(-1);
        assertThat(log).containsExactly("3 Booting kernel: `' invalid for parameter `x'");
    }
}
