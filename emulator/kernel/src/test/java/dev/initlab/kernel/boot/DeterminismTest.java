package dev.initlab.kernel.boot;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

import dev.initlab.kernel.BootConfig;
import dev.initlab.kernel.Kernel;
import dev.initlab.trace.Event;
import dev.initlab.trace.Stamp;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The same boot twice is the same boot, but for what the host's clock says. */
@OnEachArchitecture
class DeterminismTest {
    private final TestImages images;

    DeterminismTest(TestImages images) {
        this.images = images;
    }

    @Test
    void withModulesAndUserSpace() {
        assertEqual(GuestBoot.config(images).withCommandLine("initcall_debug ignore_loglevel"));
    }

    @Test
    void withAnOops() {
        assertEqual(GuestBoot.config(images).withInitramfs(
                new Initramfs().insmod(images.module("oops"), "how=write").archive()));
    }

    @Test
    void withoutUserSpace() {
        assertEqual(GuestBoot.config(images.vmlinux()));
    }

    /** Work runs out at the same place of every boot. */
    @Test
    void withABudgetOfWork() {
        BootConfig config = GuestBoot.config(images).withMaxWork(100_000).withInitramfs(
                new Initramfs().insmod(images.module("hangs")).archive());
        assertEqual(config);
    }

    /** Whatever the machine was used for before. */
    @Test
    void onAMachineThatOthersHaveUsed() {
        BootConfig config = GuestBoot.config(images).withCommandLine("initcall_debug ignore_loglevel");
        Kernel.pool().clear();
        GuestBoot first = GuestBoot.boot(config);
        GuestBoot.boot(config.withInitramfs(new Initramfs().insmod(images.module("oops"), "how=write").archive()));
        GuestBoot.boot(config.withMaxWork(150_000).withInitramfs(
                new Initramfs().insmod(images.module("hangs")).archive()));
        GuestBoot.boot(GuestBoot.config(images.vmlinux()));
        assertThat(Kernel.pool().size()).as("machines all of these boots ran on").isOne();
        assertEqual(first, GuestBoot.boot(config));
    }

    private static void assertEqual(BootConfig config) {
        Kernel.pool().clear();
        assertEqual(GuestBoot.boot(config), GuestBoot.boot(config));
    }

    private static void assertEqual(GuestBoot first, GuestBoot second) {
        assertThat(second.result().logText()).isEqualTo(first.result().logText()).isNotEmpty();
        assertThat(second.uart()).isEqualTo(first.uart()).isNotEmpty();
        assertThat(second.result().outcome()).isEqualTo(first.result().outcome());
        assertThat(withoutHostTimes(second)).isEqualTo(withoutHostTimes(first)).hasSizeGreaterThan(50);
    }

    /** Every event as its kind and its fields, those of the host left out. */
    private static List<List<Object>> withoutHostTimes(GuestBoot boot) {
        List<List<Object>> events = new ArrayList<>();
        for (Event event : boot.events().events()) {
            List<Object> fields = new ArrayList<>(List.of(event.getClass()));
            for (RecordComponent component : event.getClass().getRecordComponents()) {
                if (component.getType() == Stamp.class) {
                    fields.add(List.of(event.sequence(), event.time()));
                } else if (!component.getName().startsWith("host")) {
                    fields.add(value(event, component));
                }
            }
            events.add(fields);
        }
        return events;
    }

    private static Object value(Event event, RecordComponent component) {
        try {
            return component.getAccessor().invoke(event);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
