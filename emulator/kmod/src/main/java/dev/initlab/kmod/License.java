package dev.initlab.kmod;

import java.util.Optional;

/** The MODULE_LICENSE strings that do not taint, one a line (include/linux/license.h). */
public enum License {
    GPL("GPL"),
    GPL_V2("GPL v2"),
    GPL_AND_ADDITIONAL_RIGHTS("GPL and additional rights"),
    DUAL_BSD_GPL("Dual BSD/GPL"),
    DUAL_MIT_GPL("Dual MIT/GPL"),
    DUAL_MPL_GPL("Dual MPL/GPL");

    private final String text;

    License(String text) {
        this.text = text;
    }

    /** The license with exactly that text. */
    public static Optional<License> of(String text) {
        for (License license : values()) {
            if (license.text.equals(text)) {
                return Optional.of(license);
            }
        }
        return Optional.empty();
    }

    /** Whether a module with that MODULE_LICENSE may use GPL-only symbols. */
    public static boolean isGplCompatible(String text) {
        return of(text).isPresent();
    }

    /** What MODULE_LICENSE says. */
    public String text() {
        return text;
    }
}
