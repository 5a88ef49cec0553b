package dev.initlab.capstone;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

import dev.initlab.capstone.arm.ArmDetail;
import dev.initlab.capstone.arm.ArmGroup;
import dev.initlab.capstone.arm.ArmReg;
import dev.initlab.capstone.arm64.Arm64Detail;
import dev.initlab.capstone.arm64.Arm64Group;
import dev.initlab.capstone.arm64.Arm64Reg;
import dev.initlab.capstone.x86.X86Detail;
import dev.initlab.capstone.x86.X86Group;
import dev.initlab.capstone.x86.X86Reg;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

/** Turns a filled {@code cs_insn} into an {@link Instruction}. */
final class InstructionReader {
    // capstone.h: typedef uint16_t cs_regs[64]
    private static final int REGS = 64;

    private final NativeApi api;
    private final long handle;
    private final int major;
    private final IntFunction<Register> register;
    private final IntFunction<Group> group;
    private final DetailReader arch;
    private final MemorySegment reads;
    private final MemorySegment writes;
    private final MemorySegment counts;

    InstructionReader(CapstoneLibrary library, long handle, Arch arch, Names names, Arena arena) {
        this.api = library.api();
        this.handle = handle;
        this.major = library.version().major();
        this.register = switch (arch) {
            case X86 -> number -> X86Reg.of(major, number);
            case ARM -> number -> ArmReg.of(major, number);
            case ARM64 -> number -> Arm64Reg.of(major, number);
            default -> names::namedRegister;
        };
        this.group = switch (arch) {
            case X86 -> number -> X86Group.of(major, number);
            case ARM -> number -> ArmGroup.of(major, number);
            case ARM64 -> number -> Arm64Group.of(major, number);
            default -> names::namedGroup;
        };
        this.arch = switch (arch) {
            case X86 -> new X86Reader();
            case ARM -> new ArmReader();
            case ARM64 -> new Arm64Reader();
            default -> otherReader(arch, names);
        };
        this.reads = arena.allocate(JAVA_SHORT, REGS);
        this.writes = arena.allocate(JAVA_SHORT, REGS);
        this.counts = arena.allocate(2);
    }

    /** The instruction in {@code insn}; {@code bytes} are its own, the struct has room for 16 or 24 only. */
    Instruction read(MemorySegment insn, long address, byte[] bytes, boolean detailed) {
        int id = new Struct(insn, 0, major).i32(Field.CS_INSN_ID);
        Optional<Detail> detail = detailed ? detail(insn, id) : Optional.empty();
        return new Instruction(address, bytes, false, id, string(insn, Field.CS_INSN_MNEMONIC),
            string(insn, Field.CS_INSN_OP_STR), detail);
    }

    private Optional<Detail> detail(MemorySegment insn, int id) {
        MemorySegment pointer = insn.get(ADDRESS, Field.CS_INSN_DETAIL.offset(major));
        if (pointer.address() == 0) {
            return Optional.empty();
        }
        Struct detail = new Struct(pointer.reinterpret(Field.CS_DETAIL.size(major)), 0, major);
        Struct union = new Struct(detail.memory(), Field.CS_DETAIL_X86.offset(major), major);
        ArchDetail archDetail = arch.read(union, id);
        return Optional.of(new Detail(
            groups(detail),
            registers(detail, Field.CS_DETAIL_REGS_READ, Field.CS_DETAIL_REGS_READ_COUNT),
            registers(detail, Field.CS_DETAIL_REGS_WRITE, Field.CS_DETAIL_REGS_WRITE_COUNT),
            detail.has(Field.CS_DETAIL_WRITEBACK) ? detail.flag(Field.CS_DETAIL_WRITEBACK)
                : writeback(archDetail),
            access(insn),
            archDetail));
    }

    /** Version 4 tells the write back with the architecture's operands only. */
    private static boolean writeback(ArchDetail detail) {
        return switch (detail) {
            case ArmDetail arm -> arm.writeback();
            case Arm64Detail arm64 -> arm64.writeback();
            case X86Detail _, OtherDetail _ -> false;
        };
    }

    private List<Group> groups(Struct detail) {
        int count = Math.min(detail.u8(Field.CS_DETAIL_GROUPS_COUNT), Field.CS_DETAIL_GROUPS.size(major));
        List<Group> groups = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            groups.add(group.apply(Byte.toUnsignedInt(
                detail.memory().get(JAVA_BYTE, Field.CS_DETAIL_GROUPS.offset(major) + i))));
        }
        return groups;
    }

    private List<Register> registers(Struct detail, Field array, Field countField) {
        int count = Math.min(detail.u8(countField), array.size(major) / Short.BYTES);
        return registers(detail.memory().asSlice(array.offset(major)), count);
    }

    private List<Register> registers(MemorySegment numbers, int count) {
        List<Register> registers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            registers.add(register.apply(Short.toUnsignedInt(numbers.getAtIndex(JAVA_SHORT, i))));
        }
        return registers;
    }

    private Optional<RegisterAccess> access(MemorySegment insn) {
        int error = api.regsAccess(handle, insn, reads, counts, writes, counts.asSlice(1));
        if (error != ErrorCode.OK.ordinal()) {
            return Optional.empty();
        }
        return Optional.of(new RegisterAccess(
            registers(reads, Math.min(REGS, Byte.toUnsignedInt(counts.get(JAVA_BYTE, 0)))),
            registers(writes, Math.min(REGS, Byte.toUnsignedInt(counts.get(JAVA_BYTE, 1))))));
    }

    private static DetailReader otherReader(Arch other, Names names) {
        Optional<OtherLayout> layout = OtherLayout.of(other);
        return (union, _) -> new OtherDetail(
            layout.map(known -> known.read(union, names)).orElse(List.of()));
    }

    private String string(MemorySegment insn, Field field) {
        // Bounded by the array: a string that fills it has no terminator.
        return insn.asSlice(field.offset(major), field.size(major)).getString(0, StandardCharsets.ISO_8859_1);
    }
}
