package dev.initlab.inspect;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the symbol of an entry tells: {@code __initcall__kmod_<object>__<counter>_<line>_<fn><id>}, before
 * Linux 5.10 {@code __initcall_<fn><id>}.
 *
 * <p>Where the function's name ends is never in doubt: no id is the end of another one but {@code 1s} to
 * {@code 7s}, and {@code s} alone is none.
 *
 * @param object   KBUILD_MODNAME, absent in the old form
 * @param function the C function
 * @param id       {@code early}, {@code 0} to {@code 7}, {@code 1s} to {@code 7s}, {@code rootfs},
 *                 {@code con}, {@code sec}
 */
record InitcallName(Optional<String> object, String function, String id) {
    private static final String FUNCTION_AND_ID = "(?<function>.+?)(?<id>early|rootfs|con|sec|[1-7]s|[0-7])";
    private static final Pattern NEW =
            Pattern.compile("__initcall__kmod_(?<object>.+)__\\d+_\\d+_" + FUNCTION_AND_ID);
    private static final Pattern OLD = Pattern.compile("__initcall_" + FUNCTION_AND_ID);

    /** Takes an entry's symbol apart; empty if it is none. */
    static Optional<InitcallName> parse(String symbol) {
        Matcher matcher = NEW.matcher(symbol);
        if (matcher.matches()) {
            return Optional.of(new InitcallName(Optional.of(matcher.group("object")),
                    matcher.group("function"), matcher.group("id")));
        }
        Matcher old = OLD.matcher(symbol);
        return old.matches()
                ? Optional.of(new InitcallName(Optional.empty(), old.group("function"), old.group("id")))
                : Optional.empty();
    }
}
