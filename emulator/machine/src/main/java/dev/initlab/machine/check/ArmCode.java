package dev.initlab.machine.check;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;

import dev.initlab.machine.FaultKind;
import dev.initlab.machine.UserContext;
import dev.initlab.unicorn.Arm;

/** ARMv7-A, ARM instructions, AAPCS calling convention. */
final class ArmCode implements GuestCode {
    private static final int NOP = 0xe320f000;
    private static final int BX_LR = 0xe12fff1e;
    private static final int MOV_R0 = 0xe3a00000;
    private static final long NANOS_PER_COUNT = 16;

    @Override
    public byte[] of(Program program) {
        return switch (program) {
            case CONSTANT -> code(constantWord(CONSTANT), BX_LR);
            case RETURN -> code(BX_LR);
            case ADD_ONE -> code(0xe2800001, BX_LR); // add r0, r0, #1
            case LOAD -> code(NOP, 0xe5900000, BX_LR); // ldr r0, [r0]
            case STORE -> code(NOP, 0xe5801000, BX_LR); // str r1, [r0]
            case STORE_WORD -> code(0xe5801000, BX_LR);
            case STORE_WORD_THEN_CONSTANT -> code(0xe5801000, constantWord(CONSTANT), BX_LR);
            case UNDEFINED -> code(NOP, 0xe7f000f0); // udf #0
            case BREAKPOINT -> code(NOP, 0xe1200070, BX_LR); // bkpt #0
            case HALT -> code(NOP, 0xe320f003, BX_LR); // wfi
            // L: subs r0, r0, #1; bne L; mov; bx lr
            case LOOP -> code(0xe2500001, 0x1afffffd, constantWord(CONSTANT), BX_LR);
            case STORE_LOOP -> loop(0xe5810000); // str r0, [r1, #4 i]
            case LOAD_LOOP -> loop(0xe5912000); // ldr r2, [r1, #4 i]
            // push {fp, lr}; blx r1; add r0, r0, #1; pop {fp, pc}
            case CALL -> code(0xe92d4800, 0xe12fff31, 0xe2800001, 0xe8bd8800);
            // push {r4, r5, r6, lr}; mov r4, r0; mov r5, r1;
            // L: blx r5; subs r4, r4, #1; bne L; pop {r4, r5, r6, pc}
            case CALL_LOOP -> code(0xe92d4070, 0xe1a04000, 0xe1a05001,
                    0xe12fff35, 0xe2544001, 0x1afffffc, 0xe8bd8070);
            case SERIAL -> code(0xe5810000, 0xe5910018, BX_LR); // str r0, [r1]; ldr r0, [r1, #0x18]
            case POWER_OFF -> code(0xe3052555, 0xe5802000, BX_LR); // movw r2, #0x5555; str r2, [r0]
            case EXCLUSIVE_LOAD -> code(NOP, 0xe1900f9f, BX_LR); // ldrex r0, [r0]
            case HOST_TIME -> code(NOP, 0xec510f1e, BX_LR); // mrrc p15, 1, r0, r1, c14: CNTVCT
            case PRIVILEGED -> code(NOP, 0xee110f10, BX_LR); // mrc p15, 0, r0, c1, c0, 0
            // mov r7, #39; svc #0; mov r7, #60; svc #0
            case SYSTEM_CALLS -> code(0xe3a07027, 0xef000000, 0xe3a0703c, 0xef000000);
            case DIVIDE -> new byte[0];
        };
    }

    @Override
    public long text() {
        return 0xc000_8000L;
    }

    @Override
    public int nop() {
        return 4;
    }

    @Override
    public int halt() {
        return 4;
    }

    @Override
    public FaultKind privileged() {
        return FaultKind.UNDEFINED_INSTRUCTION;
    }

    @Override
    public long counterNanos(UserContext user) {
        return (user.register(Arm.REG_R1) << 32 | user.register(Arm.REG_R0)) * NANOS_PER_COUNT;
    }

    @Override
    public int constantOffset() {
        return 0;
    }

    @Override
    public int constantWord(int value) {
        return MOV_R0 | value;
    }

    @Override
    public int storedConstantOffset() {
        return 4;
    }

    @Override
    public int firstSystemCall() {
        return 8;
    }

    @Override
    public long loopWork(long count) {
        return 8 * count + 8;
    }

    @Override
    public int loopInstructions() {
        return 2;
    }

    /** L: the instruction for i from 0 to 7; subs r0, r0, #1; bne L; bx lr. */
    private static byte[] loop(int instruction) {
        return code(IntStream.concat(
                IntStream.range(0, 8).map(i -> instruction | 4 * i),
                IntStream.of(0xe2500001, 0x1afffff5, BX_LR)).toArray());
    }

    private static byte[] code(int... instructions) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * instructions.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int instruction : instructions) {
            buffer.putInt(instruction);
        }
        return buffer.array();
    }
}
