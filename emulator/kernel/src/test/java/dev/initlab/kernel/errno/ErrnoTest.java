package dev.initlab.kernel.errno;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ErrnoTest {
    @Test
    void everyNumberOfUserSpaceButTheTwoUnusedOnesIsKnown() {
        var missing = IntStream.rangeClosed(1, 133).filter(n -> Errno.of(n).isEmpty()).toArray();
        assertThat(missing).containsExactly(41, 58);
    }

    @Test
    void numbersAreUniqueAndAscend() {
        int[] numbers = Arrays.stream(Errno.values()).mapToInt(Errno::number).toArray();
        assertThat(numbers).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void someOfTheTable() {
        assertThat(Errno.of(2)).contains(Errno.ENOENT);
        assertThat(Errno.ENOEXEC.number()).isEqualTo(8);
        assertThat(Errno.EKEYREJECTED.number()).isEqualTo(129);
        assertThat(Errno.ENOSYS.text()).isEqualTo("Function not implemented");
        assertThat(Errno.EPROBE_DEFER.number()).isEqualTo(517);
        assertThat(Errno.EWOULDBLOCK).isSameAs(Errno.EAGAIN);
        assertThat(Errno.text(22)).isEqualTo("Invalid argument");
        assertThat(Errno.text(4095)).isEqualTo("Unknown error 4095");
        assertThat(Errno.of(0)).isEmpty();
        assertThat(Errno.of(-2)).isEmpty();
    }

    @Test
    void theExceptionIsAResult() {
        var failure = new ErrnoException(Errno.EBUSY);
        assertThat(failure.negated()).isEqualTo(-16);
        assertThat(failure.getStackTrace()).isEmpty();
        assertThat(failure).hasMessage("EBUSY: Device or resource busy");
    }
}
