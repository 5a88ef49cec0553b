package dev.initlab.kmod;

import java.util.List;
import java.util.stream.Stream;

/**
 * A version magic: kernel release and build options that a module must share with its kernel.
 *
 * <p>Blanks count, the trailing one included (include/linux/vermagic.h).
 *
 * @param text the whole string, for example {@code 6.1.0-50-cloud-amd64 SMP preempt mod_unload modversions }
 */
public record Vermagic(String text) {

    /** The first word: the kernel release. */
    public String release() {
        return text.substring(0, releaseEnd());
    }

    /** The words behind the release: SMP, preempt, mod_unload, modversions and the architecture's own. */
    public List<String> options() {
        return Stream.of(text.substring(releaseEnd()).split(" ")).filter(word -> !word.isEmpty()).toList();
    }

    /**
     * Whether a module with this magic fits a kernel with that one (kernel/module/version.c: same_magic()).
     *
     * @param hasVersions whether the module has a {@code __versions} section: then the release may differ
     */
    public boolean matches(Vermagic kernel, boolean hasVersions) {
        return hasVersions
                ? text.substring(releaseEnd()).equals(kernel.text.substring(kernel.releaseEnd()))
                : text.equals(kernel.text);
    }

    @Override
    public String toString() {
        return text;
    }

    private int releaseEnd() {
        int blank = text.indexOf(' ');
        return blank < 0 ? text.length() : blank;
    }
}
