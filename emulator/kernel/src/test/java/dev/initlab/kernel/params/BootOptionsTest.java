package dev.initlab.kernel.params;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BootOptionsTest {
    private final List<String> log = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final ParamLog sink = (level, text) -> log.add(level + " " + text);

    private ObsKernelParam entry(String str, boolean early, boolean hasSetup, int result) {
        return new ObsKernelParam() {
            @Override
            public String str() {
                return str;
            }

            @Override
            public boolean early() {
                return early;
            }

            @Override
            public boolean hasSetup() {
                return hasSetup;
            }

            @Override
            public int setup(String val) {
                calls.add(str + ":" + val);
                return result;
            }
        };
    }

    private BootOptions boot(String line, ObsKernelParam... setup) {
        BootOptions options = new BootOptions(List.of(setup), sink);
        var result = ParseArgs.parse("Booting kernel", line, List.of(), -1, -1, options, sink);
        options.unknownParameters().ifPresent(text -> log.add("5 " + text));
        result.afterDashes().ifPresent(options::afterDashes);
        return options;
    }

    @Test
    void unknownWordsGoToInit() {
        BootOptions options = boot("single FOO=bar splash BAZ=\"a b\" TERM=vt100");
        assertThat(options.argv()).containsExactly("init", "single", "splash");
        assertThat(options.envp()).containsExactly("HOME=/", "TERM=vt100", "FOO=bar", "BAZ=a b");
        assertThat(log).containsExactly("5 Unknown kernel command line parameters "
                + "\"single splash FOO=bar BAZ=a b\", will be passed to user space.");
    }

    @Test
    void nothingUnknownSaysNothing() {
        BootOptions options =
                boot("BOOT_IMAGE=/vmlinuz kexec mod.param=1 mod.flag hung_task_panic=1 -- -s x=1");
        assertThat(log).isEmpty();
        assertThat(options.argv()).containsExactly("init", "-s", "x=1");
        assertThat(options.envp()).containsExactly("HOME=/", "TERM=linux");
    }

    @Test
    void setupEntriesMatchByPrefix() {
        BootOptions options = boot("root=/dev/sda ro rootwait nope=1", entry("root=", false, true, 1),
                entry("ro", false, true, 1), entry("nope=", false, true, 0));
        // "ro" is a prefix of "rootwait" too, and only its handler could tell them apart.
        assertThat(calls).containsExactly("root=:/dev/sda", "ro:", "ro:otwait", "nope=:1");
        assertThat(options.envp()).contains("nope=1");
    }

    @Test
    void earlyEntriesCountAsHandledIfTheNameIsExact() {
        BootOptions options = boot("quiet loglevel=7 quietly", entry("quiet", true, true, 0),
                entry("loglevel", true, true, 0));
        assertThat(calls).isEmpty();
        assertThat(options.argv()).containsExactly("init", "quietly");
    }

    @Test
    void anEarlyEntryDoesNotHideALaterOne() {
        boot("nokaslr=1", entry("nokaslr", true, true, 0), entry("nokaslr=", false, true, 1));
        assertThat(calls).containsExactly("nokaslr=:1");
    }

    @Test
    void obsoleteEntries() {
        BootOptions options = boot("old=1", entry("old=", false, false, 0));
        assertThat(log).containsExactly("4 Parameter old= is obsolete, ignored");
        assertThat(options.envp()).hasSize(2);
    }

    @Test
    void initForgetsTheArgumentsBeforeIt() {
        BootOptions options = boot("auto X=1 init=/bin/sh after");
        assertThat(options.init()).contains("/bin/sh");
        assertThat(options.argv()).containsExactly("init", "after");
        assertThat(options.envp()).contains("X=1");
        assertThat(boot("rdinit=/linuxrc").rdinit()).isEqualTo("/linuxrc");
        assertThat(boot("").rdinit()).isEqualTo("/init");
    }

    @Test
    void tooManyWordsPanicLater() {
        StringBuilder line = new StringBuilder();
        for (int i = 1; i <= 32; i++) {
            line.append("w").append(i).append(' ');
        }
        assertThat(boot(line.toString()).panic()).isEmpty();
        assertThat(boot(line + "w33").panic()).contains("Too many boot init vars at `w33'");
        String variables = line.toString().replaceAll("(w\\d+)", "$1=1").replaceAll("w3[12]=1 ", "");
        assertThat(boot(variables + "x=1").panic()).isEmpty();
        assertThat(boot(variables + "x=1 w1=2").panic()).isEmpty();
        assertThat(boot(variables + "x=1 y=1").panic()).contains("Too many boot env vars at `y=1'");
        assertThat(boot(line + "-- w33").panic()).contains("Too many boot init vars at `w33'");
    }

    @Test
    void earlyParameters() {
        EarlyParams.parse("loglevel=8 quiet console=ttyS0 earlycon bad=1 other -- loglevel=9",
                List.of(entry("loglevel", true, true, 0), entry("quiet", true, true, 0),
                        entry("earlycon", true, true, 0), entry("bad", true, true, -22),
                        entry("other", false, true, 1)), sink);
        assertThat(calls).containsExactly("loglevel:8", "quiet:null", "earlycon:ttyS0", "earlycon:null",
                "bad:1");
        assertThat(log).containsExactly("4 Malformed early option 'bad'");
    }
}
