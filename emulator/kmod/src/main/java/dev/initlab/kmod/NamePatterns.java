package dev.initlab.kmod;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A set of names in which {@code *} stands for any text, dots included (fnmatch(3) without flags). */
final class NamePatterns {
    private final List<String> patterns;
    private final Pattern compiled;

    private NamePatterns(List<String> patterns) {
        this.patterns = patterns;
        this.compiled = Pattern.compile(patterns.stream()
                .map(pattern -> Stream.of(pattern.split("\\*", -1)).map(Pattern::quote)
                        .collect(Collectors.joining(".*")))
                .collect(Collectors.joining("|")), Pattern.DOTALL);
    }

    static NamePatterns of(String... patterns) {
        return new NamePatterns(List.of(patterns));
    }

    /** The names of both. */
    NamePatterns and(NamePatterns other) {
        return new NamePatterns(Stream.concat(patterns.stream(), other.patterns.stream()).toList());
    }

    boolean match(String name) {
        return compiled.matcher(name).matches();
    }
}
