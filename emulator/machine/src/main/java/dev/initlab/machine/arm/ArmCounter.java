package dev.initlab.machine.arm;

import java.util.OptionalInt;

import dev.initlab.machine.Fault;
import dev.initlab.machine.FaultKind;
import dev.initlab.machine.Vcpu;
import dev.initlab.unicorn.Arm;

/** The virtual counter as user code sees it, CNTVCT and CNTFRQ of the Generic Timer (Arm ARM B8). */
final class ArmCounter {
    /** At the rate of the engine's own. */
    private static final long NANOS_PER_COUNT = 16;

    private static final int MRRC_CNTVCT = 0xec50_0f1e;
    private static final int MRC_CNTFRQ = 0xee1e_0f10;
    private static final int ALWAYS = 0xe << 28;
    private static final int RT = 0xf << 12;
    private static final int RT2 = 0xf << 16;
    private static final long THUMB = 1 << 5;

    private ArmCounter() {
    }

    /**
     * Carries out the instruction at a fault of user code, if it is one that reads the counter or its rate.
     *
     * @param nanos virtual time
     */
    static boolean read(Vcpu vcpu, Fault fault, long nanos) {
        if (fault.kind() != FaultKind.UNDEFINED_INSTRUCTION || !vcpu.memory().isReadable(fault.pc(), 4)) {
            return false;
        }
        boolean thumb = (vcpu.register(Arm.REG_CPSR) & THUMB) != 0;
        int instruction = thumb
                ? vcpu.memory().u16(fault.pc()) << 16 | vcpu.memory().u16(fault.pc() + 2)
                : anyCondition(vcpu.memory().i32(fault.pc()));
        OptionalInt low = general(instruction >>> 12 & 0xf);
        OptionalInt high = general(instruction >>> 16 & 0xf);
        if ((instruction & ~(RT | RT2)) == MRRC_CNTVCT && low.isPresent() && high.isPresent()) {
            long count = nanos / NANOS_PER_COUNT;
            vcpu.register(low.getAsInt(), count & 0xffff_ffffL);
            vcpu.register(high.getAsInt(), count >>> 32);
        } else if ((instruction & ~RT) == MRC_CNTFRQ && low.isPresent()) {
            vcpu.register(low.getAsInt(), 1_000_000_000L / NANOS_PER_COUNT);
        } else {
            return false;
        }
        if (thumb) {
            leaveInstructionOfBlock(vcpu);
        }
        vcpu.pc(fault.pc() + 4 | (thumb ? 1 : 0));
        return true;
    }

    /** It is met, or there were no fault; the value 15 is none (A5.7). */
    private static int anyCondition(int instruction) {
        return instruction >>> 28 == 0xf ? instruction : instruction & 0x0fff_ffff | ALWAYS;
    }

    /** The engine's name of a register; the program counter is none to be written here. */
    private static OptionalInt general(int number) {
        return switch (number) {
            case 13 -> OptionalInt.of(Arm.REG_SP);
            case 14 -> OptionalInt.of(Arm.REG_LR);
            case 15 -> OptionalInt.empty();
            default -> OptionalInt.of(Arm.REG_R0 + number);
        };
    }

    /** {@code ITAdvance()}: of an IT block the next instruction is due (Arm ARM A2.5.2). */
    private static void leaveInstructionOfBlock(Vcpu vcpu) {
        long psr = vcpu.register(Arm.REG_CPSR);
        int state = (int) (psr >>> 25 & 3 | psr >>> 8 & 0xfc);
        int next = (state & 7) == 0 ? 0 : state & 0xe0 | state << 1 & 0x1f;
        vcpu.register(Arm.REG_CPSR, psr & ~0x0600_fc00L | (next & 3L) << 25 | (next & 0xfcL) << 8);
    }
}
