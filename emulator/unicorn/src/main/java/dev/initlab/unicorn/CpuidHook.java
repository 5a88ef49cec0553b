package dev.initlab.unicorn;

/** An x86 CPUID instruction. */
@FunctionalInterface
public interface CpuidHook {
    /**
     * Returns true if the hook has set the registers itself, false to have the instruction executed.
     */
    boolean cpuid(Engine engine);
}
