package dev.initlab.kernel.boot;

import java.util.List;
import java.util.stream.Stream;

import dev.initlab.kernel.init.InitcallSequence;
import dev.initlab.trace.Event;
import dev.initlab.trace.Outcome;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** What the command line and the guest's own code decide about a boot. */
@OnEachArchitecture
class BootContractTest {
    private final TestImages images;

    BootContractTest(TestImages images) {
        this.images = images;
    }

    @Test
    void aSecurityModuleRefusesToHaveModulesLoaded() {
        GuestBoot boot = GuestBoot.boot(GuestBoot.config(images)
                .withCommandLine("lsm_initlab.no_modules"));
        assertThat(boot.events().events(Event.ModuleStateChanged.class)).isEmpty();
        assertThat(boot.events().events(Event.SystemCall.class))
                .filteredOn(e -> e.name().equals("init_module")).isNotEmpty()
                .allSatisfy(e -> assertThat(e.errno()).contains("EPERM"));
        assertThat(boot.log()).anyMatch(line -> line.contains("module loading is refused (lsm_initlab.no_modules)"));
        assertThat(boot.uartText()).contains("insmod: can't insert '/lib/modules/hello.ko': Operation not permitted");
    }

    /** {@code drivers/base/dd.c}: nobody is asked again before {@code deferred_probe_initcall()}. */
    @Test
    void aDeferredProbeIsAskedAgainAtTheLateLevel() {
        GuestBoot boot = GuestBoot.boot(GuestBoot.config(images));
        assertThat(probesOf("supply-led", boot)).containsExactly(tuple(-517, true), tuple(0, false));
        assertThat(boot.events().events().stream().flatMap(e -> switch (e) {
            case Event.InitcallStarted(_, _, var initcall, _) when initcall.symbol().startsWith("deferred_probe") ->
                    Stream.of("asked again");
            case Event.DeviceProbed probe when probe.device().equals("fixed-regulator") -> Stream.of("supply");
            case Event.DeviceProbed probe when probe.device().equals("supply-led") -> Stream.of("led");
            default -> Stream.of();
        })).containsExactly("led", "supply", "asked again", "led");
    }

    @Test
    void aProbeDeferredLaterIsAskedAgainWhenAnotherDeviceHasItsDriver() {
        GuestBoot boot = new Initramfs().insmod(images.module("waits")).boot(images);
        assertThat(probesOf("waits-first", boot)).containsExactly(tuple(-517, true), tuple(0, false));
        assertThat(boot.log()).contains("waits: first has what it needs");
    }

    private static List<Tuple> probesOf(String device, GuestBoot boot) {
        return boot.events().events(Event.DeviceProbed.class).stream().filter(e -> e.device().equals(device))
                .map(e -> tuple(e.result(), e.deferred())).toList();
    }

    @Test
    void theLayoutSequenceRunsConsoleAndSecurityBehindTheLevels() {
        GuestBoot boot = GuestBoot.boot(GuestBoot.config(images).withSequence(InitcallSequence.LAYOUT));
        assertThat(boot.events().events(Event.LevelEntered.class)).extracting(Event.LevelEntered::level)
                .containsExactly("early", "pure", "core", "postcore", "arch", "subsys", "fs", "device", "late",
                        "console", "security");
        assertThat(GuestBoot.boot(GuestBoot.config(images)).events().events(Event.LevelEntered.class))
                .extracting(Event.LevelEntered::level)
                .startsWith("console", "security", "early", "pure").endsWith("device", "late");
    }

    @Test
    void aBlacklistedInitcallIsSkipped() {
        GuestBoot boot = GuestBoot.boot(GuestBoot.config(images)
                .withCommandLine("initcall_blacklist=heartbeat_init,hello_init"));
        assertThat(boot.events().events(Event.InitcallSkipped.class))
                .extracting(e -> e.initcall().symbol()).containsExactly("heartbeat_init", "hello_init");
        assertThat(boot.initcalls()).doesNotContain("heartbeat_init", "hello_init").contains("absent_init");
        assertThat(boot.uartText()).contains("insmod: can't insert '/lib/modules/hello.ko': Operation not permitted")
                .doesNotContain("heartbeat: status");
    }

    @Test
    void parametersOfBuiltInCodeAreSet() {
        List<String> log = GuestBoot.boot(GuestBoot.config(images)
                .withCommandLine("heartbeat.period=250 heartbeat.name=alarm heartbeat.inverted nosuch.param=1"))
                .log();
        assertThat(log).anyMatch(line -> line.endsWith("heartbeat: alarm: every 250 ms, inverted"));
    }

    @Test
    void anOopsIsAPanicWhenAskedFor() {
        GuestBoot boot = GuestBoot.boot(GuestBoot.config(images).withCommandLine("oops=panic panic=7")
                .withInitramfs(new Initramfs().insmod(images.module("oops"), "how=write").archive()));
        assertThat(boot.result().outcome()).isEqualTo(Outcome.PANIC);
        assertThat(boot.result().reason()).isEqualTo("Kernel panic - not syncing: " + images.fatal());
        assertThat(boot.log()).anyMatch(line -> line.endsWith("Rebooting in 7 seconds.."));
    }
}
