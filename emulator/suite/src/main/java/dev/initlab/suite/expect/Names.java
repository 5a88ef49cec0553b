package dev.initlab.suite.expect;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

import dev.initlab.suite.NamePattern;
import dev.initlab.suite.yaml.Placed;
import dev.initlab.suite.yaml.Shape;
import dev.initlab.suite.yaml.Shapes;
import dev.initlab.suite.yaml.Shapes.Parsed;

/** Shapes that name initcalls. */
final class Names {
    static final Shape<NamePattern> NAME = Shapes.text("an initcall, as function or module:function, with * and ?",
            NamePattern.SYNTAX, text -> Parsed.of(NamePattern.parse(text), "is no name of an initcall"));

    private Names() {
    }

    /** One or more names, each an expectation of its own. */
    static Shape<List<Placed<Expectation>>> each(Function<NamePattern, Expectation> make) {
        return Shapes.oneOrMore(NAME.map(name -> make.apply(name)).placed());
    }

    /** A map from names to values, each pair an expectation of its own. */
    static <V> Shape<List<Placed<Expectation>>> map(Shape<V> value, BiFunction<NamePattern, V, Expectation> make) {
        return Shapes.map(NAME, value).map(entries -> entries.stream()
                .map(e -> e.key().map(name -> make.apply(name, e.value()))).toList());
    }
}
