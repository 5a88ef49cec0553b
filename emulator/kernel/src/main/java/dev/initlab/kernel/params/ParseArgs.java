package dev.initlab.kernel.params;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import dev.initlab.kernel.errno.Errno;
import org.jspecify.annotations.Nullable;

/** Setting parameters from a line of words ({@code kernel/params.c: parse_args()}). */
public final class ParseArgs {
    /** Below every level. */
    public static final int ANY_LEVEL_MIN = Short.MIN_VALUE;
    /** Above every level. */
    public static final int ANY_LEVEL_MAX = Short.MAX_VALUE;

    private static final int ENOENT = (int) Errno.ENOENT.negated();
    private static final int ENOSPC = (int) Errno.ENOSPC.negated();
    private static final int EINVAL = (int) Errno.EINVAL.negated();

    private ParseArgs() {
    }

    /**
     * How parsing ended.
     *
     * @param error 0, or the negative errno of the last word that failed
     * @param afterDashes what follows a bare {@code --}; empty if there is none or after an error
     */
    public record Result(int error, Optional<String> afterDashes) {
    }

    /** As {@link #parse(String, String, List, int, int, UnknownHandler, ParamLog, BooleanSupplier)}. */
    public static Result parse(String doing, String args, List<? extends KernelParam> params, int minLevel,
            int maxLevel, UnknownHandler unknown, ParamLog log) {
        return parse(doing, args, params, minLevel, maxLevel, unknown, log, () -> false);
    }

    /**
     * Sets what the words name. An error is logged and does not stop the rest; a bare {@code --} does.
     *
     * @param doing what is being done, for messages: {@code Booting kernel}, a level's or a module's name
     * @param minLevel parameters of lower levels are passed over, as are those above {@code maxLevel}
     * @param irqsDisabled whether interrupts are disabled now, to blame who enables them
     */
    public static Result parse(String doing, String args, List<? extends KernelParam> params, int minLevel,
            int maxLevel, UnknownHandler unknown, ParamLog log, BooleanSupplier irqsDisabled) {
        int error = 0;
        String rest = CommandLine.skipSpaces(args);
        while (!rest.isEmpty()) {
            CommandLine.Arg arg = CommandLine.nextArg(rest);
            rest = arg.rest();
            if (arg.value().isEmpty() && arg.param().equals("--")) {
                return new Result(error, error == 0 ? Optional.of(rest) : Optional.empty());
            }
            boolean disabled = irqsDisabled.getAsBoolean();
            int result = parseOne(arg, doing, params, minLevel, maxLevel, unknown, log);
            if (disabled && !irqsDisabled.getAsBoolean()) {
                log.log(ParamLog.WARNING, doing + ": option '" + arg.param() + "' enabled irq's!");
            }
            if (result != 0) {
                log.log(ParamLog.ERR, complaint(doing, arg, result));
                error = result;
            }
        }
        return new Result(error, Optional.empty());
    }

    private static int parseOne(CommandLine.Arg arg, String doing, List<? extends KernelParam> params,
            int minLevel, int maxLevel, UnknownHandler unknown, ParamLog log) {
        @Nullable String value = arg.value().orElse(null);
        for (KernelParam param : params) {
            if (!CommandLine.parameq(arg.param(), param.name())) {
                continue;
            }
            if (param.level() < minLevel || param.level() > maxLevel) {
                return 0;
            }
            if (value == null && !param.noArg()) {
                return EINVAL;
            }
            if (param.isUnsafe()) {
                log.log(ParamLog.NOTICE, "Setting dangerous option " + param.name() + " - tainting kernel");
            }
            return param.set(value);
        }
        return unknown.handle(arg.param(), value, doing);
    }

    private static String complaint(String doing, CommandLine.Arg arg, int result) {
        String value = arg.value().orElse("");
        if (result == ENOENT) {
            return doing + ": Unknown parameter `" + arg.param() + "'";
        }
        String wrong = result == ENOSPC ? "' too large for parameter `" : "' invalid for parameter `";
        return doing + ": `" + value + wrong + arg.param() + "'";
    }
}
