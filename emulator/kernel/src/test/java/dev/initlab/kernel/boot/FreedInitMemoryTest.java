package dev.initlab.kernel.boot;

import java.util.List;
import java.util.OptionalLong;

import dev.initlab.trace.Access;
import dev.initlab.trace.Event;
import dev.initlab.trace.FaultKind;
import dev.initlab.trace.ModuleState;
import dev.initlab.trace.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Init code and data used after they were given back: each use stops at once, and its report names both sides. */
@OnEachArchitecture
class FreedInitMemoryTest {
    private final TestImages images;

    FreedInitMemoryTest(TestImages images) {
        this.images = images;
    }

    /** How the kernel's init memory can be used, each through an exported function of the guest. */
    enum Use {
        CALL("test_initmem_call", "test_initmem_fn", Access.EXECUTE, "call of __init function test_initmem_fn+0x0/"),
        READ("test_initmem_read", "test_initmem_datum", Access.READ, "read of __initdata test_initmem_datum+0x0/"),
        WRITE("test_initmem_write", "test_initmem_datum", Access.WRITE, "write to __initdata test_initmem_datum+0x0/");

        private final String by;
        private final String what;
        private final Access access;
        private final String report;

        Use(String by, String what, Access access, String report) {
            this.by = by;
            this.what = what;
            this.access = access;
            this.report = report;
        }

        /** The module that calls, made to call this function. */
        byte[] module(TestImages images) {
            ImagePatch module = ImagePatch.of(images.module("initmem_user"));
            return this == CALL ? module.bytes()
                    : module.rename("test_initmem_call", by, module.nameLike("__addressable_init")).bytes();
        }
    }

    @ParameterizedTest
    @EnumSource
    void isReportedAndEndsTheTask(Use use) {
        GuestBoot boot = new Initramfs().insmod("/user.ko", use.module(images), "")
                .insmod(images.module("provider")).boot(images);

        assertThat(boot.log()).anyMatch(line -> line.startsWith("initmem: " + use.report)
                && line.contains(" after it was freed, by " + use.by + "+0x"));
        List<Event.Fault> faults = boot.events().events(Event.Fault.class);
        assertThat(faults).singleElement().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(FaultKind.INIT_MEMORY_FREED);
            assertThat(fault.access()).contains(use.access);
            assertThat(fault.address()).isEqualTo(OptionalLong.of(ImagePatch.of(images.vmlinux()).symbol(use.what)));
            assertThat(fault.module()).contains("initmem_user");
            assertThat(fault.user()).isFalse();
        });
        assertThat(boot.log()).noneMatch(line -> line.startsWith("initmem_user: it returned"));
        // The caller is dead and its module stays as it was; the rest of the guest goes on.
        assertThat(boot.exited("/bin/insmod").signal()).isEqualTo(9);
        assertThat(boot.states("initmem_user").getLast().to()).isEqualTo(ModuleState.COMING);
        assertThat(boot.log()).contains("provider: ready", "provider: gone after 0 calls");
        assertThat(boot.result().outcome()).isEqualTo(Outcome.POWER_OFF);
    }

    @ParameterizedTest
    @EnumSource
    void passesWhenInitMemoryIsKept(Use use) {
        GuestBoot boot = GuestBoot.boot(GuestBoot.config(images).withFreeInitmem(false).withInitramfs(
                new Initramfs().insmod("/user.ko", use.module(images), "").archive()));

        assertThat(boot.events().events(Event.Fault.class)).isEmpty();
        assertThat(boot.events().events(Event.InitMemoryFreed.class)).isEmpty();
        assertThat(boot.log()).anyMatch(line -> line.startsWith("initmem_user: it returned"));
        assertThat(boot.states("initmem_user")).anyMatch(e -> e.to() == ModuleState.LIVE);
        assertThat(boot.exited("/bin/insmod").status()).isZero();
    }
}
