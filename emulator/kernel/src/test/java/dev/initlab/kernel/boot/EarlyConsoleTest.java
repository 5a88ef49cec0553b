package dev.initlab.kernel.boot;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code earlycon}: the log is on the UART before any console initcall, and once only. */
@OnEachArchitecture
class EarlyConsoleTest {
    private final TestImages images;

    EarlyConsoleTest(TestImages images) {
        this.images = images;
    }

    @Test
    void theRealConsoleTakesOver() {
        List<String> sent = sent("earlycon");
        String boot = "bootconsole [" + images.earlyConsole() + "]";
        assertThat(sent.get(2)).contains("earlycon: ");
        assertThat(sent.get(3)).endsWith("printk: " + boot + " enabled");
        assertThat(sent).filteredOn(line -> line.contains("Linux version")).hasSize(1);
        assertThat(sent).filteredOn(line -> line.endsWith("printk: console [" + images.tty() + "0] enabled")).hasSize(2);
        assertThat(sent).filteredOn(line -> line.endsWith(boot + " disabled")).hasSize(2);
        assertThat(sent).filteredOn(line -> line.contains("Run /init")).hasSize(1);
    }

    @Test
    void itStaysIfItIsToldTo() {
        List<String> sent = sent("keep_bootcon earlycon");
        assertThat(sent).noneMatch(line -> line.endsWith(" disabled"));
        assertThat(sent).filteredOn(line -> line.contains("Run /init")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"uart8250,io,0x2f8", "pl011,0x1000"})
    void anAddressWhereNothingIs(String value) {
        List<String> sent = sent("earlycon=" + value);
        boolean ours = value.startsWith(images.earlyConsole().substring(0, 2));
        assertThat(sent.stream().anyMatch(line -> line.endsWith("Malformed early option 'earlycon'"))).isEqualTo(ours);
        assertThat(sent).noneMatch(line -> line.contains("bootconsole"));
    }

    private List<String> sent(String commandLine) {
        return GuestBoot.boot(GuestBoot.config(images).withCommandLine(commandLine)).uartText().lines().toList();
    }
}
