package dev.initlab.machine;

/** What user code may use of an Arm processor beyond its architecture's minimum, as its ID registers say. */
public enum CpuFeature {
    // AArch64: ID_AA64PFR0_EL1, ID_AA64ISAR0_EL1.
    FP,
    ASIMD,
    AES,
    PMULL,
    SHA1,
    SHA2,
    CRC32,
    ATOMICS,
    // ARMv7-A: MVFR0 and MVFR1, ID_ISAR0, ID_MMFR0.
    VFP,
    VFPV3,
    VFPV4,
    VFPD32,
    NEON,
    IDIVA,
    IDIVT,
    LPAE
}
