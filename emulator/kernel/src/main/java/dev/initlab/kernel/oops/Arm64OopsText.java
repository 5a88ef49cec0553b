package dev.initlab.kernel.oops;

import java.util.ArrayList;
import java.util.List;

import dev.initlab.machine.Access;
import dev.initlab.machine.Fault;
import dev.initlab.machine.FaultKind;
import dev.initlab.machine.GuestMemory;
import dev.initlab.machine.Isa;

/**
 * {@code arch/arm64/kernel/traps.c}, {@code arch/arm64/mm/fault.c}.
 *
 * <p>Page tables are Java's, so the syndrome is what the processor would say if they were in memory: every
 * fault is one of level 3.
 */
final class Arm64OopsText implements OopsText {
    /** The suffix of an SMP kernel with full preemption. */
    private static final String BUILD = "PREEMPT SMP";
    private static final int INSTRUCTIONS_BEFORE = 4;

    @Override
    public String headline(OopsReport report) {
        Fault fault = report.fault();
        return switch (fault.kind()) {
            case PAGE, ALIGNMENT -> switch (report.place()) {
                case STACK_GUARD -> "Insufficient stack space to handle exception!";
                default -> isPcAlignment(fault) ? title(report)
                        : "Unable to handle kernel %s at virtual address %016x".formatted(what(report),
                                fault.address());
            };
            case BREAKPOINT -> "Unexpected kernel BRK exception at EL1";
            case OTHER -> fault.vector() < 0 ? "kernel stack overflow (guest calls nest too deeply)"
                    : "unexpected exception %d".formatted(fault.vector());
            case UNDEFINED_INSTRUCTION, DIVIDE, PROTECTION, BUS -> title(report);
        };
    }

    /** {@code __do_kernel_fault()}. */
    private static String what(OopsReport report) {
        if (report.place() == OopsReport.Place.MAPPED && report.fault().kind() == FaultKind.PAGE) {
            return switch (report.fault().access()) {
                case READ -> "read from unreadable memory";
                case WRITE -> "write to read-only memory";
                case EXECUTE -> "execute from non-executable memory";
            };
        }
        return report.place() == OopsReport.Place.FIRST_PAGE ? "NULL pointer dereference" : "paging request";
    }

    /** What {@code die()} is given. */
    private static String title(OopsReport report) {
        return switch (report.fault().kind()) {
            case UNDEFINED_INSTRUCTION -> "Oops - Undefined instruction";
            case BREAKPOINT -> "BRK handler";
            case BUS -> "synchronous external abort";
            case ALIGNMENT -> isPcAlignment(report.fault()) ? "SP/PC alignment exception" : "Oops";
            default -> "Oops";
        };
    }

    @Override
    public List<Line> lines(OopsReport report) {
        Fault fault = report.fault();
        Arm64Syndrome syndrome = Arm64Syndrome.of(fault, report.place() == OopsReport.Place.MAPPED,
                report.vcpu().memory());
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(Line.ALERT, headline(report)));
        if (report.place() == OopsReport.Place.STACK_GUARD) {
            lines.add(Line.emerg("ESR: 0x%016x -- %s", syndrome.esr(), syndrome.className()));
            lines.add(Line.emerg("FAR: 0x%016x", fault.address()));
            lines.add(Line.emerg("Task stack:     [0x%016x..0x%016x]", report.stack().start(), report.stack().end()));
        } else if (syndrome.isAbort()) {
            abortInfo(syndrome, lines);
        }
        report.initUse().ifPresent(text -> lines.add(new Line(Line.ALERT, text)));
        lines.add(Line.emerg("Internal error: %s: %016x [#%d] %s", title(report), syndrome.esr(), report.number(),
                BUILD));
        lines.add(Line.warning("CPU: 0 PID: %d Comm: %s", report.pid(), report.comm()));
        report.initcall().ifPresent(text -> lines.add(Line.warning("Initcall: %s", text)));
        registers(report, lines);
        lines.add(Line.warning("Call trace:"));
        lines.add(Line.warning(" %s", report.symbols().withOffset(fault.pc())));
        report.callers().forEach(caller -> lines.add(Line.warning(" %s", caller)));
        lines.add(Line.emerg("Code: %s", code(report.vcpu().memory(), fault.pc())));
        return lines;
    }

    @Override
    public String fatal(OopsReport report) {
        return title(report) + ": Fatal exception";
    }

    /** {@code arm64_show_signal()}. Linux prints it only with debug.exception-trace=1; here it is always wanted. */
    @Override
    public String userFault(Fault fault, String task, long sp, String path) {
        Arm64Syndrome syndrome = Arm64Syndrome.ofUser(fault);
        return "%s: unhandled exception: %s, ESR 0x%016x, %s at %x pc %016x sp %016x in %s".formatted(task,
                syndrome.className(), syndrome.esr(), syndrome.info(), fault.address(), fault.pc(), sp, path);
    }

    /** {@code mem_abort_decode()}. */
    private static void abortInfo(Arm64Syndrome syndrome, List<Line> lines) {
        lines.add(Line.alert("Mem abort info:"));
        lines.add(Line.alert("  ESR = 0x%016x", syndrome.esr()));
        lines.add(Line.alert("  EC = 0x%02x: %s, IL = 32 bits", syndrome.exceptionClass(), syndrome.className()));
        lines.add(Line.alert("  SET = 0, FnV = 0"));
        lines.add(Line.alert("  EA = 0, S1PTW = 0"));
        lines.add(Line.alert("  FSC = 0x%02x: %s", syndrome.status(), syndrome.info()));
        if (syndrome.isDataAbort()) {
            lines.add(Line.alert("Data abort info:"));
            lines.add(Line.alert("  ISV = 0, ISS = 0x%08x", syndrome.specific()));
            lines.add(Line.alert("  CM = 0, WnR = %d", syndrome.writes() ? 1 : 0));
        }
    }

    /** {@code __show_regs()}: three in a row from x29 on. */
    private static void registers(OopsReport report, List<Line> lines) {
        Isa isa = report.vcpu().isa();
        lines.add(Line.warning("pc : %s", report.symbols().withOffset(report.fault().pc())));
        lines.add(Line.warning("lr : %s", report.symbols().withOffset(report.returnAddress())));
        lines.add(Line.warning("sp : %016x", report.register(isa.stackPointer())));
        StringBuilder row = new StringBuilder();
        for (Isa.NamedRegister register : isa.shown()) {
            if (register.name().equals("x30")) {
                continue; // it is lr
            }
            int number = Integer.parseInt(register.name().substring(1));
            row.append(row.isEmpty() ? "" : " ").append("%-3s: %016x".formatted(register.name(),
                    report.register(register.id())));
            if (number % 3 == 0) {
                lines.add(new Line(Line.WARNING, row.toString()));
                row.setLength(0);
            }
        }
    }

    /** {@code dump_kernel_instr()}: four instructions before the one that failed, and it. */
    private static String code(GuestMemory memory, long pc) {
        StringBuilder text = new StringBuilder();
        for (long at = pc - 4 * INSTRUCTIONS_BEFORE; at <= pc; at += 4) {
            if (!memory.isReadable(at, 4)) {
                return text + "bad PC value";
            }
            text.append((at == pc ? "(%08x)" : "%08x ").formatted(memory.i32(at)));
        }
        return text.toString();
    }

    private static boolean isPcAlignment(Fault fault) {
        return fault.kind() == FaultKind.ALIGNMENT && fault.access() == Access.EXECUTE;
    }
}
