package dev.initlab.debug.guest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.initlab.machine.Architecture;
import dev.initlab.machine.DebugRegister;
import dev.initlab.machine.Isa;

/**
 * The registers of an architecture as gdb is told of them, and the description it is told by.
 *
 * <p>Names and features are those of gdb's manual, "Standard Target Features".
 */
public final class RegisterSet {
    private final Architecture architecture;
    private final List<DebugRegister> registers;

    public RegisterSet(Architecture architecture, Isa isa) {
        this.architecture = architecture;
        this.registers = isa.debugRegisters();
    }

    /** In the order of gdb's numbers. */
    public List<DebugRegister> all() {
        return registers;
    }

    /** A register by its number. */
    public Optional<DebugRegister> byNumber(int number) {
        return number >= 0 && number < registers.size() ? Optional.of(registers.get(number)) : Optional.empty();
    }

    /** The feature a register belongs to. */
    public String feature(DebugRegister register) {
        String name = register.name();
        return switch (architecture) {
            case X86_64 -> name.startsWith("xmm") || name.equals("mxcsr") ? "org.gnu.gdb.i386.sse"
                    : name.equals("orig_rax") ? "org.gnu.gdb.i386.linux"
                    : name.endsWith("_base") ? "org.gnu.gdb.i386.segments"
                    : name.matches("cr\\d") ? "dev.initlab.i386.system" : "org.gnu.gdb.i386.core";
            case ARM64 -> name.matches("v\\d+|fpsr|fpcr") ? "org.gnu.gdb.aarch64.fpu"
                    : Character.isUpperCase(name.charAt(0)) ? "dev.initlab.aarch64.system" : "org.gnu.gdb.aarch64.core";
            case ARM -> name.matches("d\\d+|fpscr") ? "org.gnu.gdb.arm.vfp"
                    : Character.isUpperCase(name.charAt(0)) ? "dev.initlab.arm.system" : "org.gnu.gdb.arm.core";
        };
    }

    /** What the register is for, as lldb names it; empty for most. */
    public String role(DebugRegister register) {
        return switch (register.name()) {
            case "rip", "pc" -> "pc";
            case "rsp", "sp" -> "sp";
            case "rbp", "x29" -> "fp";
            case "r11" -> architecture == Architecture.ARM ? "fp" : "";
            case "x30", "lr" -> "ra";
            case "eflags", "cpsr" -> "flags";
            default -> "";
        };
    }

    /** The target description. */
    public String xml() {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?>\n<!DOCTYPE target SYSTEM \"gdb-target.dtd\">\n"
                + "<target version=\"1.0\">\n<architecture>" + name() + "</architecture>\n<osabi>none</osabi>\n");
        for (String feature : features()) {
            xml.append("<feature name=\"").append(feature).append("\">\n");
            for (int i = 0; i < registers.size(); i++) {
                DebugRegister register = registers.get(i);
                if (feature(register).equals(feature)) {
                    xml.append("<reg name=\"%s\" bitsize=\"%d\" type=\"%s\" regnum=\"%d\"%s/>\n".formatted(register.name(),
                            register.bits(), type(register), i,
                            feature.startsWith("dev.") ? " group=\"system\"" : ""));
                }
            }
            xml.append("</feature>\n");
        }
        return xml.append("</target>\n").toString();
    }

    private List<String> features() {
        List<String> features = new ArrayList<>();
        registers.stream().map(this::feature).filter(f -> !features.contains(f)).forEach(features::add);
        return features;
    }

    /** The architecture as gdb calls it. */
    private String name() {
        return switch (architecture) {
            case X86_64 -> "i386:x86-64";
            case ARM64 -> "aarch64";
            case ARM -> "arm";
        };
    }

    private String type(DebugRegister register) {
        return switch (role(register)) {
            case "pc" -> "code_ptr";
            case "sp" -> "data_ptr";
            default -> register.bits() == 80 ? "i387_ext"
                    : register.name().matches("d\\d+") ? "ieee_double" : "uint" + register.bits();
        };
    }
}
