package dev.initlab.suite.junit;

import dev.initlab.kernel.BootResult;
import dev.initlab.suite.BootStory;
import dev.initlab.suite.InitcallRun;
import dev.initlab.trace.Event;
import dev.initlab.trace.ModuleState;
import dev.initlab.trace.Outcome;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.EventConditions;
import org.junit.platform.testkit.engine.TestExecutionResultConditions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

/** {@link BootTest}: what a test is given. */
@BootTest(arch = "arm64", append = "quiet")
@TestMethodOrder(MethodOrderer.MethodName.class)
class BootTestTest {
    private static BootStory seen;

    @Test
    void aOfTheClass(BootStory boot) {
        assertThat(boot.architecture()).isEqualTo("arm64");
        assertThat(boot.commandLine()).isEqualTo("quiet");
        assertThat(boot.result().outcome()).isEqualTo(Outcome.POWER_OFF);
        seen = boot;
    }

    @Test
    void bSharedByTheTestsOfAClass(BootStory boot, BootResult result) {
        assertThat(boot).isSameAs(seen);
        assertThat(result).isSameAs(boot.result());
    }

    @BootTest(append = "initcall_blacklist=absent_init", insmod = "../../testdata/images/x86_64/modules/hello.ko who=me")
    void cOfTheMethod(BootStory boot) {
        assertThat(boot.architecture()).isEqualTo("x86_64");
        assertThat(boot.skipped()).hasSize(1);
        assertThat(boot.logLines()).contains("Hello, world (who=me)");
    }

    @BootTest
    void dLive(LiveBoot boot) {
        assertThat(boot.soFar().initcalls()).isEmpty();
        boot.runToLevel("device");
        assertThat(boot.soFar().initcalls()).isNotEmpty().allMatch(run -> !run.level().orElse("").equals("device"));
        boot.runToInitcall("absent:absent_init");
        InitcallRun last = boot.soFar().initcalls().getLast();
        assertThat(last.name()).isEqualTo("absent_init");
        assertThat(last.result()).isEmpty();
        assertThat(boot.isOver()).isFalse();
        assertThat(boot.finish().result().outcome()).isEqualTo(Outcome.POWER_OFF);
        assertThat(boot.isOver()).isTrue();
        assertThat(boot.soFar().initcalls().getLast().result()).hasValue(0);
    }

    @BootTest
    void eLiveWhatNeverComes(LiveBoot boot) {
        assertThatThrownBy(() -> boot.runToInitcall("buses_int")).isInstanceOf(AssertionError.class)
                .hasMessage("the boot ended before it called buses_int: POWER_OFF. Did you mean bus:buses_init?");
    }

    /** A live boot and a plain one are the same, event for event. */
    @BootTest
    void fLiveIsTheSameBoot(LiveBoot live, BootStory plain) {
        live.runToLevel("late").runToInitcall("deferred_run");
        assertThat(live.finish().initcalls()).isEqualTo(plain.initcalls());
        assertThat(live.soFar().result().logText()).isEqualTo(plain.result().logText());
    }

    @BootTest(append = "quiet -- shell")
    void gModulesArePluggedInByHand(LiveBoot boot) {
        boot.type("insmod /lib/modules/chardev.ko").runToInitcall("chardev:*");
        assertThat(boot.soFar().modules().get("chardev")).last().isEqualTo(ModuleState.COMING);
        boot.runTo("chardev is there", e -> e instanceof Event.ModuleStateChanged c && c.module().equals("chardev")
                && c.to() == ModuleState.LIVE);
        boot.type("rmmod chardev").runTo("chardev is gone", e -> e instanceof Event.ModuleStateChanged c
                && c.module().equals("chardev") && c.from() == ModuleState.GOING);
        assertThat(boot.finish().result().outcome()).isEqualTo(Outcome.POWER_OFF);
    }

    /** Never run by themselves: the kit runs them. */
    static class Wrong {
        private static LiveBoot left;

        @BootTest(image = "nowhere/vmlinux")
        void missingImage(BootStory boot) {
        }

        @BootTest(arch = "mips")
        void unknownArchitecture(BootResult boot) {
        }

        @BootTest(memory = 0)
        void noMemory(LiveBoot boot) {
        }

        @BootTest(image = "../../testdata/images/arm/vmlinux", arch = "arm64")
        void otherArchitecture(BootStory boot) {
        }

        @BootTest
        void leftUnderWay(LiveBoot boot) {
            left = boot.runToLevel("device");
        }
    }

    @Test
    void mistakesFailTheTestInOneLine() {
        EngineExecutionResults run = EngineTestKit.engine("junit-jupiter").selectors(selectClass(Wrong.class)).execute();
        run.testEvents().assertStatistics(s -> s.started(5).failed(4).succeeded(1));
        for (String[] row : new String[][] {
            {"missingImage", "@BootTest: nowhere/vmlinux: no such file"},
            {"unknownArchitecture", "@BootTest: arch: 'mips' is none of x86_64, arm64, arm"},
            {"noMemory", "@BootTest: memory: 0 is too small"},
            {"otherArchitecture", "@BootTest: ../../testdata/images/arm/vmlinux: is for arm; arm64 is asked for"},
        }) {
            run.testEvents().failed().assertThatEvents().haveExactly(1, EventConditions.event(
                    EventConditions.test(row[0]), EventConditions.finishedWithFailure(
                            TestExecutionResultConditions.message(row[1]))));
        }
        assertThat(Wrong.left.isOver()).as("stopped at the end of its test").isTrue();
        assertThat(Wrong.left.soFar().result().outcome()).isEqualTo(Outcome.STOPPED);
    }
}
