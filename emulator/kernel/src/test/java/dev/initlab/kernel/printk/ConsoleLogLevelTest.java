package dev.initlab.kernel.printk;

import java.util.Optional;
import java.util.stream.IntStream;

import dev.initlab.kernel.errno.Errno;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConsoleLogLevelTest {
    private final ConsoleLogLevel console = new ConsoleLogLevel();

    private long shown() {
        return IntStream.rangeClosed(0, 7)
                .filter(level -> console.shows(
                        new LogRecord(0, 0, level, 0, false, 0, Optional.empty(), new byte[0])))
                .count();
    }

    @Test
    void levelsOfTheCommandLine() {
        assertThat(shown()).isEqualTo(7);
        console.quiet();
        assertThat(shown()).isEqualTo(4);
        console.debug();
        assertThat(shown()).isEqualTo(8);
        console.loglevel("0");
        assertThat(shown()).isZero();
        console.ignoreLogLevel();
        assertThat(shown()).isEqualTo(8);
    }

    @Test
    void loglevelTakesTheNumberAtItsBeginning() {
        assertThat(console.loglevel("3,x")).isEmpty();
        assertThat(console.level()).isEqualTo(3);
        assertThat(console.loglevel("0x8")).isEmpty();
        assertThat(console.level()).isEqualTo(8);
        assertThat(console.loglevel("010")).isEmpty();
        assertThat(console.level()).isEqualTo(8);
        assertThat(console.loglevel("-1")).isEmpty();
        assertThat(console.level()).isEqualTo(-1);
        assertThat(console.loglevel("x")).contains(Errno.EINVAL);
        assertThat(console.loglevel("")).contains(Errno.EINVAL);
        assertThat(console.loglevel("-")).contains(Errno.EINVAL);
        assertThat(console.level()).isEqualTo(-1);
    }

    @Test
    void levelsOfSyslog() {
        console.off();
        console.off();
        assertThat(console.level()).isEqualTo(1);
        console.on();
        assertThat(console.level()).isEqualTo(7);
        console.off();
        assertThat(console.syslogLevel(5)).isEmpty();
        console.on();
        assertThat(console.level()).isEqualTo(5);
        assertThat(console.syslogLevel(0)).contains(Errno.EINVAL);
        assertThat(console.syslogLevel(9)).contains(Errno.EINVAL);
        assertThat(console.sysctl()).isEqualTo("5\t4\t1\t7\n");
    }
}
