package dev.initlab.kernel.boot;

import dev.initlab.trace.Event;
import dev.initlab.trace.Outcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Modules out of a branch's reach of the kernel: every call of it goes through a veneer. */
class FarBranchTest {
    private static final long ARM_RANGE = 1L << 25;
    private static final long ARM64_RANGE = 1L << 27;
    private static final int R_AARCH64_CALL26 = 283;
    private static final long ARM_MODULE_AREA = 16L << 20;

    /** The beginning of arm64's module area is that far away. */
    @Test
    void arm64() {
        GuestBoot boot = GuestBoot.boot(GuestBoot.config(TestImages.ARM64));
        Event.ModuleStateChanged hello = boot.states("hello").getFirst();
        assertThat(printk(boot, "hello") - (hello.base() + hello.size())).isGreaterThan(ARM64_RANGE);
        assertThat(boot.log()).contains("Hello, world (who=world)", "Goodbye, world (who=world)");
    }

    /** On arm only the vmalloc area is, which takes the modules the full module area does not. */
    @Test
    void arm() {
        TestImages images = TestImages.ARM;
        long core = GuestBoot.boot(GuestBoot.config(images)).states("provider").getFirst().size();
        byte[] filling = ImagePatch.of(images.module("provider"))
                .zeroes(".comment", ARM_MODULE_AREA - core - 2 * 4096).bytes();
        GuestBoot boot = new Initramfs().insmod("/filling.ko", filling, "")
                .insmod(images.module("hello")).boot(images);
        assertThat(boot.states("provider").getFirst().size()).isEqualTo(ARM_MODULE_AREA - 2 * 4096);
        assertThat(boot.log()).as("its init part is far from its core part").contains("provider: ready");
        assertThat(boot.states("hello").getFirst().base() - printk(boot, "hello")).isGreaterThan(ARM_RANGE);
        assertThat(boot.log()).contains("Hello, world (who=world)", "Goodbye, world (who=world)");
        assertThat(boot.result().outcome()).isEqualTo(Outcome.POWER_OFF);
    }

    /** Branches in data are not counted: no entry is left for one that needs it. */
    @Test
    void arm64WarnsWhenThePltIsFull() {
        ImagePatch bad = ImagePatch.of(TestImages.ARM64.module("fails")).relocationType(".init.data", R_AARCH64_CALL26)
                .relocationAddend(".init.data", 2 * ARM64_RANGE);
        GuestBoot boot = new Initramfs().insmod("/bad.ko", bad.bytes(), "").boot(TestImages.ARM64);
        int pid = boot.exited("/bin/insmod").pid();
        assertThat(boot.exited("/bin/insmod").status()).isNotZero();
        assertThat(boot.log()).containsSequence("------------[ cut here ]------------",
                "WARNING: CPU: 0 PID: " + pid + " at arch/arm64/kernel/module-plts.c:98 module_emit_plt_entry",
                "CPU: 0 PID: " + pid + " Comm: insmod", "---[ end trace 0000000000000000 ]---");
        assertThat(boot.events().first(Event.ModuleLoadFailed.class)).get()
                .extracting(Event.ModuleLoadFailed::step, Event.ModuleLoadFailed::errno)
                .containsExactly("apply_relocations", "ENOEXEC");
    }

    private static long printk(GuestBoot boot, String module) {
        return boot.events().events(Event.SymbolResolved.class).stream()
                .filter(e -> e.module().equals(module) && e.symbol().equals("_printk"))
                .findFirst().orElseThrow().address();
    }
}
