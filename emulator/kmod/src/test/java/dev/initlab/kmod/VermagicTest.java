package dev.initlab.kmod;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class VermagicTest {
    private static final Vermagic KERNEL =
            new Vermagic("6.1.0-50-cloud-amd64 SMP preempt mod_unload modversions ");

    @Test
    void releaseIsTheFirstWord() {
        assertThat(KERNEL.release()).isEqualTo("6.1.0-50-cloud-amd64");
        assertThat(KERNEL.options()).containsExactly("SMP", "preempt", "mod_unload", "modversions");
        assertThat(new Vermagic("6.1.0").release()).isEqualTo("6.1.0");
        assertThat(new Vermagic("").options()).isEmpty();
    }

    @Test
    void everyByteCountsWithoutVersions() {
        assertThat(KERNEL.matches(KERNEL, false)).isTrue();
        assertThat(new Vermagic(KERNEL.text().stripTrailing()).matches(KERNEL, false)).isFalse();
        assertThat(new Vermagic(KERNEL.text().replace("-50-", "-51-")).matches(KERNEL, false)).isFalse();
    }

    @Test
    void withVersionsTheReleaseMayDifferAndNothingElse() {
        assertThat(new Vermagic(KERNEL.text().replace("-50-", "-51-")).matches(KERNEL, true)).isTrue();
        assertThat(new Vermagic(KERNEL.text().replace("SMP ", "")).matches(KERNEL, true)).isFalse();
        assertThat(new Vermagic(KERNEL.text().stripTrailing()).matches(KERNEL, true)).isFalse();
    }
}
