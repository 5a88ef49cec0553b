package dev.initlab.machine.check;

/** The guest functions the checks are made of; their code is in {@link GuestCode}. */
enum Program {
    /** Returns the constant {@link GuestCode#CONSTANT}, which stands in one word of its code. */
    CONSTANT,
    /** Returns what is in the result register: the code of a hypercall stub. */
    RETURN,
    /** Returns its argument plus one. */
    ADD_ONE,
    /** Loads a word of the architecture's size from where its argument points to; the second instruction does. */
    LOAD,
    /** Stores its second argument, a word of that size, where its first points to; the second instruction does. */
    STORE,
    /** Stores its second argument, 4 bytes, where its first points to. */
    STORE_WORD,
    /** {@link #STORE_WORD}, and {@link #CONSTANT} behind it. */
    STORE_WORD_THEN_CONSTANT,
    /** An undefined instruction, the second one. */
    UNDEFINED,
    /** A breakpoint instruction, the second one. */
    BREAKPOINT,
    /** Waits for an interrupt, by the second instruction. */
    HALT,
    /** Counts its argument down to zero and returns {@link GuestCode#CONSTANT}. */
    LOOP,
    /** As many times as its first argument says: 8 stores of a word to where its second points to. */
    STORE_LOOP,
    /** As many times as its first argument says: 8 loads of a word from where its second points to. */
    LOAD_LOOP,
    /** Calls the function its second argument points to with its first; returns the result plus one. */
    CALL,
    /** As many times as its first argument says: calls the function its second points to. */
    CALL_LOOP,
    /** Sends its first argument to the serial port, whose registers its second points to; the status. */
    SERIAL,
    /** Turns the machine off by the power device its argument points to. */
    POWER_OFF,
    /** Divides by zero, by the third instruction; x86 only. */
    DIVIDE,
    /** An exclusive load from where its argument points to, the second instruction; not x86. */
    EXCLUSIVE_LOAD,
    /** An instruction only the kernel may execute, the second one. */
    PRIVILEGED,
    /** Reads a counter of time, by the second instruction. */
    HOST_TIME,
    /** User code: makes system call 39, then system call 60 with its result. */
    SYSTEM_CALLS
}
