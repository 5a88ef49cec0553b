package dev.initlab.machine;

/** Who runs on the vCPU: ring 0 or EL1, ring 3 or EL0. */
public enum Privilege {
    KERNEL,
    USER
}
