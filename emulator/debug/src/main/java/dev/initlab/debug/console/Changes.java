package dev.initlab.debug.console;

import java.util.Arrays;

import dev.initlab.debug.guest.TargetMemory;
import dev.initlab.debug.monitor.RefusedException;
import dev.initlab.machine.DebugRegister;

/** Writing registers and memory; what is written is written again whenever the guest comes by here. */
final class Changes {
    private final Console console;
    private final Target target;

    Changes(Console console) {
        this.console = console;
        target = console.target();
    }

    /** Does what {@code PLACE = VALUE} says. */
    void set(String assignment) {
        String[] sides = assignment.split("=", 2);
        if (sides.length < 2) {
            throw new RefusedException("wants PLACE = NUMBER");
        }
        long value = console.evaluator().address(sides[1].strip());
        if (ExpressionParser.parse(sides[0].strip()) instanceof Expression.Register(String name)) {
            DebugRegister register = target.requireRegister(name);
            byte[] bytes = bytes(value, register.bytes());
            console.session().change(vcpu -> vcpu.write(register, bytes));
            return;
        }
        switch (console.evaluator().meaning(sides[0].strip())) {
            case Evaluator.Meaning.Value _ -> throw new RefusedException(sides[0].strip()
                    + " is a value, not memory; put a * before an address");
            case Evaluator.Meaning.Place(long _, long size) when size > Long.BYTES -> throw new RefusedException(
                    "%s has %d bytes; name a part of it: +OFFSET".formatted(sides[0].strip(), size));
            case Evaluator.Meaning.Place(long address, long size) -> write(address, bytes(value, (int) size));
        }
    }

    private void write(long address, byte[] bytes) {
        if (!TargetMemory.isMapped(target.thread().space(), address, bytes.length)) {
            throw new RefusedException("no memory at 0x" + Long.toHexString(address));
        }
        console.session().change(vcpu -> TargetMemory.write(vcpu.mmu().current(), address, bytes));
    }

    private static byte[] bytes(long value, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < Math.min(length, Long.BYTES); i++) {
            bytes[i] = (byte) (value >>> 8 * i);
        }
        // A negative number fills what is wider than itself.
        Arrays.fill(bytes, Math.min(length, Long.BYTES), length, (byte) (value < 0 ? -1 : 0));
        return bytes;
    }
}
