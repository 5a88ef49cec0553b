package dev.initlab.machine;

/**
 * An exception the guest raised; the program counter still stands at the instruction that did.
 *
 * @param kind      what happened
 * @param access    what was wanted; {@link Access#EXECUTE} unless the kind is {@link FaultKind#PAGE} or BUS
 * @param address   for a page fault some byte of the page touched (exact for a fetch), else the pc
 * @param pc        address of the instruction
 * @param vector    the architecture's exception number, -1 where there is none
 * @param privilege who ran
 */
public record Fault(FaultKind kind, Access access, long address, long pc, int vector, Privilege privilege) {
}
