package dev.initlab.kernel.module;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.initlab.elf.Aarch64Relocation;
import dev.initlab.elf.RelocationUse;
import dev.initlab.elf.X86_64Relocation;

/** docs/relocations.md: what becomes of every relocation type when a module is loaded. */
final class RelocationsDocument {
    private static final String HEAD = """
            # Relocations of modules

            <!-- Generated from the relocation tables of dev.initlab.elf and dev.initlab.kernel.module: change them
                 there, and run
                 mvn -q -pl emulator/kernel -am -Dgolden.update -Dtest=RelocationsDocumentTest \\
                     -Dsurefire.failIfNoSpecifiedTests=false test -->

            Every type of the three psABIs, and what the loader does with it: what Linux does. S is the value of the
            symbol, A the addend, P the address of the place. A value outside the range is refused with `ENOEXEC`
            and Linux's message, unless the range says "veneer": then the branch goes through the module's PLT. A
            refused type is `ENOEXEC`, too.
            """;

    private static final Map<RelocationUse, String> REASONS = Map.of(
            RelocationUse.STATIC, "Linux does not take it",
            RelocationUse.GOT, "a module has no global offset table",
            RelocationUse.TLS, "the kernel has no thread-local storage",
            RelocationUse.DYNAMIC, "for dynamic linkers, not in relocatable objects",
            RelocationUse.STATIC_BASE, "the kernel keeps no static base register",
            RelocationUse.PRIVATE, "private to the tools of one vendor",
            RelocationUse.OBSOLETE, "obsolete, and Linux does not take it");

    private static final Map<ArmField, String> ARM_RANGES = Map.of(
            ArmField.WORD_31, "-2^30 ≤ X < 2^30",
            ArmField.BRANCH, "-2^25 < X < 2^25, else veneer",
            ArmField.THUMB_BRANCH, "-2^24 < X < 2^24, else veneer",
            ArmField.LDR_G2, "what two ALU groups leave < 2^12");

    private static final Map<ArmField, String> ARM_FIELDS = Map.of(
            ArmField.NOTHING, "nothing",
            ArmField.WORD, "the word",
            ArmField.WORD_31, "bits 30:0 of the word",
            ArmField.BRANCH, "imm24 of B, BL",
            ArmField.BX, "BX Rm becomes MOV PC, Rm",
            ArmField.MOV, "imm16 of MOVW, MOVT",
            ArmField.THUMB_BRANCH, "imm25 of B.W, BL",
            ArmField.THUMB_MOV, "imm16 of MOVW, MOVT",
            ArmField.ALU_G0, "ADD, SUB: group 0",
            ArmField.ALU_G1, "ADD, SUB: group 1");

    private final StringBuilder text = new StringBuilder(HEAD);

    String text() {
        x86();
        arm64();
        arm();
        return text.toString();
    }

    private void x86() {
        section("x86-64", "The addend stands in the entry (RELA; REL is refused), and the place must hold zeroes.");
        for (X86_64Relocation type : X86_64Relocation.values()) {
            X86Relocation.of(type.number()).ifPresentOrElse(
                    it -> row(type, type.number(), it == X86Relocation.NONE ? "nothing"
                                    : operation(it.operation() == X86Relocation.Operation.PREL),
                            "%d bits".formatted(it.width() * 8), switch (it.range()) {
                                case UNCHECKED -> "not checked";
                                case SIGNED -> "-2^31 ≤ X < 2^31";
                                case UNSIGNED -> "0 ≤ X < 2^32";
                            }),
                    () -> refused(type, type.number(), type.use()));
        }
    }

    private void arm64() {
        section("arm64", "The addend stands in the entry (RELA; REL is refused). Number 0 is ignored like "
                + "`R_AARCH64_NONE`.");
        for (Aarch64Relocation type : Aarch64Relocation.values()) {
            Arm64Relocation.of(type.number()).ifPresentOrElse(
                    it -> row(type, type.number(), it.field() == Arm64Field.NOTHING ? "nothing"
                                    : switch (it.operation()) {
                                        case ABS -> "S + A";
                                        case PREL -> "S + A - P";
                                        case PAGE -> "Page(S + A) - Page(P)";
                                    }, bits(it), range(it)),
                    () -> refused(type, type.number(), type.use()));
        }
    }

    private static String bits(Arm64Relocation type) {
        int low = type.shift();
        String bits = "bits %d:%d".formatted(low + type.bits() - 1, low);
        return switch (type.field()) {
            case NOTHING -> "nothing";
            case DATA_16, DATA_32, DATA_64 -> "%d bits".formatted(type.bits());
            case IMM_12 -> bits + " to imm12";
            case IMM_14 -> bits + " to imm14";
            case IMM_19 -> bits + " to imm19";
            case IMM_26 -> bits + " to imm26";
            case ADR -> bits + " to immhi:immlo";
            case MOVK -> "bits %d:%d to imm16".formatted(low + 15, low);
            case MOVZ_OR_MOVN -> "bits %d:%d to imm16 of MOVZ, or inverted of MOVN".formatted(low + 15, low);
        };
    }

    private static String range(Arm64Relocation type) {
        int bits = type.bits() + type.shift();
        return switch (type.range()) {
            case UNCHECKED -> "not checked";
            case UNSIGNED -> "0 ≤ X < 2^%d".formatted(bits);
            case SIGNED -> "-2^%d ≤ X < 2^%d%s".formatted(bits - 1, bits - 1, type.isBranch() ? ", else veneer" : "");
        };
    }

    private void arm() {
        section("arm", "The addend stands in the place (REL; RELA is refused). A branch does not change the "
                + "instruction set: from ARM code S must be a multiple of 4, from Thumb code a function's bit 0 must "
                + "be set.");
        for (dev.initlab.elf.ArmRelocation type : dev.initlab.elf.ArmRelocation.values()) {
            ArmRelocation.of(type.number()).ifPresentOrElse(
                    it -> row(type, type.number(), it.field() == ArmField.NOTHING || it.field() == ArmField.BX
                                    ? "nothing" : operation(it.operation() == ArmRelocation.Operation.PREL),
                            ARM_FIELDS.getOrDefault(it.field(), "LDR: rest and sign")
                                    + (it.shift() == 16 ? ", of bits 31:16" : ""),
                            ARM_RANGES.getOrDefault(it.field(), "not checked")
                                    + (it.isThumb() ? "; Thumb-2 kernels only" : "")),
                    () -> refused(type, type.number(), type.use()));
        }
    }

    private static String operation(boolean relative) {
        return relative ? "S + A - P" : "S + A";
    }

    private void section(String title, String about) {
        text.append("\n## ").append(title).append("\n\n").append(about)
                .append("\n\n| number | type | status | X | into | range, or reason |\n"
                        + "| --: | --- | --- | --- | --- | --- |\n");
    }

    private void row(Enum<?> type, int number, String operation, String into, String range) {
        boolean nothing = operation.equals("nothing");
        line(List.of(Integer.toString(number), type.name(), nothing && !into.startsWith("BX") ? "ignored" : "applied",
                nothing ? "" : operation, nothing && !into.startsWith("BX") ? "" : into, nothing ? "" : range));
    }

    private void refused(Enum<?> type, int number, RelocationUse use) {
        line(List.of(Integer.toString(number), type.name(), "refused", "", "", REASONS.get(use)));
    }

    private void line(List<String> cells) {
        List<String> row = new ArrayList<>();
        cells.forEach(cell -> row.add(cell.isEmpty() ? "" : " " + cell));
        text.append('|').append(String.join(" |", row)).append(" |\n");
    }
}
