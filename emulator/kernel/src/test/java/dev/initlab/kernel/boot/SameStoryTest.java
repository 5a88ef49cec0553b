package dev.initlab.kernel.boot;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The default image tells the same story on every architecture: the events of two boots, addresses and times
 * left out, differ by what is listed here, and by nothing else: {@code -} is only on x86-64, {@code +} only on the
 * other one, {@code #} says why.
 */
class SameStoryTest {
    private static final String DRIVERS = """
            # a PC has an 8250 UART on ports, an Arm board a PL011 in memory
            - initcall con serial8250_console_init (8250) @ 0
            - log <6> printk: console [ttyS0] enabled
            - initcall con serial8250_console_init (8250) returned 0
            + initcall con pl011_console_init (pl011) @ 0
            + log <6> printk: console [ttyAMA0] enabled
            + initcall con pl011_console_init (pl011) returned 0
            # a PC has a PIT for a timer, the board an SP804
            - initcall early pit_timer_init (i8253) @ 1
            - log <6> clockevents: pit, irq 0, 250 Hz
            - initcall early pit_timer_init (i8253) returned 0
            # a PC is switched off by a port at a known place, the board by a register that is mapped first
            + initcall early power_init (reboot) @ 1
            + log <6> power: device at 0x9010000
            + initcall early power_init (reboot) returned 0
            + initcall early sp804_init (timer_sp804) @ 1
            + log <6> clockevents: sp804, irq 34, 250 Hz
            + initcall early sp804_init (timer_sp804) returned 0
            # a PC has standard ports; Arm has no ports, and its memory begins somewhere
            - initcall 3 reserve_standard_ports (resources) @ 1
            - initcall 3 reserve_standard_ports (resources) returned 0
            - initcall 3 pc_devices_init (devices) @ 1
            - initcall 3 pc_devices_init (devices) returned 0
            + initcall 3 reserve_ram (resources) @ 1
            + initcall 3 reserve_ram (resources) returned 0
            + initcall 3 board_devices_init (devices) @ 1
            + initcall 3 board_devices_init (devices) returned 0
            - log <6> resource: 9 port ranges, 0 memory ranges
            + log <6> resource: 0 port ranges, 4 memory ranges
            # the driver of the UART
            - initcall 6 serial8250_init (8250_platform) @ 1
            - log <6> Serial: 8250 driver, polled
            - log <6> serial8250 serial8250: ttyS0 at I/O 0x3f8
            - DeviceProbed device=serial8250 driver=serial8250 result=0 deferred=false
            - initcall 6 serial8250_init (8250_platform) returned 0
            + initcall 6 pl011_init (pl011_platform) @ 1
            + log <6> Serial: AMBA PL011 driver, polled
            + log <6> uart-pl011 uart-pl011: ttyAMA0 at MMIO 0x9000000
            + DeviceProbed device=uart-pl011 driver=uart-pl011 result=0 deferred=false
            + initcall 6 pl011_init (pl011_platform) returned 0
            """;
    private static final String DEVICES = """
            # the devices of the board
            - log <6> driver core: serial8250: serial8250
            - log <6> driver core: i8042: no driver
            - log <6> driver core: rtc_cmos: no driver
            + log <6> driver core: uart-pl011: uart-pl011
            + log <6> driver core: initlab-power: no driver
            + log <6> driver core: sp804: no driver
            """;

    private static final String ARM64 = """
            # the name of the architecture
            - BootStarted image=vmlinux architecture=x86_64 commandLine=
            + BootStarted image=vmlinux architecture=arm64 commandLine=
            """ + DRIVERS + DEVICES + """
            # arch/arm64/mm/init.c has words of its own
            - log <6> Freeing unused kernel image (initmem) memory: 8K
            + log <6> Freeing unused kernel memory: 8K
            """;

    private static final String ARM = """
            # the name of the architecture
            - BootStarted image=vmlinux architecture=x86_64 commandLine=
            + BootStarted image=vmlinux architecture=arm commandLine=
            """ + DRIVERS + """
            # %p shows as many digits as a pointer has
            - log <6> this_module: THIS_MODULE is 0000000000000000, called kernel
            + log <6> this_module: THIS_MODULE is 00000000, called kernel
            """ + DEVICES;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "X86_64")
    void butForWhatIsTheArchitecturesOwn(TestImages images) {
        List<String> x86 = EventStory.of(GuestBoot.boot(GuestBoot.config(TestImages.X86_64)));
        List<String> other = EventStory.of(GuestBoot.boot(GuestBoot.config(images)));
        assertThat(x86).hasSizeGreaterThan(200);
        assertThat(EventStory.diff(x86, other)).isEqualTo(differences(images));
    }

    @Test
    void theDiffIsOne() {
        assertThat(EventStory.diff(List.of("a", "b", "c"), List.of("a", "c", "d"))).containsExactly("- b", "+ d");
        assertThat(EventStory.diff(List.of("a", "b"), List.of("b", "a"))).hasSize(2);
    }

    private static List<String> differences(TestImages images) {
        String text = switch (images) {
            case X86_64 -> "";
            case ARM64 -> ARM64;
            case ARM -> ARM;
        };
        return text.lines().filter(line -> !line.startsWith("#")).toList();
    }
}
