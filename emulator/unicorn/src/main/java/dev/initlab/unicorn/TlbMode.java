package dev.initlab.unicorn;

/** How the engine translates addresses ({@code uc_tlb_type}). */
public enum TlbMode {
    /** As the processor does: by the guest's own page tables. */
    CPU,
    /** By TLB-fill hooks; without one, virtual equals physical. */
    VIRTUAL
}
