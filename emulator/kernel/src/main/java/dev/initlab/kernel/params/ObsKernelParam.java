package dev.initlab.kernel.params;

import org.jspecify.annotations.Nullable;

/** An entry of the {@code __setup} table ({@code struct obs_kernel_param}). */
public interface ObsKernelParam {
    /** What a word must begin with, a {@code =} included if there is one; of an early one the name. */
    String str();

    /** Whether it is handled before everything else ({@code early_param}). */
    boolean early();

    /** Whether it has a handler; without one it is obsolete. */
    default boolean hasSetup() {
        return true;
    }

    /**
     * Calls the handler.
     *
     * @param val what follows {@link #str} in the word; of an early one the value, null if there is none
     * @return for {@code __setup} non-zero if the word was its own, for {@code early_param} 0 if all is well
     */
    int setup(@Nullable String val);
}
