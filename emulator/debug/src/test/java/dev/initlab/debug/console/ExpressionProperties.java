package dev.initlab.debug.console;

import dev.initlab.debug.monitor.RefusedException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

/** What an expression is written as is read as that expression; and any text is read or refused in one line. */
class ExpressionProperties {
    @Property
    void whatIsWrittenIsReadAgain(@ForAll("expressions") Expression expression) {
        assertThat(ExpressionParser.parse(expression.toString())).isEqualTo(expression);
    }

    @Property
    void blanksMeanNothing(@ForAll("expressions") Expression expression) {
        String spread = expression.toString().replaceAll("([*&()+-])", " $1 ");
        assertThat(ExpressionParser.parse(spread)).isEqualTo(expression);
    }

    @Property(tries = 5000)
    void anyTextIsReadOrRefused(@ForAll("texts") String text) {
        try {
            Expression read = ExpressionParser.parse(text);
            assertThat(ExpressionParser.parse(read.toString())).isEqualTo(read);
        } catch (RefusedException e) {
            assertThat(e.why()).isNotEmpty();
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("*&()+-$ ax09_.%").ofMaxLength(12);
    }

    @Provide
    Arbitrary<Expression> expressions() {
        Arbitrary<String> names = Arbitraries.strings().withChars("abxyz_.019").ofMinLength(1).ofMaxLength(8)
                .filter(n -> !Character.isDigit(n.charAt(0)));
        Arbitrary<Expression> leaves = Arbitraries.oneOf(Arbitraries.longs().map(Expression.Number::new),
                names.map(Expression.Symbol::new), names.map(Expression.Register::new));
        return grown(grown(grown(leaves)));
    }

    private static Arbitrary<Expression> grown(Arbitrary<Expression> smaller) {
        return Arbitraries.oneOf(smaller, smaller.map(Expression.Memory::new), smaller.map(Expression.Address::new),
                smaller.flatMap(e -> Arbitraries.longs().between(-1 << 30, 1 << 30).map(n -> new Expression.Plus(e, n))));
    }
}
