package dev.initlab.kernel.boot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;

import dev.initlab.trace.Event;
import dev.initlab.trace.FaultKind;
import dev.initlab.trace.ModuleState;
import dev.initlab.trace.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Modules that are not loaded: the errno that reaches the program, the message, and that nothing is left. */
@OnEachArchitecture
class ModuleRefusalTest {
    private final TestImages images;

    ModuleRefusalTest(TestImages images) {
        this.images = images;
    }
    @ParameterizedTest
    @ValueSource(ints = {-19, -1, -16, -133, -517, -999, -4095})
    void theErrnoOfInitPassesThroughUnchanged(int errno) {
        GuestBoot boot = after(new Initramfs().insmod(images.module("fails"), "ret=" + errno));
        assertThat(loads(boot)).containsExactly((long) errno, 0L);
        assertThat(boot.log()).contains("fails: returning " + errno);
        assertThat(boot.exited("/bin/insmod").status()).isEqualTo(-errno & 0xff);
        assertThat(boot.log()).doesNotContain("fails: exit after all");
        assertThat(boot.states("fails")).extracting(Event.ModuleStateChanged::to).containsExactly(
                ModuleState.UNFORMED, ModuleState.COMING, ModuleState.GOING, ModuleState.ABSENT);
    }

    @ParameterizedTest
    @ValueSource(ints = {-19, 0})
    void aModuleThatBreaksTheListOfModulesIsStillTakenAway(int result) {
        GuestBoot boot = after(new Initramfs().insmod(images.module("fails"), "corrupt=1 ret=" + result)
                .insmod(images.module("provider")));
        assertThat(boot.log()).contains("list_del corruption: the neighbours of module fails do not know it")
                .contains("provider: ready");
        assertThat(boot.states("fails").getLast().to()).isEqualTo(ModuleState.ABSENT);
    }

    @Test
    void aPositiveResultIsSuspiciousButLoads() {
        GuestBoot boot = after(new Initramfs().insmod(images.module("fails"), "ret=5"));
        assertThat(loads(boot)).containsExactly(0L, 0L);
        assertThat(boot.log()).anyMatch(line -> line.contains(
                "do_init_module: 'fails'->init suspiciously returned 5, it should follow 0/-E convention"));
        assertThat(boot.log()).contains("fails: exit after all");
    }

    @Test
    void unknownSymbol() {
        GuestBoot boot = after(new Initramfs().insmod(images.module("consumer")));
        assertThat(loads(boot)).containsExactly(-2L, 0L);
        assertThat(boot.log()).contains("consumer: Unknown symbol provider_add (err -2)");
        assertThat(boot.uartText()).contains("insmod: can't insert '/lib/modules/test/consumer.ko': "
                + "unknown symbol in module, or unknown parameter\r\n");
        assertThat(boot.events().first(Event.ModuleLoadFailed.class)).get()
                .extracting(Event.ModuleLoadFailed::step, Event.ModuleLoadFailed::errno)
                .containsExactly("simplify_symbols", "ENOENT");
    }

    @Test
    void anotherArchitecture() {
        GuestBoot boot = after(new Initramfs().insmod(images.other().module("fails")));
        assertThat(loads(boot)).containsExactly(-8L, 0L);
        assertThat(boot.log()).contains("Invalid architecture in ELF header: " + images.other().machine());
        assertThat(boot.uartText()).contains(": invalid module format\r\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {0xff00, 0xff1f, 0xffff, 1000})
    void aSymbolInNoSection(int section) {
        byte[] module = ImagePatch.of(images.module("provider")).section("provider_add", section).bytes();
        GuestBoot boot = after(new Initramfs().insmod("/provider.ko", module, ""));
        assertThat(loads(boot)).containsExactly(-8L, 0L);
    }

    @Test
    void aRelocationOfNoKnownType() {
        byte[] module = ImagePatch.of(images.module("provider")).relocationType(".init.text", 255).bytes();
        GuestBoot boot = after(new Initramfs().insmod("/provider.ko", module, ""));
        assertThat(loads(boot)).containsExactly(-8L, 0L);
        assertThat(boot.log()).containsAnyOf("module: provider: Unknown rela relocation: 255",
                "module provider: unsupported RELA relocation: 255", "provider: unknown relocation: 255");
        assertThat(boot.events().first(Event.ModuleLoadFailed.class)).get()
                .extracting(Event.ModuleLoadFailed::step, Event.ModuleLoadFailed::errno)
                .containsExactly("apply_relocations", "ENOEXEC");
    }

    @Test
    void twice() {
        GuestBoot boot = after(new Initramfs().insmod(images.module("provider")).insmod(images.module("provider")));
        assertThat(loads(boot)).containsExactly(0L, -17L, 0L);
        assertThat(boot.log()).containsOnlyOnce("provider: ready");
    }

    @ParameterizedTest
    @CsvSource({
        "hello,     count=abc,  -22, hello: `abc' invalid for parameter `count'",
        "hello,     count,      -22, hello: `' invalid for parameter `count'",
        "bad_param, even=3,     -33, bad_param: `3' invalid for parameter `even'",
        "params,    a_byte=256, -34, params: `256' invalid for parameter `a_byte'",
    })
    void parametersThatAreNot(String module, String parameters, long errno, String message) {
        GuestBoot boot = after(new Initramfs().insmod(images.module(module), parameters));
        assertThat(loads(boot).getFirst()).isEqualTo(errno);
        assertThat(boot.log()).contains(message);
    }

    @Test
    void anUnknownParameterIsIgnored() {
        GuestBoot boot = after(new Initramfs().insmod(images.module("provider"), "nonsense=1"));
        assertThat(loads(boot)).containsExactly(0L, 0L);
        assertThat(boot.log()).contains("provider: unknown parameter 'nonsense' ignored");
    }

    @Test
    void cutOffAnywhere() {
        byte[] whole = ImagePatch.of(images.module("hello")).bytes();
        Initramfs initramfs = new Initramfs();
        int cuts = 0;
        for (int length = 0; length < whole.length; length += length < 256 ? 8 : 61) {
            initramfs.insmod("/cut/" + length + ".ko", Arrays.copyOf(whole, length), "");
            cuts++;
        }
        GuestBoot boot = after(initramfs);
        List<Long> loads = new ArrayList<>(loads(boot));
        assertThat(loads.removeLast()).isZero();
        assertThat(loads).hasSize(cuts).allMatch(errno -> errno == -8);
    }

    /** Any byte of a module's headers, symbols and relocations may be wrong: the guest ends, not the program. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void bytesChangedAnywhere(long seed) {
        byte[] whole = ImagePatch.of(images.module("provider")).bytes();
        Random random = new Random(seed);
        for (int i = 0; i < 10; i++) {
            byte[] changed = whole.clone();
            for (int n = 0; n < 1 + i % 3; n++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            GuestBoot boot = GuestBoot.boot(GuestBoot.config(images).withMaxWork(50_000_000).withInitramfs(
                    new Initramfs().insmod("/changed.ko", changed, "").archive()));
            assertThat(boot.result().outcome()).as("seed %d, change %d", seed, i)
                    .isIn(Outcome.POWER_OFF, Outcome.BUDGET_EXHAUSTED, Outcome.PANIC);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "read,  NULL_POINTER",
        "exec,  NULL_POINTER",
        "write, FORBIDDEN",
        "bug,   ''",
    })
    void anOopsInInitEndsInsmodOnly(String how, String kind) {
        GuestBoot boot = after(new Initramfs().insmod(images.module("oops"), "how=" + how));
        assertThat(boot.events().events(Event.Fault.class)).singleElement().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(kind.isEmpty() ? images.trap() : FaultKind.valueOf(kind));
            assertThat(fault.module()).contains("oops");
            assertThat(fault.call()).isPresent();
        });
        assertThat(boot.log()).anyMatch(line -> line.startsWith(images.oops()));
        assertThat(boot.exited("/bin/insmod").signal()).isEqualTo(9);
        assertThat(boot.states("oops").getLast().to()).isEqualTo(ModuleState.COMING);
        assertThat(boot.uartText()).contains("init: insmod /lib/modules/test/oops.ko: exit status 137\r\n");
    }

    @Test
    void anOopsInExitEndsRmmodOnly() {
        GuestBoot boot = new Initramfs().insmod(images.module("hello")).insmod(images.module("oops"), "where=exit")
                .boot(images);
        assertThat(boot.exited("/bin/rmmod").signal()).isEqualTo(9);
        assertThat(boot.states("oops").getLast().to()).isEqualTo(ModuleState.GOING);
        assertThat(boot.log()).contains("Goodbye, world (who=world)");
        assertThat(boot.result().outcome()).isEqualTo(Outcome.POWER_OFF);
    }

    /** With hello.ko behind what is refused: it must find everything as if it came alone. */
    private GuestBoot after(Initramfs refused) {
        GuestBoot boot = refused.insmod("/behind/hello.ko", ImagePatch.of(images.module("hello")).bytes(), "")
                .boot(images);
        assertThat(boot.log()).contains("Hello, world (who=world)", "Goodbye, world (who=world)");
        assertThat(boot.states("hello").getLast().to()).isEqualTo(ModuleState.ABSENT);
        assertThat(boot.result().outcome()).isEqualTo(Outcome.POWER_OFF);
        return boot;
    }

    /** What each init_module() returned; one that never returned is left out. */
    private static List<Long> loads(GuestBoot boot) {
        return boot.events().events(Event.SystemCall.class).stream().filter(e -> e.name().equals("init_module"))
                .map(Event.SystemCall::result).filter(OptionalLong::isPresent).map(OptionalLong::getAsLong).toList();
    }
}
