package dev.initlab.suite;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

import dev.initlab.trace.Initcall;
import dev.initlab.trace.ModuleState;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BootStoryTest {
    private static final NamePattern ABSENT = NamePattern.of("absent_init");

    @Test
    void everyInitcallOfTheImageRanOnceInItsOrderAndThenTheModules() {
        BootStory story = Stories.of("");
        assertThat(story.initcalls().stream().map(InitcallRun::qualifiedName)).containsExactlyElementsOf(
                story.knownNames());
        assertThat(story.initcalls().stream().filter(r -> r.level().isPresent()))
                .hasSameSizeAs(story.image().initcalls());
        assertThat(story.initcalls().getLast().qualifiedName()).isEqualTo("consumer:consumer_init");
    }

    @Test
    void aCallIsKnownByItsNumbers() {
        InitcallRun run = Stories.of("").initcalls(ABSENT).getFirst();
        assertThat(run.level()).contains("device");
        assertThat(run.module()).contains("absent");
        assertThat(run.resultText()).isEqualTo("-ENODEV");
        assertThat(run.result()).isEqualTo(OptionalInt.of(-19));
        assertThat(run.work().getAsLong()).isPositive();
        assertThat(run.ended().getAsLong()).isGreaterThan(run.started());
    }

    @Test
    void aBlacklistedOneIsSkippedAndStaysKnown() {
        BootStory story = Stories.of("initcall_blacklist=absent_init");
        assertThat(story.initcalls(ABSENT)).isEmpty();
        assertThat(story.skipped()).extracting(Initcall::symbol).containsExactly("absent_init");
        assertThat(story.knows(ABSENT)).isTrue();
    }

    @Test
    void modulesAndTheirTaints() {
        BootStory story = Stories.of("", "hello.ko who=me", "bad_param.ko");
        assertThat(story.modules().get("hello")).containsExactly(ModuleState.UNFORMED, ModuleState.COMING,
                ModuleState.LIVE, ModuleState.GOING, ModuleState.ABSENT);
        assertThat(story.taints()).containsEntry("hello", "O");
        assertThat(story.initcalls(NamePattern.of("hello:*"))).extracting(InitcallRun::name)
                .containsExactly("hello_init");
        assertThat(story.initcalls(NamePattern.of("hello:*")).getFirst().level()).isEmpty();
        assertThat(story.logLines()).contains("Hello, world (who=me)");
    }

    @Test
    void initMemoryIsFreed() {
        assertThat(Stories.of("").initMemoryFreed()).isEqualTo(OptionalLong.of(8));
    }

    @Test
    void anInitcallThatNeverReturnsHasNoResult() {
        InitcallRun run = Stories.of("", "oops.ko").initcalls(NamePattern.of("oops:*")).getFirst();
        assertThat(run.result()).isEmpty();
        assertThat(run.resultText()).isEqualTo("never returned");
    }

    @Test
    void theOrderAroundTwoIsShownWithMarks() {
        BootStory story = Stories.of("");
        List<InitcallRun> two = List.of(story.initcalls().get(7), story.initcalls().get(20));
        assertThat(OrderWindow.aroundRuns(story, two).lines()).containsExactly(
                "       6  pure      limits:limits_init",
                "       7  pure      random32:prandom_init",
                "  >    8  core      jiffies:init_jiffies_clocksource",
                "       9  core      bus:buses_init",
                "      10  core      platform:platform_bus_init",
                "          … 8 more",
                "      19  arch      clockevents:clock_notifier_init",
                "      20  arch      resource_report:resources_report",
                "  >   21  subsys    misc:misc_init",
                "      22  subsys    class:rtc_init",
                "      23  subsys    clockevents:clock_settle_init");
    }

    @Test
    void nearNamesAreOffered() {
        assertThat(NearestNames.of("buses_int", Stories.of("").knownNames())).startsWith("bus:buses_init");
        assertThat(NearestNames.offer("qqqqqqqqqqq", Stories.of("").knownNames())).isEmpty();
    }
}
