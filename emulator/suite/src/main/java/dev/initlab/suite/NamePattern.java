package dev.initlab.suite;

import java.util.Optional;
import java.util.regex.Pattern;

import dev.initlab.inspect.InitcallEntry;
import dev.initlab.trace.Initcall;

/**
 * How a check names initcalls: {@code function}, {@code module:function}, and both with {@code *} and {@code ?}.
 *
 * <p>A module is the loaded module or the KBUILD_MODNAME of built-in code; without one, any will do. As in file
 * names of a shell, {@code *} stands for any characters and {@code ?} for one. Underscores and dashes of a module's
 * name are the same, as {@code modprobe} has it.
 */
public final class NamePattern {
    /** What a text must be to be one; for schemas. */
    public static final String SYNTAX = "[A-Za-z0-9_.*?$-]+(:[A-Za-z0-9_.*?$-]+)?";
    private static final Pattern VALID = Pattern.compile(SYNTAX);

    private final String text;
    private final Optional<Pattern> module;
    private final Pattern function;

    private NamePattern(String text) {
        this.text = text;
        int colon = text.indexOf(':');
        module = colon < 0 ? Optional.empty() : Optional.of(glob(text.substring(0, colon).replace('-', '_')));
        function = glob(text.substring(colon + 1));
    }

    /** Reads a pattern; empty if the text is none. */
    public static Optional<NamePattern> parse(String text) {
        return VALID.matcher(text).matches() ? Optional.of(new NamePattern(text)) : Optional.empty();
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public static NamePattern of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException(
                "'" + text + "' is no name of an initcall; function or module:function is expected"));
    }

    /** Whether it may stand for several. */
    public boolean isGlob() {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    /** Whether a function of a module is meant. */
    public boolean matches(Optional<String> ofModule, String name) {
        return function.matcher(name).matches() && (module.isEmpty() || ofModule
                .filter(m -> module.get().matcher(m.replace('-', '_')).matches()).isPresent());
    }

    /** Whether this call is meant. */
    public boolean matches(Initcall initcall) {
        return matches(InitcallRun.module(initcall), initcall.symbol());
    }

    /** Whether this call is meant. */
    public boolean matches(InitcallRun run) {
        return matches(run.initcall());
    }

    /** Whether this entry of a table at rest is meant. */
    public boolean matches(InitcallEntry entry) {
        return matches(entry.object(), entry.function());
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }

    private static Pattern glob(String glob) {
        StringBuilder regex = new StringBuilder();
        glob.chars().forEach(c -> regex.append(switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(Character.toString(c));
        }));
        return Pattern.compile(regex.toString());
    }
}
