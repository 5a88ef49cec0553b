package dev.initlab.trace.chart;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.initlab.trace.Event;
import dev.initlab.trace.EventSamples;
import dev.initlab.trace.GoldenFile;
import dev.initlab.trace.Initcall;
import dev.initlab.trace.Outcome;
import dev.initlab.trace.SampleBoot;
import dev.initlab.trace.Stamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

import static org.assertj.core.api.Assertions.assertThat;

class BootChartTest {

    private static final double CHARACTER = 6.63;

    /** A name as it stands on the picture. */
    private record Label(String text, double from, double to, double y) {
        static Label of(Element text) {
            double x = Double.parseDouble(text.getAttribute("x"));
            double width = text.getTextContent().length() * CHARACTER;
            boolean before = text.getAttribute("class").matches(".*\\be\\b.*");
            return new Label(text.getTextContent(), before ? x - width : x, before ? x : x + width,
                    Double.parseDouble(text.getAttribute("y")));
        }

        boolean overlaps(Label other) {
            return y == other.y && from < other.to && to > other.from;
        }
    }

    private static Picture draw(List<Event> events) {
        return Picture.of(events);
    }

    @Test
    void everyKindIsDrawnAsCommitted() throws IOException {
        GoldenFile.check("emulator/trace/src/test/resources/dev/initlab/trace/chart/every-kind.svg",
                draw(EventSamples.all()).svg());
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 120, 700})
    void everyInitcallIsNamedAndNoNameCoversAnother(int initcalls) {
        List<Event> boot = SampleBoot.whole(initcalls, 1);
        Picture picture = draw(boot);
        String all = String.join("\n", picture.texts("title"));
        for (Event event : boot) {
            if (event instanceof Event.InitcallReturned returned) {
                assertThat(all).contains(returned.initcall().symbol());
            }
        }
        var frame = Set.of("tick", "h1", "h2", "lane", "p", "c");
        List<Label> labels = picture.elements("text").stream()
                .filter(text -> !frame.contains(text.getAttribute("class")))
                .map(Label::of).toList();
        for (int i = 0; i < labels.size(); i++) {
            for (Label other : labels.subList(i + 1, labels.size())) {
                assertThat(labels.get(i).overlaps(other)).as(labels.get(i) + " and " + other).isFalse();
            }
        }
        assertThat(labels).hasSizeGreaterThan(40)
                .allSatisfy(label -> assertThat(label.to).isLessThanOrEqualTo(1480));
        assertThat(picture.height()).isLessThan(1600);
    }

    @Test
    void namesOfNarrowLevelsStandSideBySide() {
        var names = draw(SampleBoot.whole(40, 1)).elements("text").stream()
                .filter(text -> text.getAttribute("class").equals("c")).toList();
        assertThat(names).extracting(Element::getTextContent).containsExactly("console", "security", "early",
                "pure", "core", "postcore", "arch", "subsys", "fs", "device", "late");
        double free = 0;
        for (Element name : names) {
            double half = name.getTextContent().length() * CHARACTER / 2;
            double middle = Double.parseDouble(name.getAttribute("x"));
            assertThat(middle - half).as(name.getTextContent()).isGreaterThan(free);
            free = middle + half;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1000, 1_000_000})
    void theAxisSuitsMicrosecondsAndSeconds(long scale) {
        List<String> ticks = draw(SampleBoot.whole(40, scale)).texts("text", "tick");
        String unit = scale == 1 ? "µs" : scale == 1000 ? "ms" : "s";
        assertThat(ticks).hasSizeBetween(8, 30).doesNotHaveDuplicates()
                .allMatch(tick -> tick.equals("0") || tick.endsWith(" " + unit));
    }

    @Test
    void aCrashNamesTheInitcallThatNeverReturned() {
        Picture picture = draw(SampleBoot.crashing(60));
        assertThat(picture.texts("text", "bad")).contains("touch_freed_memory never returned",
                "INIT_MEMORY_FREED in touch_freed_memory+0x10/0x40",
                "panic: Attempted to kill init! exitcode=0x00000009");
        assertThat(picture.texts("text", "h2")).containsExactly("From the first instruction");
    }

    @ParameterizedTest
    @CsvSource({"-19, false, false, irq_init = -19", "0, true, false, irq_init preemption imbalance",
        "0, false, true, irq_init disabled interrupts"})
    void failuresAreRed(int result, boolean imbalance, boolean disabled, String label) {
        var initcall = new Initcall.BuiltIn("6", "device", 0, 0, 0, "irq_init", Optional.empty());
        Picture picture = draw(List.of(
                new Event.InitcallStarted(new Stamp(1, 0, 0), 1, initcall, 1),
                new Event.InitcallReturned(new Stamp(2, 1, 0), 1, initcall, 1, result, 1, 1, 0,
                        imbalance, disabled),
                new Event.BootEnded(new Stamp(3, 900, 0), Outcome.POWER_OFF, 0)));
        assertThat(picture.texts("text", "bad")).containsExactly(label);
        assertThat(picture.elements("rect")).filteredOn(rect -> rect.getAttribute("class").equals("failed"))
                .as("the bar, and the legend's").hasSize(2);
    }

    @Test
    void aLongWaitDoesNotPressTheRestTogether() {
        var boot = new ArrayList<Event>();
        for (Event event : SampleBoot.whole(60, 1)) {
            long late = event.sequence() > 60 ? 2_000_000_000 : 0;
            Stamp at = new Stamp(event.sequence(), event.time() + late, 0);
            switch (event) {
                case Event.InitcallStarted e ->
                        boot.add(new Event.InitcallStarted(at, e.call(), e.initcall(), e.pid()));
                case Event.InitcallReturned e -> boot.add(new Event.InitcallReturned(at, e.call(),
                        e.initcall(), e.pid(), 0, e.duration(), e.work(), 0, false, false));
                default -> { }
            }
        }
        Picture picture = draw(boot);
        assertThat(picture.texts("title")).contains("2.00 s, not to scale");
        assertThat(picture.texts("title")).noneMatch(title -> title.contains("short ones"));
    }

    @Test
    void guestTextCannotBreakThePicture() {
        Picture picture = draw(List.of(
                new Event.BootStarted(new Stamp(1, 0, 0), "<script>", "\"'&", "\u0000\u001b\ud800\uffff]]>"),
                new Event.Printk(new Stamp(2, 5, 0), 0, 6, 0, "</title><script>alert(1)</script>")));
        assertThat(picture.elements("script")).isEmpty();
        assertThat(picture.texts("text", "h1")).containsExactly("Boot of <script> (\"'&)");
        assertThat(picture.texts("text", "p")).contains("command line: \ufffd\ufffd\ufffd\ufffd]]>");
        assertThat(picture.texts("title")).contains("</title><script>alert(1)</script>");
    }

    @Test
    void needsNothingFromOutside() {
        assertThat(draw(SampleBoot.whole(60, 1)).svg().replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http", "url(", "@import", "href", "<script", "<image");
    }

    @Test
    void doesNotDependOnTheHost() {
        List<Event> boot = SampleBoot.whole(40, 1);
        var elsewhere = new ArrayList<Event>();
        for (Event event : boot) {
            elsewhere.add(event instanceof Event.Printk e ? new Event.Printk(
                    new Stamp(e.sequence(), e.time(), 77), e.record(), e.level(), e.facility(), e.text())
                    : event);
        }
        assertThat(draw(elsewhere).svg()).isEqualTo(draw(boot).svg());
    }

    @Test
    void nothingAtAllIsAPictureToo() {
        assertThat(draw(List.of()).texts("text", "h1")).containsExactly("Boot");
    }
}
