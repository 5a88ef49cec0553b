package dev.initlab.debug.console;

import java.math.BigInteger;
import java.util.Iterator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.initlab.capstone.Arch;
import dev.initlab.capstone.CapstoneLibraryException;
import dev.initlab.capstone.Disassembler;
import dev.initlab.capstone.Instruction;
import dev.initlab.capstone.Mode;
import dev.initlab.capstone.Syntax;
import dev.initlab.debug.monitor.RefusedException;
import dev.initlab.machine.Architecture;
import org.jspecify.annotations.Nullable;

/** Machine code as text, with the symbols of the addresses in it. For one thread. */
final class Assembly implements AutoCloseable {
    private static final int LONGEST = 16;
    private static final Pattern ADDRESS = Pattern.compile("0x([0-9a-f]{4,16})\\b");
    /** An immediate too big to be read as a decimal number; the library prints it as one. */
    private static final Pattern BIG = Pattern.compile("\\$(-?\\d{5,20})\\b");
    private static final Pattern RELATIVE = Pattern.compile("(-?)0x([0-9a-f]+)\\(%rip\\)");

    private final Target target;
    private @Nullable Disassembler disassembler;

    Assembly(Target target) {
        this.target = target;
    }

    /** The instruction at an address; empty where there is none. */
    Optional<Instruction> at(long address) {
        return opened().first(target.readSome(address, LONGEST), address);
    }

    /** Where the instruction begins that ends at an address, in the same function; empty if there is none. */
    Optional<Long> before(long address) {
        long start = target.functionStart(address - 1);
        for (Iterator<Instruction> each = in(start, (int) (address - start)); each.hasNext(); ) {
            Instruction instruction = each.next();
            if (instruction.next() == address) {
                return Optional.of(instruction.address());
            }
        }
        return Optional.empty();
    }

    /** The instructions of a piece of memory; bytes that are none are skipped as data. */
    Iterator<Instruction> in(long address, int length) {
        return opened().iterator(target.read(address, length), address);
    }

    /** An instruction, and the symbols it is about. */
    String text(Instruction instruction) {
        String text = instruction.operands().isEmpty() ? instruction.mnemonic()
                : "%-7s %s".formatted(instruction.mnemonic(), instruction.operands());
        text = BIG.matcher(text).replaceAll(m -> "\\$0x" + Long.toHexString(new BigInteger(m.group(1)).longValue()));
        Matcher relative = RELATIVE.matcher(text);
        if (relative.find()) {
            long distance = Long.parseUnsignedLong(relative.group(2), 16);
            long to = instruction.next() + (relative.group(1).isEmpty() ? distance : -distance);
            return text + "  # " + target.place(to);
        }
        Matcher address = ADDRESS.matcher(text);
        if (address.find()) {
            String symbolic = target.symbolic(Long.parseUnsignedLong(address.group(1), 16));
            return symbolic.isEmpty() ? text : text + " <" + symbolic + ">";
        }
        return text;
    }

    private Disassembler opened() {
        Disassembler open = disassembler;
        if (open == null) {
            try {
                open = open(target.boot().image().architecture());
            } catch (CapstoneLibraryException e) {
                throw new RefusedException("there is no disassembly: " + e.getMessage());
            }
            disassembler = open;
        }
        return open;
    }

    private static Disassembler open(Architecture architecture) {
        return switch (architecture) {
            case X86_64 -> Disassembler.open(Arch.X86, Mode.BITS_64).syntax(Syntax.ATT);
            case ARM64 -> Disassembler.open(Arch.ARM64);
            case ARM -> Disassembler.open(Arch.ARM, Mode.V8);
        };
    }

    @Override
    public void close() {
        if (disassembler != null) {
            disassembler.close();
        }
    }
}
