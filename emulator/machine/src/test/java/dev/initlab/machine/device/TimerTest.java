package dev.initlab.machine.device;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The timers' registers, on a clock that the test moves. */
class TimerTest {
    private static final long PIT_250_HZ = 4773 * 1_000_000_000L / Pit8254.RATE;

    private final long[] now = {1000};
    private final Timer timer = new Timer(() -> now[0]);

    @Test
    void thePitRepeatsInModeTwo() {
        Pit8254 pit = new Pit8254(timer);
        rate(pit, 0x34, 4773);
        assertThat(timer.line()).isZero();
        assertThat(timer.next()).isEqualTo(1000 + PIT_250_HZ);
        now[0] = timer.next();
        timer.expire();
        assertThat(timer.next()).isEqualTo(1000 + 2 * PIT_250_HZ);
    }

    @Test
    void interruptsThatNobodySawAreLost() {
        rate(new Pit8254(timer), 0x36, 4773);
        now[0] = 1000 + 5 * PIT_250_HZ + 1;
        timer.expire();
        assertThat(timer.next()).isEqualTo(1000 + 6 * PIT_250_HZ);
    }

    @Test
    void thePitCountsDownAndALatchedCountStays() {
        Pit8254 pit = new Pit8254(timer);
        rate(pit, 0x34, 0x1000);
        now[0] += 0x800 * 1_000_000_000L / Pit8254.RATE;
        pit.out(3, 1, 0);
        now[0] += 1000;
        assertThat(read(pit)).isBetween(0x7ff, 0x800);
        assertThat(read(pit)).isLessThan(0x7ff);
    }

    @Test
    void thePitIsSilentInModeZeroAndAfterACommandWithoutACount() {
        Pit8254 pit = new Pit8254(timer);
        rate(pit, 0x30, 4773);
        assertThat(timer.next()).isEqualTo(Timer.NEVER);
        rate(pit, 0x34, 0);
        assertThat(timer.next()).isEqualTo(1000 + 0x10000 * 1_000_000_000L / Pit8254.RATE);
        pit.out(3, 1, 0x34);
        assertThat(timer.next()).isEqualTo(Timer.NEVER);
        rate(pit, 0xb4, 4773); // channel 2
        assertThat(timer.next()).isEqualTo(Timer.NEVER);
    }

    @Test
    void theSp804AsksUntilItIsCleared() {
        Sp804 sp804 = new Sp804(timer);
        sp804.write(0x00, 4, 4000);
        assertThat(timer.next()).isEqualTo(Timer.NEVER);
        sp804.write(0x08, 4, 0xe2);
        assertThat(timer.line()).isEqualTo(34);
        assertThat(timer.next()).isEqualTo(1000 + 4_000_000);
        now[0] += 1_000_000;
        assertThat(sp804.read(0x04, 4)).isEqualTo(3000);
        assertThat(sp804.read(0x14, 4)).isZero();
        now[0] += 3_000_000;
        timer.expire();
        assertThat(sp804.read(0x14, 4)).isOne();
        sp804.write(0x0c, 4, 1);
        assertThat(sp804.read(0x10, 4)).isZero();
        sp804.write(0x08, 4, 0);
        assertThat(timer.next()).isEqualTo(Timer.NEVER);
    }

    @Test
    void aPeriodOfNothingStillLetsTheGuestRun() {
        Sp804 sp804 = new Sp804(timer);
        sp804.write(0x08, 4, 0xe2); // the load is 0
        assertThat(timer.next() - now[0]).isGreaterThan(8192);
    }

    private static void rate(Pit8254 pit, int command, int latch) {
        pit.out(3, 1, command);
        int channel = command >> 6;
        pit.out(channel, 1, latch & 0xff);
        pit.out(channel, 1, latch >> 8);
    }

    private static int read(Pit8254 pit) {
        int low = pit.in(0, 1);
        return pit.in(0, 1) << 8 | low;
    }
}
