package dev.initlab.inspect.order;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

import static org.assertj.core.api.Assertions.assertThat;

/** With JAZZER_FUZZ=1 in the environment it looks for new inputs. */
class OrderFuzzTest {
    private static final String FIRST_LINE = "# initlab initcall order 1\n";

    @FuzzTest(maxDuration = "5m")
    void anyTextGivesAnOrderOrOneLine(FuzzedDataProvider data) {
        String first = data.consumeBoolean() ? FIRST_LINE : "";
        String text = first + data.consumeString(2000);
        try {
            InitcallOrder order = InitcallOrder.parse("fuzz", text);
            assertThat(InitcallOrder.parse("fuzz", order.text())).isEqualTo(order);
            InitcallOrder other = InitcallOrder.parse("fuzz", FIRST_LINE + data.consumeRemainingAsString());
            assertThat(OrderDiff.between(order, other).isEmpty())
                    .isEqualTo(OrderDiff.between(other, order).isEmpty());
        } catch (OrderFileException e) {
            assertThat(e).hasMessageStartingWith("fuzz:" + e.line() + ": ").hasMessageNotContaining("\n");
        }
    }
}
