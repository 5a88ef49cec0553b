package dev.initlab.kernel.params;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** The options handled first of all ({@code init/main.c: parse_early_param()}). */
public final class EarlyParams {
    private EarlyParams() {
    }

    /** Calls the early handlers for a command line; unknown words are left for later. */
    public static void parse(String commandLine, List<? extends ObsKernelParam> setup, ParamLog log) {
        ParseArgs.parse("early options", commandLine, List.of(), 0, 0,
                (param, val, doing) -> one(param, val, setup, log), log);
    }

    private static int one(String param, @Nullable String val, List<? extends ObsKernelParam> setup,
            ParamLog log) {
        for (ObsKernelParam entry : setup) {
            // "console" also sets up an early console.
            boolean console = param.equals("console") && entry.str().equals("earlycon");
            if ((entry.early() && CommandLine.parameq(param, entry.str()) || console)
                    && entry.setup(val) != 0) {
                log.log(ParamLog.WARNING, "Malformed early option '" + param + "'");
            }
        }
        return 0;
    }
}
