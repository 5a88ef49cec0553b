package dev.initlab.kernel.oops;

import java.util.ArrayList;
import java.util.List;

import dev.initlab.machine.Access;
import dev.initlab.machine.Fault;
import dev.initlab.machine.FaultKind;
import dev.initlab.machine.GuestMemory;
import dev.initlab.machine.Isa;

/** {@code arch/x86/kernel/dumpstack.c}, {@code arch/x86/mm/fault.c}. */
final class X86OopsText implements OopsText {
    private static final int CODE_BYTES_BEFORE = 16;
    private static final int CODE_BYTES = 32;

    // The error code of a page fault.
    private static final int PRESENT = 1;
    private static final int WRITE = 2;
    private static final int USER = 4;
    private static final int FETCH = 0x10;

    @Override
    public String headline(OopsReport report) {
        Fault fault = report.fault();
        return switch (fault.kind()) {
            case PAGE -> switch (report.place()) {
                case STACK_GUARD -> "BUG: stack guard page was hit at %016x (stack is %016x..%016x)".formatted(
                        fault.address(), report.stack().start(), report.stack().end());
                case FIRST_PAGE -> "BUG: kernel NULL pointer dereference, address: %016x".formatted(fault.address());
                default -> "BUG: unable to handle page fault for address: %016x".formatted(fault.address());
            };
            case UNDEFINED_INSTRUCTION -> "invalid opcode: 0000";
            case DIVIDE -> "divide error: 0000";
            case BREAKPOINT -> "int3: 0000";
            case PROTECTION -> "general protection fault: 0000";
            case ALIGNMENT -> "alignment check: 0000";
            case BUS -> "BUG: no memory and no device behind the address used at %016x".formatted(fault.pc());
            case OTHER -> fault.vector() < 0 ? "kernel stack overflow (guest calls nest too deeply)"
                    : "unexpected exception %d".formatted(fault.vector());
        };
    }

    @Override
    public List<Line> lines(OopsReport report) {
        Fault fault = report.fault();
        int error = fault.kind() == FaultKind.PAGE ? access(fault) | (isMapped(report) ? PRESENT : 0) : 0;
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(Line.ALERT, headline(report)));
        if (fault.kind() == FaultKind.PAGE) {
            lines.add(Line.alert("#PF: supervisor %s in kernel mode", switch (fault.access()) {
                case READ -> "read access";
                case WRITE -> "write access";
                case EXECUTE -> "instruction fetch";
            }));
            lines.add(Line.alert("#PF: error_code(0x%04x) - %s", error,
                    report.place() == OopsReport.Place.FREED_INIT ? "freed init memory"
                            : isMapped(report) ? "permissions violation" : "not-present page"));
        }
        report.initUse().ifPresent(text -> lines.add(new Line(Line.ALERT, text)));
        lines.add(Line.alert("Oops: %04x [#%d]", error, report.number()));
        lines.add(Line.warning("CPU: 0 PID: %d Comm: %s", report.pid(), report.comm()));
        report.initcall().ifPresent(text -> lines.add(Line.warning("Initcall: %s", text)));
        lines.add(Line.warning("RIP: 0010:%s", report.symbols().withOffset(fault.pc())));
        lines.add(Line.warning("Code: %s", code(report.vcpu().memory(), fault.pc())));
        registers(report, lines);
        lines.add(new Line(Line.WARNING, "Call Trace:"));
        lines.add(new Line(Line.WARNING, " <TASK>"));
        report.callers().forEach(caller -> lines.add(Line.warning(" %s", caller)));
        lines.add(new Line(Line.WARNING, " </TASK>"));
        return lines;
    }

    @Override
    public String fatal(OopsReport report) {
        return "Fatal exception";
    }

    /** {@code show_signal_msg()}. */
    @Override
    public String userFault(Fault fault, String task, long sp, String path) {
        String what = switch (fault.kind()) {
            case PAGE -> "segfault";
            case UNDEFINED_INSTRUCTION -> "trap invalid opcode";
            case DIVIDE -> "trap divide error";
            case BREAKPOINT -> "trap int3";
            default -> "general protection fault";
        };
        return "%s: %s at %x ip %016x sp %016x error %x in %s".formatted(task, what, fault.address(), fault.pc(), sp,
                USER | access(fault), path);
    }

    private static boolean isMapped(OopsReport report) {
        return report.vcpu().mmu().current().isMapped(report.fault().address());
    }

    private static int access(Fault fault) {
        return (fault.access() == Access.WRITE ? WRITE : 0) | (fault.access() == Access.EXECUTE ? FETCH : 0);
    }

    private static String code(GuestMemory memory, long pc) {
        StringBuilder text = new StringBuilder();
        for (long at = pc - CODE_BYTES_BEFORE; at < pc - CODE_BYTES_BEFORE + CODE_BYTES; at++) {
            if (!memory.isReadable(at, 1)) {
                if (at >= pc) {
                    break;
                }
                continue;
            }
            String octet = "%02x".formatted(memory.u8(at));
            text.append(text.isEmpty() ? "" : " ").append(at == pc ? "<" + octet + ">" : octet);
        }
        return text.indexOf("<") < 0 ? "Unable to access opcode bytes at 0x%x.".formatted(pc) : text.toString();
    }

    private static void registers(OopsReport report, List<Line> lines) {
        List<String> row = new ArrayList<>();
        for (Isa.NamedRegister register : report.vcpu().isa().shown()) {
            row.add("%s: %016x".formatted(register.name(), report.register(register.id())));
            if (row.size() == 3) {
                lines.add(new Line(Line.WARNING, String.join(" ", row)));
                row.clear();
            }
        }
        if (!row.isEmpty()) {
            lines.add(new Line(Line.WARNING, String.join(" ", row)));
        }
    }
}
