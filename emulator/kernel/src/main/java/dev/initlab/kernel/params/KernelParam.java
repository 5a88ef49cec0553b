package dev.initlab.kernel.params;

import org.jspecify.annotations.Nullable;

/** A parameter of the kernel or a module ({@code struct kernel_param}), wherever its value lives. */
public interface KernelParam {
    /** The level of {@code module_param}: set in {@code start_kernel()}. */
    int LEVEL_EARLIEST = -1;

    /** The name; of built-in code with its module's name and a dot before it. */
    String name();

    /** -1, or the initcall level just before which it is set. */
    int level();

    /** Whether its setter takes no value at all ({@code KERNEL_PARAM_OPS_FL_NOARG}). */
    boolean noArg();

    /** Whether setting it taints the kernel ({@code KERNEL_PARAM_FL_UNSAFE}); the taint is the setter's. */
    default boolean isUnsafe() {
        return false;
    }

    /**
     * Sets it.
     *
     * @param val null only if {@link #noArg} allows it
     * @return 0 or a negative errno
     */
    int set(@Nullable String val);
}
