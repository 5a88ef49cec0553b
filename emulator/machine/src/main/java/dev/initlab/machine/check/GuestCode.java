package dev.initlab.machine.check;

import dev.initlab.machine.FaultKind;
import dev.initlab.machine.UserContext;

/** The machine code of the {@link Program}s for one architecture, and where in it things happen. */
interface GuestCode {
    /** What {@link Program#CONSTANT} and {@link Program#LOOP} return. */
    int CONSTANT = 5;

    /** The code, position independent; empty if the architecture has no such program. */
    byte[] of(Program program);

    /** An address of the kernel's part where the checks put their text. */
    long text();

    /** Bytes of a nop: where the second instruction of a program begins. */
    int nop();

    /** Bytes of the instruction that {@link Program#HALT} halts with. */
    int halt();

    /** What user code raises with {@link Program#PRIVILEGED}. */
    FaultKind privileged();

    /** What {@link Program#HOST_TIME} read, in nanoseconds. */
    long counterNanos(UserContext user);

    /** Bytes of {@link Program#SYSTEM_CALLS} up to and including its first system call. */
    int firstSystemCall();

    /** Offset, in {@link Program#CONSTANT}, of the word that holds the constant. */
    int constantOffset();

    /** The word that makes {@link Program#CONSTANT} return another value, 0 to 255. */
    int constantWord(int value);

    /** Bytes of code in {@link Program#STORE_WORD_THEN_CONSTANT} before the constant's word. */
    int storedConstantOffset();

    /** Bytes of code that {@link Program#LOOP} runs, block by block, for a count of at least 1. */
    long loopWork(long count);

    /** Instructions that {@link Program#LOOP} runs for each count. */
    int loopInstructions();
}
