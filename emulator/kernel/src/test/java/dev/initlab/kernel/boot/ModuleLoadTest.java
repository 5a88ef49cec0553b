package dev.initlab.kernel.boot;

import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;

import dev.initlab.trace.Event;
import dev.initlab.trace.ModuleState;
import dev.initlab.trace.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Modules that get loaded: what they print, whom they use, and how they leave. */
@OnEachArchitecture
class ModuleLoadTest {
    private final TestImages images;

    ModuleLoadTest(TestImages images) {
        this.images = images;
    }
    @Test
    void parametersReachTheModule() {
        GuestBoot boot = new Initramfs().insmod(images.module("hello"), "who=\"you all\" count=3").boot(images);
        assertThat(boot.log()).filteredOn(line -> line.startsWith("Hello")).hasSize(3)
                .containsOnly("Hello, world (who=you all)");
        assertThat(boot.log()).contains("Goodbye, world (who=you all)");
    }

    @Test
    void everyKindOfParameter() {
        GuestBoot boot = new Initramfs().insmod(images.module("params"), "a_byte=255 a_short=-2 a_ushort=65535"
                + " an_int=-0x10 a_uint=4294967295 a_long=-3 a_ulong=4 a_ullong=18446744073709551615 a_hexint=0xff"
                + " a_bool an_invbool=n a_bint=1 a_charp=text a_string=seven77 an_array=1,-2,3 another_name=9")
                .boot(images);
        assertThat(boot.log()).containsSubsequence(
                "params: byte=255 short=-2 ushort=65535 int=-16 uint=4294967295",
                "params: long=-3 ulong=4 ullong=18446744073709551615 hexint=0xff",
                "params: bool=1 invbool=1 bint=1 charp=text string=seven77",
                "params: another_name=9 unsafe=0 array has 3",
                "params: array[0]=1", "params: array[1]=-2", "params: array[2]=3",
                "params: int=-16 at the end");
    }

    @Test
    void symbolsComeFromTheKernelAndFromOtherModules() {
        GuestBoot boot = GuestBoot.boot(GuestBoot.config(images));
        assertThat(resolved(boot, "hello", "_printk")).satisfies(e -> {
            assertThat(e.owner()).isEqualTo("kernel");
            assertThat(e.address()).isEqualTo(ImagePatch.of(images.vmlinux()).symbol("_printk"));
        });
        Event.ModuleStateChanged provider = boot.states("provider").getFirst();
        assertThat(resolved(boot, "consumer", "provider_add")).satisfies(e -> {
            assertThat(e.owner()).isEqualTo("provider");
            assertThat(e.address()).isBetween(provider.base(), provider.base() + provider.size() - 1);
        });
    }

    @Test
    void aModuleGoesThroughItsStatesAndBack() {
        GuestBoot boot = GuestBoot.boot(GuestBoot.config(images));
        assertThat(boot.states("hello")).extracting(Event.ModuleStateChanged::to).containsExactly(
                ModuleState.UNFORMED, ModuleState.COMING, ModuleState.LIVE, ModuleState.GOING, ModuleState.ABSENT);
        assertThat(boot.states("hello")).extracting(Event.ModuleStateChanged::from).containsExactly(
                ModuleState.ABSENT, ModuleState.UNFORMED, ModuleState.COMING, ModuleState.LIVE, ModuleState.GOING);
        assertThat(boot.states("hello").getLast().taints()).isEqualTo("O");
    }

    @Test
    void lsmodShowsWhoUsesWhom() {
        // /init calls /bin/rmmod for each of the three modules: here that is lsmod.
        GuestBoot boot = new Initramfs().file("/bin/rmmod", Initramfs.fileOf(images, "/bin/lsmod"))
                .insmod(images.module("provider")).insmod(images.module("consumer")).insmod(images.module("no_exit"))
                .boot(images);
        List<String> expected = List.of(line(boot, "no_exit", 0, "[permanent],"), line(boot, "consumer", 0, "-"),
                line(boot, "provider", 1, "consumer,"));
        assertThat(boot.uartText()).contains(String.join("", expected));
        assertThat(boot.result().outcome()).isEqualTo(Outcome.POWER_OFF);
    }

    @Test
    void aModuleInUseStays() {
        // hello.ko under another's name: the first module /init unloads is then the one that consumer uses.
        GuestBoot boot = new Initramfs().insmod(images.module("provider")).insmod(images.module("consumer"))
                .insmod("/decoy/provider.ko", bytes("hello"), "").boot(images);
        assertThat(deletes(boot)).containsExactly(-11L, 0L, 0L);
        assertThat(boot.uartText()).contains(
                "rmmod: can't unload module 'provider': Resource temporarily unavailable\r\n");
        assertThat(boot.log()).containsSubsequence("consumer: gone", "provider: gone after 1 calls");
        assertThat(boot.states("hello").getLast().to()).isEqualTo(ModuleState.LIVE);
    }

    @Test
    void modulesLeaveInReverseOrder() {
        GuestBoot boot = GuestBoot.boot(GuestBoot.config(images));
        assertThat(boot.events().events(Event.ModuleStateChanged.class)).filteredOn(e -> e.to() == ModuleState.ABSENT)
                .extracting(Event.ModuleStateChanged::module).containsExactly("consumer", "provider", "hello");
        assertThat(deletes(boot)).containsExactly(0L, 0L, 0L);
    }

    @Test
    void aModuleWithoutExitIsPermanent() {
        GuestBoot boot = new Initramfs().insmod(images.module("no_exit")).boot(images);
        assertThat(deletes(boot)).containsExactly(-16L);
        assertThat(boot.uartText()).contains("rmmod: can't unload module 'no_exit': Device or resource busy\r\n");
        assertThat(boot.states("no_exit").getLast().to()).isEqualTo(ModuleState.LIVE);
    }

    @Test
    void aModuleThatGivesItsMemoryBackLeavesItToTheNext() {
        GuestBoot boot = GuestBoot.boot(GuestBoot.config(images).withCommandLine("rdinit=/init keep")
                .withInitramfs(new Initramfs().insmod(images.module("fails")).insmod(images.module("hello")).archive()));
        GuestBoot alone = new Initramfs().insmod(images.module("hello")).boot(images);
        assertThat(boot.states("hello").getFirst().base()).isEqualTo(alone.states("hello").getFirst().base());
    }

    @ParameterizedTest
    @ValueSource(strings = {"library", "proprietary", "composite", "chardev", "level", "test_lib", "bad_param"})
    void loadsAndUnloads(String module) {
        GuestBoot boot = new Initramfs().insmod(images.module(module)).boot(images);
        assertThat(boot.states(module)).extracting(Event.ModuleStateChanged::to)
                .contains(ModuleState.LIVE).endsWith(ModuleState.ABSENT);
        assertThat(deletes(boot)).containsExactly(0L);
        assertThat(boot.uart()).isEqualTo(boot.asOnUart(r -> r.level() < 7)); // nobody complains
    }

    @Test
    void taintsAreSaidOnceAndShown() {
        GuestBoot boot = new Initramfs().file("/bin/rmmod", Initramfs.fileOf(images, "/bin/lsmod"))
                .insmod(images.module("proprietary")).insmod(images.module("hello")).boot(images);
        assertThat(boot.log()).containsOnlyOnce("proprietary: loading out-of-tree module taints kernel.",
                "proprietary: module license 'Proprietary' taints kernel.");
        assertThat(boot.log()).noneMatch(line -> line.startsWith("hello: loading out-of-tree"));
        assertThat(boot.uartText()).containsPattern("proprietary \\d+ 0 - Live 0x[0-9a-f]{%d} \\(PO\\)\r\n"
                .formatted(2 * images.wordSize()));
    }

    private static Event.SymbolResolved resolved(GuestBoot boot, String module, String symbol) {
        List<Event.SymbolResolved> found = boot.events().events(Event.SymbolResolved.class).stream()
                .filter(e -> e.module().equals(module) && e.symbol().equals(symbol)).toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    /** As {@code %px} prints it. */
    private String address(long address) {
        return "0x" + HexFormat.of().toHexDigits(address, 2 * images.wordSize());
    }

    private String line(GuestBoot boot, String module, int users, String by) {
        Event.ModuleStateChanged live = boot.states(module).getLast();
        return "%s %d %d %s Live %s (O)\r\n".formatted(module, live.size(), users, by, address(live.base()));
    }

    /** What each delete_module() returned. */
    private static List<Long> deletes(GuestBoot boot) {
        return boot.events().events(Event.SystemCall.class).stream().filter(e -> e.name().equals("delete_module"))
                .map(Event.SystemCall::result).map(OptionalLong::getAsLong).toList();
    }

    private byte[] bytes(String module) {
        return ImagePatch.of(images.module(module)).bytes();
    }
}
