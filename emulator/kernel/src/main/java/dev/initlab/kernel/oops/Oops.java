package dev.initlab.kernel.oops;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import dev.initlab.kernel.console.Printk;
import dev.initlab.kernel.image.Symbols;
import dev.initlab.kernel.init.InitMemory;
import dev.initlab.kernel.init.Initcalls;
import dev.initlab.kernel.task.Scheduler;
import dev.initlab.machine.Access;
import dev.initlab.machine.CallDepthException;
import dev.initlab.machine.Fault;
import dev.initlab.machine.FaultKind;
import dev.initlab.machine.GuestMemory;
import dev.initlab.machine.GuestMemoryException;
import dev.initlab.machine.Isa;
import dev.initlab.machine.Mmu;
import dev.initlab.machine.Privilege;
import dev.initlab.machine.Vcpu;
import dev.initlab.trace.Event;
import dev.initlab.trace.EventStream;
import dev.initlab.trace.Initcall;

/**
 * The report of a fault in kernel code, and the death of the task that ran it: {@code arch/x86/kernel/dumpstack.c}.
 *
 * <p>Beyond what Linux prints, a use of init memory after it was freed names the function or datum, and
 * every report names the initcall it happened in.
 */
public final class Oops {
    private static final int CODE_BYTES_BEFORE = 16;
    private static final int CODE_BYTES = 32;
    private static final int MAX_FRAMES = 32;
    private static final int ALERT = 1;
    private static final int WARNING = 4;

    private final Vcpu vcpu;
    private final Printk printk;
    private final Symbols symbols;
    private final InitMemory initMemory;
    private final Initcalls initcalls;
    private final Scheduler scheduler;
    private final EventStream events;
    private final long emergencyStack;
    private int count;

    /**
     * Ready to report.
     *
     * @param emergencyStack top of a stack on which consoles run during a report
     */
    public Oops(Vcpu vcpu, Printk printk, Symbols symbols, InitMemory initMemory, Initcalls initcalls,
            Scheduler scheduler, EventStream events, long emergencyStack) {
        this.vcpu = vcpu;
        this.printk = printk;
        this.symbols = symbols;
        this.initMemory = initMemory;
        this.initcalls = initcalls;
        this.scheduler = scheduler;
        this.events = events;
        this.emergencyStack = emergencyStack;
    }

    /**
     * Reports a fault of kernel code in the log and in the event stream.
     *
     * <p>Everything is read before the first line is printed: the consoles are guest code, which runs on the
     * same registers. They run on a stack of their own, as the task's may be what is broken.
     */
    public void report(Fault fault) {
        List<Line> lines = new ArrayList<>();
        String headline = headline(fault);
        lines.add(new Line(ALERT, headline));
        if (fault.kind() == FaultKind.PAGE) {
            lines.add(new Line(ALERT, "#PF: supervisor %s in kernel mode".formatted(accessName(fault.access()))));
            lines.add(new Line(ALERT, "#PF: error_code(0x%04x) - %s".formatted(errorCode(fault), isFreedInit(fault)
                    ? "freed init memory" : isMapped(fault) ? "permissions violation" : "not-present page")));
        }
        initUse(fault).ifPresent(text -> lines.add(new Line(ALERT, text)));
        lines.add(new Line(ALERT, "Oops: %04x [#%d]".formatted(errorCode(fault), ++count)));
        lines.add(new Line(WARNING, "CPU: 0 PID: %d Comm: %s".formatted(scheduler.currentPid(),
                scheduler.current().comm())));
        initcalls.initcallOf(scheduler.currentPid()).ifPresent(
                i -> lines.add(new Line(WARNING, "Initcall: " + symbols.withOffset(i.address()))));
        lines.add(new Line(WARNING, "%s: 0010:%s".formatted(
                vcpu.isa().name().equals("x86_64") ? "RIP" : "pc", symbols.withOffset(fault.pc()))));
        lines.add(new Line(WARNING, "Code: " + code(fault.pc())));
        registers(lines);
        callTrace(fault, lines);
        vcpu.sp(emergencyStack);
        printk.flush();
        lines.forEach(line -> printk.log(line.level(), line.text()));
        emit(fault, headline);
    }

    /** Reports guest calls that nest too deeply through the kernel model. */
    public void reportDepth(CallDepthException e) {
        report(new Fault(FaultKind.OTHER, Access.EXECUTE, e.function(), vcpu.pc(), -1, Privilege.KERNEL));
    }

    private record Line(int level, String text) {
    }

    private void emit(Fault fault, String headline) {
        int pid = scheduler.currentPid();
        OptionalLong call = initcalls.runningIn(pid);
        Optional<String> module = symbols.moduleAt(fault.pc()).or(() -> initcalls.initcallOf(pid)
                .filter(Initcall.ModuleInit.class::isInstance)
                .map(i -> ((Initcall.ModuleInit) i).module()));
        boolean memory = fault.kind() == FaultKind.PAGE || fault.kind() == FaultKind.BUS;
        events.emit(at -> new Event.Fault(at, traceKind(fault), fault.pc(),
                symbols.lookup(fault.pc()).map(s -> symbols.withOffset(fault.pc())),
                memory ? OptionalLong.of(fault.address()) : OptionalLong.empty(),
                memory ? Optional.of(dev.initlab.trace.Access.valueOf(fault.access().name())) : Optional.empty(),
                pid, false, call, module, headline));
    }

    private String headline(Fault fault) {
        return switch (fault.kind()) {
            case PAGE -> isStackOverflow(fault)
                    ? "BUG: stack guard page was hit at %016x (stack is %016x..%016x)".formatted(fault.address(),
                            scheduler.current().stackTop() - Scheduler.STACK_SIZE, scheduler.current().stackTop())
                    : Long.compareUnsigned(fault.address(), Mmu.PAGE_SIZE) < 0
                    ? "BUG: kernel NULL pointer dereference, address: %016x".formatted(fault.address())
                    : "BUG: unable to handle page fault for address: %016x".formatted(fault.address());
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

    /** Whether the page below the current task's stack was touched. */
    private boolean isStackOverflow(Fault fault) {
        long guard = scheduler.current().stackTop() - Scheduler.STACK_SIZE - Mmu.PAGE_SIZE;
        return fault.kind() == FaultKind.OTHER && fault.vector() < 0
                || fault.kind() == FaultKind.PAGE && fault.address() >= guard && fault.address() < guard + Mmu.PAGE_SIZE;
    }

    private Optional<String> initUse(Fault fault) {
        if (!isFreedInit(fault)) {
            return Optional.empty();
        }
        String what = fault.access() == Access.EXECUTE ? "call of __init function"
                : fault.access() == Access.WRITE ? "write to __initdata" : "read of __initdata";
        long user = fault.access() == Access.EXECUTE ? returnAddress() : fault.pc();
        return Optional.of("initmem: %s %s after it was freed, by %s".formatted(what,
                symbols.withOffset(fault.address()), symbols.withOffset(user)));
    }

    private boolean isFreedInit(Fault fault) {
        return fault.kind() == FaultKind.PAGE && initMemory.isFreed(fault.address());
    }

    private boolean isMapped(Fault fault) {
        return vcpu.mmu().current().isMapped(fault.address());
    }

    /** Who called the function just entered: its first instruction has not run. */
    private long returnAddress() {
        try {
            return vcpu.isa().callerOfFunction(vcpu);
        } catch (GuestMemoryException e) {
            return vcpu.pc();
        }
    }

    /** The x86 page fault error code: present, write, user, reserved, instruction fetch. */
    private int errorCode(Fault fault) {
        if (fault.kind() != FaultKind.PAGE) {
            return 0;
        }
        return (isMapped(fault) ? 1 : 0) | (fault.access() == Access.WRITE ? 2 : 0)
                | (fault.access() == Access.EXECUTE ? 0x10 : 0);
    }

    private String code(long pc) {
        GuestMemory memory = vcpu.memory();
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

    private void registers(List<Line> lines) {
        List<String> row = new ArrayList<>();
        for (Isa.NamedRegister register : vcpu.isa().shown()) {
            row.add("%s: %016x".formatted(register.name(), vcpu.register(register.id())));
            if (row.size() == 3) {
                lines.add(new Line(WARNING, String.join(" ", row)));
                row.clear();
            }
        }
        if (!row.isEmpty()) {
            lines.add(new Line(WARNING, String.join(" ", row)));
        }
    }

    /** Follows the frame pointers; the guest is built with them on every architecture. */
    private void callTrace(Fault fault, List<Line> lines) {
        lines.add(new Line(WARNING, "Call Trace:"));
        lines.add(new Line(WARNING, " <TASK>"));
        GuestMemory memory = vcpu.memory();
        int word = vcpu.isa().wordSize();
        if (fault.kind() == FaultKind.PAGE && fault.access() == Access.EXECUTE) {
            lines.add(new Line(WARNING, " " + symbols.returnAddress(returnAddress())));
        }
        long frame = vcpu.register(vcpu.isa().framePointer());
        for (int i = 0; i < MAX_FRAMES && frame != 0 && memory.isReadable(frame, 2L * word); i++) {
            long caller = memory.word(frame + word, word);
            if (caller == vcpu.isa().returnAddress()) {
                break; // called by the kernel model
            }
            lines.add(new Line(WARNING, " " + symbols.returnAddress(caller)));
            long next = memory.word(frame, word);
            if (Long.compareUnsigned(next, frame) <= 0) {
                break;
            }
            frame = next;
        }
        lines.add(new Line(WARNING, " </TASK>"));
    }

    private dev.initlab.trace.FaultKind traceKind(Fault fault) {
        if (isStackOverflow(fault)) {
            return dev.initlab.trace.FaultKind.STACK_OVERFLOW;
        }
        return switch (fault.kind()) {
            case PAGE -> Long.compareUnsigned(fault.address(), Mmu.PAGE_SIZE) < 0 ? dev.initlab.trace.FaultKind.NULL_POINTER
                    : isFreedInit(fault) ? dev.initlab.trace.FaultKind.INIT_MEMORY_FREED
                    : isMapped(fault) ? dev.initlab.trace.FaultKind.FORBIDDEN : dev.initlab.trace.FaultKind.NOT_MAPPED;
            case UNDEFINED_INSTRUCTION -> dev.initlab.trace.FaultKind.UNDEFINED_INSTRUCTION;
            case DIVIDE -> dev.initlab.trace.FaultKind.DIVIDE_ERROR;
            case BREAKPOINT -> dev.initlab.trace.FaultKind.BREAKPOINT;
            case PROTECTION -> dev.initlab.trace.FaultKind.GENERAL_PROTECTION;
            case ALIGNMENT -> dev.initlab.trace.FaultKind.ALIGNMENT;
            case BUS -> dev.initlab.trace.FaultKind.NOT_MAPPED;
            case OTHER -> dev.initlab.trace.FaultKind.OTHER;
        };
    }

    private static String accessName(Access access) {
        return switch (access) {
            case READ -> "read access";
            case WRITE -> "write access";
            case EXECUTE -> "instruction fetch";
        };
    }
}
