package dev.initlab.kernel.params;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of the words of the kernel command line that name no parameter: {@code __setup} handlers
 * first, then arguments and environment of init ({@code init/main.c: unknown_bootoption()}).
 */
public final class BootOptions implements UnknownHandler {
    /** Arguments, and environment variables, that init may get ({@code CONFIG_INIT_ENV_ARG_LIMIT}). */
    public static final int LIMIT = 32;

    /** Words that set a sysctl, later ({@code fs/proc/proc_sysctl.c: sysctl_aliases}). */
    private static final Set<String> SYSCTL_ALIASES = Set.of("hardlockup_all_cpu_backtrace",
            "hung_task_panic", "numa_zonelist_order", "softlockup_all_cpu_backtrace");

    private final List<ObsKernelParam> setup;
    private final ParamLog log;
    private final List<String> argv = new ArrayList<>(List.of("init"));
    private final List<String> envp = new ArrayList<>(List.of("HOME=/", "TERM=linux"));
    private Optional<String> panic = Optional.empty();
    private Optional<String> init = Optional.empty();
    private String rdinit = "/init";

    /**
     * Options of one boot. {@code init=} and {@code rdinit=} are known; they come after the given entries.
     *
     * @param setup the {@code __setup} table in its order, early entries included
     */
    public BootOptions(List<? extends ObsKernelParam> setup, ParamLog log) {
        this.setup = new ArrayList<>(setup);
        this.setup.add(new InitCommand("init=", path -> init = Optional.of(path)));
        this.setup.add(new InitCommand("rdinit=", path -> rdinit = path));
        this.log = log;
    }

    /** {@code init=}. */
    public Optional<String> init() {
        return init;
    }

    /** {@code rdinit=}, or {@code /init}. */
    public String rdinit() {
        return rdinit;
    }

    /** Init's arguments, its name first; the one who runs it puts the real name there. */
    public List<String> argv() {
        return List.copyOf(argv);
    }

    /** Init's environment. */
    public List<String> envp() {
        return List.copyOf(envp);
    }

    /** With what the kernel must panic once it can: more words for init than there is room for. */
    public Optional<String> panic() {
        return panic;
    }

    @Override
    public int handle(String param, @Nullable String val, String doing) {
        if (SYSCTL_ALIASES.contains(param)) {
            return 0;
        }
        String word = val == null ? param : param + "=" + val;
        // What a boot loader says of itself.
        if (word.startsWith("BOOT_IMAGE=") || word.startsWith("kexec")) {
            return 0;
        }
        if (checkSetup(word) || param.indexOf('.') >= 0 || panic.isPresent()) {
            return 0;
        }
        if (val == null) {
            argument(word);
        } else {
            variable(param, word);
        }
        return 0;
    }

    /** Words behind a bare {@code --}: all of them are init's arguments. */
    public void afterDashes(String rest) {
        ParseArgs.parse("Setting init args", rest, List.of(), -1, -1, (param, val, doing) -> {
            if (panic.isEmpty()) {
                argument(val == null ? param : param + "=" + val);
            }
            return 0;
        }, log);
    }

    /** The notice about what init gets, if it gets anything; to be asked before {@link #afterDashes}. */
    public Optional<String> unknownParameters() {
        if (panic.isPresent() || argv.size() < 2 && envp.size() < 3) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>(argv.subList(1, argv.size()));
        words.addAll(envp.subList(2, envp.size()));
        return Optional.of("Unknown kernel command line parameters \"" + String.join(" ", words)
                + "\", will be passed to user space.");
    }

    /** {@code obsolete_checksetup()}: whether some entry of the table has the word. */
    private boolean checkSetup(String word) {
        boolean early = false;
        for (ObsKernelParam entry : setup) {
            String str = entry.str();
            if (!CommandLine.parameqn(word, str, str.length())) {
                continue;
            }
            String rest = word.substring(str.length());
            if (entry.early()) {
                // Done already, but a __setup of the same name may follow.
                early |= rest.isEmpty() || rest.startsWith("=");
            } else if (!entry.hasSetup()) {
                log.log(ParamLog.WARNING, "Parameter " + str + " is obsolete, ignored");
                return true;
            } else if (entry.setup(rest) != 0) {
                return true;
            }
        }
        return early;
    }

    private void argument(String word) {
        if (argv.size() > LIMIT) {
            panic = Optional.of("Too many boot init vars at `" + word + "'");
            return;
        }
        argv.add(word);
    }

    private void variable(String name, String word) {
        for (int i = 0; i < envp.size(); i++) {
            if (envp.get(i).startsWith(name + "=")) {
                envp.set(i, word);
                return;
            }
        }
        if (envp.size() > LIMIT) {
            panic = Optional.of("Too many boot env vars at `" + word + "'");
            return;
        }
        envp.add(word);
    }

    /** What to do with the path of an init. */
    private interface Choice {
        void take(String path);
    }

    /** Arguments before it were meant for someone else (LILO's {@code auto}). */
    private final class InitCommand implements ObsKernelParam {
        private final String str;
        private final Choice choice;

        InitCommand(String str, Choice choice) {
            this.str = str;
            this.choice = choice;
        }

        @Override
        public String str() {
            return str;
        }

        @Override
        public boolean early() {
            return false;
        }

        @Override
        public int setup(@Nullable String val) {
            choice.take(val == null ? "" : val);
            argv.subList(1, Math.min(argv.size(), LIMIT)).clear();
            return 1;
        }
    }
}
