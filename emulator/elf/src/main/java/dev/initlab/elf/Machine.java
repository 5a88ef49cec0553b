package dev.initlab.elf;

/** e_machine: the architectures this project meets, and OTHER for the rest (ELF gABI 4.1). */
public enum Machine {
    I386(3),
    MIPS(8),
    PPC64(21),
    S390(22),
    ARM(40),
    X86_64(62),
    AARCH64(183),
    RISCV(243),
    LOONGARCH(258),
    OTHER(-1);

    private final int number;

    Machine(int number) {
        this.number = number;
    }

    /** The machine with that e_machine value, OTHER when the table lacks it. */
    public static Machine of(int number) {
        for (Machine machine : values()) {
            if (machine.number == number) {
                return machine;
            }
        }
        return OTHER;
    }

    /** The EM_ value; -1 for OTHER, whose number is in {@link ElfHeader#machineNumber()}. */
    public int number() {
        return number;
    }
}
