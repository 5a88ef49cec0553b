package dev.initlab.kernel.boot;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

import dev.initlab.trace.Event;
import dev.initlab.trace.Outcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Somebody types: the guest's shell reads it through the guest's UART driver. */
@OnEachArchitecture
class InteractiveTest {
    private final TestImages images;

    InteractiveTest(TestImages images) {
        this.images = images;
    }

    @Test
    void programsRunAsTheyAreTyped() {
        GuestBoot boot = typed("lsmod\nrmmod consumer\nnonsense\nexit\n");
        assertThat(boot.uartText()).contains("consumer ").contains("sh: nonsense: not found")
                .contains("consumer: gone");
        assertThat(boot.result().outcome()).isEqualTo(Outcome.POWER_OFF);
    }

    @Test
    void aLineIsCorrectedBeforeItIsRead() {
        GuestBoot boot = typed("echo wrong\u0015echo righz\u007ft\rexit\n");
        assertThat(boot.uartText()).contains("\b \b").contains("\r\nright\r\n").doesNotContain("\r\nwrong");
    }

    @Test
    void theEndOfTheInputEndsTheShell() {
        assertThat(typed("").result().outcome()).isEqualTo(Outcome.POWER_OFF);
        assertThat(typed("\u0004").result().outcome()).isEqualTo(Outcome.POWER_OFF);
    }

    @Test
    void aCharacterDeviceOfAModuleIsReadAndWritten() {
        GuestBoot boot = typed("""
                insmod /lib/modules/chardev.ko
                mknod /dev/c c 254 3
                cat /dev/c
                echo from user space > /dev/c
                cat /dev/c /proc/chardev
                rmmod chardev
                cat /dev/c
                exit
                """);
        assertThat(boot.log()).contains("chardev: major 254", "chardev: opened 1 times, minor 3",
                "chardev: opened 3 times, minor 3", "chardev: closed at 16");
        assertThat(boot.uartText()).contains("\r\nnothing written yet\r\n").contains("\r\nfrom user space\r\n")
                .contains("major 254, opened 3 times, holds 16 bytes")
                .contains("cat: can't open '/dev/c': No such device or address");
    }

    @Test
    void aModuleWhoseDeviceIsOpenStays() {
        GuestBoot boot = typed("insmod /lib/modules/chardev.ko\nmknod /dev/c c 254 0\nrmmod chardev > /dev/c\nexit\n");
        assertThat(boot.events().events(Event.SystemCall.class)).filteredOn(e -> e.name().equals("delete_module"))
                .first().satisfies(e -> assertThat(e.errno()).contains("EAGAIN"));
        assertThat(boot.states("chardev")).extracting(e -> e.to().name()).contains("LIVE").doesNotContain("GOING");
    }

    @Test
    void procShowsWhatTheGuestsCodeMade() {
        GuestBoot boot = typed("cat /proc/devices /proc/interrupts /proc/cmdline\nexit\n");
        assertThat(boot.uartText()).contains("Character devices:\r\n  1 mem\r\n 10 misc\r\n")
                .containsPattern(" {1,2}\\d{1,2}: +\\d+  \\w+\\r\\n").contains("-- shell\r\n");
    }

    private GuestBoot typed(String keys) {
        return GuestBoot.boot(GuestBoot.config(images).withCommandLine("-- shell")
                .withKeys(new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8))));
    }
}
