package dev.initlab.kernel.oops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import dev.initlab.machine.Access;
import dev.initlab.machine.Fault;
import dev.initlab.machine.FaultKind;
import dev.initlab.machine.GuestMemory;
import dev.initlab.machine.Vcpu;

/**
 * {@code arch/arm/kernel/traps.c}, {@code arch/arm/kernel/process.c}, {@code arch/arm/mm/fault.c}.
 *
 * <p>Page tables are Java's, so the fault status is what the processor would say if they were in memory: there is
 * a table for every address but those of the first page.
 */
final class ArmOopsText implements OopsText {
    /** What follows the number of an oops: full preemption, several processors, ARM instructions. */
    private static final String BUILD = "PREEMPT SMP ARM";
    private static final String CUT_HERE = "8<--- cut here ---";
    private static final int INSTRUCTIONS_BEFORE = 4;

    // DFSR and IFSR in the short-descriptor format, Arm ARM B3.13.3, and Linux's mark of a prefetch abort.
    private static final int ALIGNMENT = 0x001;
    private static final int DEBUG_EVENT = 0x002;
    private static final int SECTION_TRANSLATION = 0x005;
    private static final int PAGE_TRANSLATION = 0x007;
    private static final int EXTERNAL_ABORT = 0x008;
    private static final int PAGE_PERMISSION = 0x00f;
    private static final int WRITE = 1 << 11;
    private static final int PREFETCH = 1 << 31;

    private static final int THUMB = 1 << 5;
    private static final int IRQ_MASKED = 1 << 7;
    private static final int FIQ_MASKED = 1 << 6;

    @Override
    public String headline(OopsReport report) {
        Fault fault = report.fault();
        return switch (fault.kind()) {
            case PAGE -> report.place() == OopsReport.Place.STACK_GUARD
                    ? "Insufficient stack space to handle exception!"
                    : "Unable to handle kernel %s at virtual address %08x when %s".formatted(what(report),
                            fault.address(), verb(fault));
            case ALIGNMENT -> "Unhandled fault: alignment exception (0x%03x) at 0x%08x".formatted(
                    status(report) & 0xfff, fault.address());
            case BUS -> "Unhandled fault: external abort on non-linefetch (0x%03x) at 0x%08x".formatted(
                    status(report) & 0xfff, fault.address());
            case BREAKPOINT -> "Unhandled prefetch abort: breakpoint debug exception (0x%03x) at 0x%08x".formatted(
                    DEBUG_EVENT, fault.pc());
            case OTHER -> fault.vector() < 0 ? "kernel stack overflow (guest calls nest too deeply)"
                    : "unexpected exception %d".formatted(fault.vector());
            case UNDEFINED_INSTRUCTION, DIVIDE, PROTECTION -> title(report);
        };
    }

    /** {@code __do_kernel_fault()}. */
    private static String what(OopsReport report) {
        return switch (report.place()) {
            case FIRST_PAGE -> "NULL pointer dereference";
            case MAPPED -> report.fault().access() == Access.EXECUTE ? "execution of memory" : "paging request";
            default -> "paging request";
        };
    }

    private static String verb(Fault fault) {
        return switch (fault.access()) {
            case READ -> "read";
            case WRITE -> "write";
            case EXECUTE -> "execute";
        };
    }

    /** What {@code die()} is given. */
    private static String title(OopsReport report) {
        return switch (report.fault().kind()) {
            case PAGE -> report.place() == OopsReport.Place.STACK_GUARD ? "kernel stack overflow" : "Oops";
            case UNDEFINED_INSTRUCTION -> "Oops - undefined instruction";
            case ALIGNMENT, BUS, BREAKPOINT -> "";
            default -> "Oops";
        };
    }

    /** The fault status register. */
    private static int status(OopsReport report) {
        return switch (report.fault().kind()) {
            case PAGE -> switch (report.place()) {
                case STACK_GUARD -> 0;
                case FIRST_PAGE -> status(report.fault(), SECTION_TRANSLATION);
                case MAPPED -> status(report.fault(), PAGE_PERMISSION);
                case FREED_INIT, NOT_MAPPED -> status(report.fault(), PAGE_TRANSLATION);
            };
            case ALIGNMENT -> status(report.fault(), ALIGNMENT);
            case BUS -> status(report.fault(), EXTERNAL_ABORT);
            case BREAKPOINT -> DEBUG_EVENT;
            case UNDEFINED_INSTRUCTION, DIVIDE, PROTECTION, OTHER -> 0;
        };
    }

    private static int status(Fault fault, int kind) {
        return switch (fault.access()) {
            case READ -> kind;
            case WRITE -> kind | WRITE;
            case EXECUTE -> kind | PREFETCH;
        };
    }

    @Override
    public List<Line> lines(OopsReport report) {
        Fault fault = report.fault();
        List<Line> lines = new ArrayList<>();
        boolean onGuard = report.place() == OopsReport.Place.STACK_GUARD && fault.kind() == FaultKind.PAGE;
        if (onGuard) {
            lines.add(new Line(Line.EMERG, headline(report)));
            lines.add(Line.emerg("Task stack:     [0x%08x..0x%08x]", report.stack().start(), report.stack().end()));
        } else {
            lines.add(new Line(Line.ALERT, CUT_HERE));
            if (!headline(report).equals(title(report))) { // of an undefined instruction there is no more to say
                lines.add(new Line(Line.ALERT, headline(report)));
            }
            if (fault.kind() == FaultKind.PAGE && report.place() == OopsReport.Place.FIRST_PAGE) {
                lines.add(Line.alert("[%08x] *pgd=00000000", fault.address()));
            }
        }
        report.initUse().ifPresent(text -> lines.add(new Line(Line.ALERT, text)));
        lines.add(Line.emerg("Internal error: %s: %x [#%d] %s", title(report), status(report), report.number(), BUILD));
        lines.add(Line.warning("CPU: 0 PID: %d Comm: %s", report.pid(), report.comm()));
        report.initcall().ifPresent(text -> lines.add(Line.warning("Initcall: %s", text)));
        registers(report, lines);
        lines.add(Line.emerg("Process %s (pid: %d, stack limit = 0x%08x)", report.comm(), report.pid(),
                report.stack().start()));
        backtrace(report, lines);
        lines.add(Line.emerg("Code: %s", code(report)));
        return lines;
    }

    @Override
    public String fatal(OopsReport report) {
        return "Fatal exception";
    }

    /** {@code __do_user_fault()} and its like. Linux prints it only with user_debug=; here it is always wanted. */
    @Override
    public String userFault(Fault fault, String task, long sp, String path) {
        String what = switch (fault.kind()) {
            case PAGE -> "unhandled page fault (11) at 0x%08x, code 0x%03x".formatted(fault.address(),
                    status(fault, PAGE_TRANSLATION));
            case BREAKPOINT -> "unhandled prefetch abort: breakpoint debug exception (0x%03x)".formatted(DEBUG_EVENT);
            case ALIGNMENT -> "unhandled fault: alignment exception (0x%03x) at 0x%08x".formatted(
                    status(fault, ALIGNMENT), fault.address());
            case BUS -> "unhandled fault: external abort on non-linefetch (0x%03x)".formatted(
                    status(fault, EXTERNAL_ABORT));
            case UNDEFINED_INSTRUCTION, DIVIDE, PROTECTION, OTHER -> "undefined instruction";
        };
        return "%s: %s: pc=%08x sp=%08x in %s".formatted(task, what, fault.pc(), sp, path);
    }

    /** {@code __show_regs()}. */
    private static void registers(OopsReport report, List<Line> lines) {
        Vcpu vcpu = report.vcpu();
        int psr = (int) register(vcpu, "psr");
        lines.add(Line.warning("PC is at %s", report.symbols().withOffset(report.fault().pc())));
        lines.add(Line.warning("LR is at %s", report.symbols().withOffset(report.returnAddress())));
        lines.add(Line.warning("pc : [<%08x>]    lr : [<%08x>]    psr: %08x", report.fault().pc(), register(vcpu, "lr"), psr));
        row(vcpu, lines, "sp", "ip", "fp");
        row(vcpu, lines, "r10", "r9", "r8");
        row(vcpu, lines, "r7", "r6", "r5", "r4");
        row(vcpu, lines, "r3", "r2", "r1", "r0");
        lines.add(Line.warning("Flags: %s%s%s%s  IRQs o%s  FIQs o%s  Mode SVC_32  ISA %s  Segment none",
                flag(psr, 31, "N"), flag(psr, 30, "Z"), flag(psr, 29, "C"), flag(psr, 28, "V"),
                (psr & IRQ_MASKED) != 0 ? "ff" : "n", (psr & FIQ_MASKED) != 0 ? "ff" : "n",
                (psr & THUMB) != 0 ? "Thumb" : "ARM"));
    }

    private static void row(Vcpu vcpu, List<Line> lines, String... names) {
        lines.add(Line.warning("%s", Arrays.stream(names)
                .map(name -> "%-3s: %08x".formatted(name, register(vcpu, name))).collect(Collectors.joining("  "))));
    }

    /** A register by the name the oops gives it. */
    private static long register(Vcpu vcpu, String name) {
        return vcpu.isa().shown().stream().filter(register -> register.name().equals(name))
                .mapToLong(register -> vcpu.register(register.id())).findFirst().orElseThrow();
    }

    private static String flag(int psr, int bit, String name) {
        return (psr >>> bit & 1) != 0 ? name : name.toLowerCase(Locale.ROOT);
    }

    /** {@code dump_backtrace_entry()}: each function, and where it will return to. */
    private static void backtrace(OopsReport report, List<Line> lines) {
        lines.add(Line.emerg("Backtrace: "));
        String where = function(report.symbols().withOffset(report.fault().pc()));
        for (String from : report.callers()) {
            lines.add(Line.emerg(" %s from %s", where, from));
            where = function(from);
        }
    }

    /** {@code %ps} of what {@code %pS} gave. */
    private static String function(String withOffset) {
        return withOffset.replaceFirst("\\+0x[0-9a-f]+/0x[0-9a-f]+", "");
    }

    /** {@code dump_instr()}: four instructions before the one that failed, and it. */
    private static String code(OopsReport report) {
        boolean thumb = ((int) register(report.vcpu(), "psr") & THUMB) != 0;
        int size = thumb ? 2 : 4;
        long pc = report.fault().pc();
        GuestMemory memory = report.vcpu().memory();
        StringBuilder text = new StringBuilder();
        for (long at = pc - (long) INSTRUCTIONS_BEFORE * size; at <= pc + (thumb ? size : 0); at += size) {
            if (!memory.isReadable(at, size)) {
                return text + "bad PC value";
            }
            String word = thumb ? "%04x".formatted(memory.u16(at)) : "%08x".formatted(memory.i32(at));
            text.append(at == pc ? "(" + word + ") " : word + " ");
        }
        return text.toString();
    }
}
