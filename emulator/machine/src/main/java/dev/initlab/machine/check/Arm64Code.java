package dev.initlab.machine.check;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;

import dev.initlab.machine.FaultKind;
import dev.initlab.machine.UserContext;
import dev.initlab.unicorn.Arm64;

/** AArch64, AAPCS64 calling convention. */
final class Arm64Code implements GuestCode {
    private static final int NOP = 0xd503201f;
    private static final int RET = 0xd65f03c0;
    private static final int MOVZ_W0 = 0x52800000;
    private static final int IMMEDIATE_SHIFT = 5;
    /** CNTFRQ_EL0 is 62.5 MHz. */
    private static final long NANOS_PER_COUNT = 16;

    @Override
    public byte[] of(Program program) {
        return switch (program) {
            case CONSTANT -> code(constantWord(CONSTANT), RET);
            case RETURN -> code(RET);
            case ADD_ONE -> code(0x91000400, RET); // add x0, x0, #1
            case LOAD -> code(NOP, 0xf9400000, RET); // ldr x0, [x0]
            case STORE -> code(NOP, 0xf9000001, RET); // str x1, [x0]
            case STORE_WORD -> code(0xb9000001, RET); // str w1, [x0]
            case STORE_WORD_THEN_CONSTANT -> code(0xb9000001, constantWord(CONSTANT), RET);
            case UNDEFINED -> code(NOP, 0x00000000); // udf #0
            case BREAKPOINT -> code(NOP, 0xd4200000, RET); // brk #0
            case HALT -> code(NOP, 0xd503207f, RET); // wfi
            // L: subs w0, w0, #1; b.ne L; movz; ret
            case LOOP -> code(0x71000400, 0x54ffffe1, constantWord(CONSTANT), RET);
            case STORE_LOOP -> loop(0xf9000020); // str x0, [x1, #8 i]
            case LOAD_LOOP -> loop(0xf9400022); // ldr x2, [x1, #8 i]
            // stp x29, x30, [sp, #-16]!; blr x1; add x0, x0, #1; ldp x29, x30, [sp], #16; ret
            case CALL -> code(0xa9bf7bfd, 0xd63f0020, 0x91000400, 0xa8c17bfd, RET);
            // stp x29, x30, [sp, #-32]!; stp x19, x20, [sp, #16]; mov x19, x0; mov x20, x1;
            // L: blr x20; subs x19, x19, #1; b.ne L; ldp x19, x20, [sp, #16]; ldp x29, x30, [sp], #32; ret
            case CALL_LOOP -> code(0xa9be7bfd, 0xa90153f3, 0xaa0003f3, 0xaa0103f4,
                    0xd63f0280, 0xf1000673, 0x54ffffc1, 0xa94153f3, 0xa8c27bfd, RET);
            case SERIAL -> code(0xb9000020, 0xb9401820, RET); // str w0, [x1]; ldr w0, [x1, #0x18]
            case POWER_OFF -> code(0x528aaaa2, 0xb9000002, RET); // mov w2, #0x5555; str w2, [x0]
            case EXCLUSIVE_LOAD -> code(NOP, 0xc85ffc00, RET); // ldaxr x0, [x0]
            case PRIVILEGED -> code(NOP, 0xd50342df, RET); // msr daifset, #2
            case HOST_TIME -> code(NOP, 0xd53be040, RET); // mrs x0, cntvct_el0
            // mov x8, #39; svc #0; mov x8, #60; svc #0
            case SYSTEM_CALLS -> code(0xd28004e8, 0xd4000001, 0xd2800788, 0xd4000001);
            case DIVIDE -> new byte[0];
        };
    }

    @Override
    public long text() {
        return 0xffff_8000_0800_0000L;
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
        return user.register(Arm64.REG_X0) * NANOS_PER_COUNT;
    }

    @Override
    public int firstSystemCall() {
        return 8;
    }

    @Override
    public int constantOffset() {
        return 0;
    }

    @Override
    public int constantWord(int value) {
        return MOVZ_W0 | value << IMMEDIATE_SHIFT;
    }

    @Override
    public int storedConstantOffset() {
        return 4;
    }

    @Override
    public long loopWork(long count) {
        return 8 * count + 8;
    }

    @Override
    public int loopInstructions() {
        return 2;
    }

    /** L: the instruction for i from 0 to 7; subs x0, x0, #1; b.ne L; ret. */
    private static byte[] loop(int instruction) {
        int offsetShift = 10;
        return code(IntStream.concat(
                IntStream.range(0, 8).map(i -> instruction | i << offsetShift),
                IntStream.of(0xf1000400, 0x54fffee1, RET)).toArray());
    }

    private static byte[] code(int... instructions) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * instructions.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int instruction : instructions) {
            buffer.putInt(instruction);
        }
        return buffer.array();
    }
}
