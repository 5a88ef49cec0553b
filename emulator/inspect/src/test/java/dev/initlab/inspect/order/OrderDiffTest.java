package dev.initlab.inspect.order;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is said about two orders. */
class OrderDiffTest {
    @Test
    void equalOrdersHaveNoDifference() {
        assertThat(diff("device a x, device b y", "device a x, device b y")).isEmpty();
        assertThat(diff("", "")).isEmpty();
    }

    @Test
    void neighboursThatChangedPlacesAreBothNamed() {
        assertThat(diff("device p o, device a x, device b y, device q o",
                "device p o, device b y, device a x, device q o")).isEqualTo("""
                moved    device b (y): ran after a (x), now after p (o)
                moved    device a (x): ran after p (o), now after b (y)
                """);
    }

    @Test
    void aSwapOfTwoAroundOthersIsThoseTwo() {
        assertThat(diff("device a x, device m o, device b y", "device b y, device m o, device a x")).isEqualTo("""
                moved    device b (y): ran after m (o), now first
                moved    device a (x): ran first, now after m (o)
                """);
    }

    @Test
    void oneThatWentFarIsOneLine() {
        assertThat(diff("device a x, device b y, device c z, device d z",
                "device b y, device c z, device d z, device a x")).isEqualTo("""
                moved    device a (x): ran first, now after d (z)
                """);
    }

    @Test
    void twoThatWentFarTogether() {
        assertThat(diff("device a x, device b x, device c z, device d z, device e z",
                "device c z, device d z, device e z, device a x, device b x")).isEqualTo("""
                moved    device a (x): ran first, now after e (z)
                moved    device b (x): runs after a (x) as before, which moved as well
                """);
    }

    @Test
    void whatComesAndGoesMovesNobody() {
        assertThat(diff("device a x, device b y, device c z", "device n x, device b y, late o x, device c z"))
                .isEqualTo("""
                added    device n (x): runs first
                added    late o (x): runs first
                removed  device a (x): ran first
                """);
    }

    @Test
    void aChangedLevelIsNoMove() {
        assertThat(diff("device a x, device b y, late c z", "device b y, late c z, late a x")).isEqualTo("""
                level    late a (x): ran in device, now in late
                """);
        assertThat(diff("device a x, device b y", "device b y, device_sync a x")).isEqualTo("""
                level    device_sync a (x): ran in device, now in device_sync
                """);
    }

    @Test
    void resultsAreComparedWhereBothSidesHaveThem() {
        assertThat(diff("device a x 0, device b y 0, device c z", "device a x -19, device b y, device c z 0"))
                .isEqualTo("""
                result   device a (x): was 0, now -19
                """);
    }

    @Test
    void initcallsOfOneNameAreToldApartByObjectAndOrder() {
        assertThat(diff("device init x, device init y, device init x", "device init y, device init x, device init x"))
                .isEqualTo("""
                moved    device init (y): ran after init (x), now first
                moved    device init (x): ran first, now after init (y)
                """);
        assertThat(diff("core init x, late init x", "late init x")).isEqualTo("""
                removed  core init (x): ran first
                """);
    }

    @Test
    void anObjectThatGotAnotherNameAndOneThatIsNotKnown() {
        assertThat(diff("device a x", "device a y")).isEqualTo("object   device a (y): was in x, now in y\n");
        assertThat(diff("device a x, device b y", "device a -, device b -")).isEmpty();
        assertThat(diff("device a -", "late a y")).isEqualTo("level    late a (y): ran in device, now in late\n");
    }

    @Test
    void anImageAtRestSaysNothingOfModules() {
        assertThat(diff("device a x", "device a x 0, module m m 0")).isEmpty();
        assertThat(diff("device a x 0, module m m 0", "device a x")).isEmpty();
        assertThat(diff("device a x 0", "device a x 0, module m m 0"))
                .isEqualTo("added    module m (m): runs first\n");
    }

    @Test
    void whatMattersComesFirst() {
        OrderDiff diff = OrderDiff.between(order("device a x, device b y"), order("device c x, device d y"));
        assertThat(diff.first(change -> change.entry().function().equals("b")).changes())
                .extracting(change -> change.kind() + " " + change.entry().function())
                .containsExactly("removed b", "added c", "added d", "removed a");
    }

    private static String diff(String before, String after) {
        return OrderDiff.between(order(before), order(after)).text();
    }

    private static InitcallOrder order(String lines) {
        return InitcallOrder.parse("test", "# initlab initcall order 1\n" + lines.replace(", ", "\n"));
    }
}
