package dev.initlab.kernel.oops;

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
import dev.initlab.machine.GuestMemoryException;
import dev.initlab.machine.Mmu;
import dev.initlab.machine.Privilege;
import dev.initlab.machine.Vcpu;
import dev.initlab.trace.Event;
import dev.initlab.trace.EventStream;
import dev.initlab.trace.Initcall;

/**
 * The report of a fault in kernel code; {@link OopsText} has the words of each architecture.
 *
 * <p>Beyond what Linux prints, a use of init memory after it was freed names the function or datum, and
 * every report names the initcall it happened in.
 */
public final class Oops {
    private final Vcpu vcpu;
    private final OopsText text;
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
    public Oops(Vcpu vcpu, OopsText text, Printk printk, Symbols symbols, InitMemory initMemory, Initcalls initcalls,
            Scheduler scheduler, EventStream events, long emergencyStack) {
        this.vcpu = vcpu;
        this.text = text;
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
     *
     * @return what a panic says that follows
     */
    public String report(Fault fault) {
        long top = scheduler.current().stackTop();
        OopsReport report = new OopsReport(fault, place(fault), new OopsReport.Stack(top - Scheduler.STACK_SIZE, top),
                ++count, scheduler.currentPid(), scheduler.current().comm(), initUse(fault),
                initcalls.initcallOf(scheduler.currentPid()).map(i -> symbols.withOffset(i.address())), vcpu, symbols);
        List<OopsText.Line> lines = text.lines(report);
        vcpu.sp(emergencyStack);
        printk.flush();
        lines.forEach(line -> printk.log(line.level(), line.text()));
        emit(fault, report.place(), text.headline(report));
        return text.fatal(report);
    }

    /** Reports guest calls that nest too deeply through the kernel model. */
    public String reportDepth(CallDepthException e) {
        return report(new Fault(FaultKind.OTHER, Access.EXECUTE, e.function(), vcpu.pc(), -1, Privilege.KERNEL));
    }

    private void emit(Fault fault, OopsReport.Place place, String headline) {
        int pid = scheduler.currentPid();
        OptionalLong call = initcalls.runningIn(pid);
        Optional<String> module = symbols.moduleAt(fault.pc()).or(() -> initcalls.initcallOf(pid)
                .filter(Initcall.ModuleInit.class::isInstance)
                .map(i -> ((Initcall.ModuleInit) i).module()));
        boolean memory = fault.kind() == FaultKind.PAGE || fault.kind() == FaultKind.BUS;
        events.emit(at -> new Event.Fault(at, traceKind(fault, place), fault.pc(),
                symbols.lookup(fault.pc()).map(s -> symbols.withOffset(fault.pc())),
                memory ? OptionalLong.of(fault.address()) : OptionalLong.empty(),
                memory ? Optional.of(dev.initlab.trace.Access.valueOf(fault.access().name())) : Optional.empty(),
                pid, false, call, module, headline));
    }

    private OopsReport.Place place(Fault fault) {
        return isStackOverflow(fault) ? OopsReport.Place.STACK_GUARD
                : Long.compareUnsigned(fault.address(), Mmu.PAGE_SIZE) < 0 ? OopsReport.Place.FIRST_PAGE
                : isFreedInit(fault) ? OopsReport.Place.FREED_INIT
                : vcpu.mmu().current().isMapped(fault.address()) ? OopsReport.Place.MAPPED
                : OopsReport.Place.NOT_MAPPED;
    }

    /** Whether the page below the current task's stack was touched, or calls nest too deeply. */
    private boolean isStackOverflow(Fault fault) {
        long guard = scheduler.current().stackTop() - Scheduler.STACK_SIZE - Mmu.PAGE_SIZE;
        return fault.kind() == FaultKind.OTHER && fault.vector() < 0
                || fault.kind() == FaultKind.PAGE && fault.address() >= guard && fault.address() < guard + Mmu.PAGE_SIZE;
    }

    private boolean isFreedInit(Fault fault) {
        return fault.kind() == FaultKind.PAGE && initMemory.isFreed(fault.address());
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

    /** Who called the function just entered: its first instruction has not run. */
    private long returnAddress() {
        try {
            return vcpu.isa().callerOfFunction(vcpu);
        } catch (GuestMemoryException e) {
            return vcpu.pc();
        }
    }

    private static dev.initlab.trace.FaultKind traceKind(Fault fault, OopsReport.Place place) {
        return switch (fault.kind()) {
            case PAGE -> switch (place) {
                case STACK_GUARD -> dev.initlab.trace.FaultKind.STACK_OVERFLOW;
                case FIRST_PAGE -> dev.initlab.trace.FaultKind.NULL_POINTER;
                case FREED_INIT -> dev.initlab.trace.FaultKind.INIT_MEMORY_FREED;
                case MAPPED -> dev.initlab.trace.FaultKind.FORBIDDEN;
                case NOT_MAPPED -> dev.initlab.trace.FaultKind.NOT_MAPPED;
            };
            case UNDEFINED_INSTRUCTION -> dev.initlab.trace.FaultKind.UNDEFINED_INSTRUCTION;
            case DIVIDE -> dev.initlab.trace.FaultKind.DIVIDE_ERROR;
            case BREAKPOINT -> dev.initlab.trace.FaultKind.BREAKPOINT;
            case PROTECTION -> dev.initlab.trace.FaultKind.GENERAL_PROTECTION;
            case ALIGNMENT -> dev.initlab.trace.FaultKind.ALIGNMENT;
            case BUS -> dev.initlab.trace.FaultKind.NOT_MAPPED;
            case OTHER -> place == OopsReport.Place.STACK_GUARD ? dev.initlab.trace.FaultKind.STACK_OVERFLOW
                    : dev.initlab.trace.FaultKind.OTHER;
        };
    }
}
