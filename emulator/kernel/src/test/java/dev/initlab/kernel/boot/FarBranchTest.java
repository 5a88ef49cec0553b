package dev.initlab.kernel.boot;

import dev.initlab.trace.Event;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The beginning of arm64's module area is farther from the kernel than a branch reaches: every call is a veneer's. */
class FarBranchTest {
    private static final long BRANCH_RANGE = 1L << 27;

    @Test
    void modulesCallTheKernelThroughTheirPlt() {
        GuestBoot boot = GuestBoot.boot(GuestBoot.config(TestImages.ARM64));
        Event.ModuleStateChanged hello = boot.states("hello").getFirst();
        assertThat(boot.events().events(Event.SymbolResolved.class))
                .filteredOn(e -> e.module().equals("hello") && e.symbol().equals("_printk"))
                .singleElement().satisfies(printk -> assertThat(printk.address() - (hello.base() + hello.size()))
                        .isGreaterThan(BRANCH_RANGE));
        assertThat(boot.log()).contains("Hello, world (who=world)", "Goodbye, world (who=world)");
    }
}
