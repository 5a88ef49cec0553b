package dev.initlab.machine.check;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.initlab.machine.Architecture;

/**
 * What the machine relies on, one behaviour a line.
 *
 * <p>Measured first with libunicorn 2.1.1; each line can fail with some library that calls itself 2.1.
 */
public final class EngineChecks {
    private static final Set<Architecture> EVERY = EnumSet.allOf(Architecture.class);
    private static final Set<Architecture> ARMS = EnumSet.of(Architecture.ARM64, Architecture.ARM);
    private static final Set<Architecture> ARM64 = EnumSet.of(Architecture.ARM64);
    private static final Set<Architecture> ARM = EnumSet.of(Architecture.ARM);
    private static final Set<Architecture> X86 = EnumSet.of(Architecture.X86_64);

    private static final List<EngineCheck> TABLE = Stream.of(
            check("virtual-tlb", EVERY, PageChecks::virtualTlb,
                    "pages lie where Java says",
                    "nothing of a guest would be where it belongs"),
            check("permissions", EVERY, PageChecks::permissions,
                    "pages allow what Java says",
                    "wild stores and jumps would go unnoticed"),
            check("shared-memory", EVERY, PageChecks::sharedMemory,
                    "memory is shared with Java, not copied",
                    "kernel and guest would see different data"),
            check("fault-pc", EVERY, FaultChecks::exactPc,
                    "faults name the exact instruction",
                    "an oops would blame the wrong line"),
            check("faults-in-a-row", EVERY, FaultChecks::inARow,
                    "any number of faults in a row is reported right",
                    "the second fault would end the guest"),
            check("fault-address", ARMS, FaultChecks::exactAddress,
                    "the address of a fault is found in the engine's context",
                    "an oops would name a wrong address"),
            check("fault-repaired", EVERY, FaultChecks::repaired,
                    "an instruction runs again once its page is there",
                    "memory could not be given on demand"),
            check("user-mode", EVERY, UserChecks::privilege,
                    "user code has user privilege",
                    "programs could do what only the kernel may"),
            check("system-calls", EVERY, UserChecks::systemCalls,
                    "system calls leave user code exactly behind them",
                    "no program could run"),
            check("kernel-invisible", EVERY, UserChecks::kernelInvisible,
                    "user code does not see what the kernel's TLB knows",
                    "programs could read the kernel's memory"),
            check("host-time", EVERY, UserChecks::hostTime,
                    "user code cannot read the host's clock",
                    "programs would differ from run to run"),
            check("address-spaces", EVERY, UserChecks::spaces,
                    "switching spaces switches memory",
                    "one program would see another one's memory"),
            check("work-counted", EVERY, WorkChecks::counted,
                    "guest work is counted exactly",
                    "virtual time would differ from run to run"),
            check("work-stops", EVERY, WorkChecks::stops,
                    "the guest stops where its work is used up, and goes on",
                    "--max-work would be inexact and runs would differ"),
            check("stop-from-outside", EVERY, WorkChecks::stopFromOutside,
                    "another thread can stop the guest",
                    "--timeout and Ctrl-C would not end a hanging guest"),
            check("hypercalls-inside", EVERY, HypercallChecks::inside,
                    "hypercalls reach Java by their number",
                    "printk() and its like would not work"),
            check("hypercalls-outside", EVERY, HypercallChecks::outside,
                    "a hypercall may call the guest",
                    "no notifier or callback could run"),
            check("nested-calls", EVERY, HypercallChecks::nested,
                    "guest calls nest to their limit",
                    "modules loaded from initcalls would crash"),
            check("callback-throws", EVERY, HypercallChecks::thrown,
                    "an exception of a callback unwinds the guest",
                    "a panic would end the program instead of the guest"),
            check("code-replaced", EVERY, CodeChecks::replaced,
                    "new code at an old address runs",
                    "a reloaded module would run the old one's code"),
            check("code-patched", EVERY, CodeChecks::patchedByJava,
                    "code that Java patched runs as patched",
                    "relocations and static keys would be ignored"),
            check("wx-second-function", EVERY, CodeChecks::secondFunction,
                    "a second function that the guest patches runs as patched",
                    "self-modifying code would run stale"),
            check("wx-data-first", EVERY, CodeChecks::dataFirst,
                    "code stored after data in the same page runs",
                    "self-modifying code would run stale"),
            check("wx-alias", EVERY, CodeChecks::alias,
                    "code patched through another mapping runs as patched",
                    "self-modifying code would run stale"),
            check("wx-own-page", EVERY, CodeChecks::ownPage,
                    "code may store into its own page",
                    "self-modifying code would hang"),
            check("translation-buffer", EVERY, CodeChecks::bufferSize,
                    "the translation buffer has the size asked for",
                    "emptying it would take seconds and a gigabyte"),
            check("serial-port", EVERY, DeviceChecks::serial,
                    "the serial port is reached",
                    "there would be no console"),
            check("power-switch", EVERY, DeviceChecks::power,
                    "the guest can turn itself off",
                    "no boot would end by itself"),
            check("halt", EVERY, DeviceChecks::halt,
                    "a waiting guest leaves the engine behind its halt",
                    "idle would hang"),
            check("contexts", EVERY, StateChecks::contexts,
                    "registers can be saved and restored",
                    "tasks would mix up their registers"),
            check("two-machines", EVERY, StateChecks::twoMachines,
                    "two machines live side by side",
                    "test suites could not run in parallel"),
            check("own-page-tables", X86, BareChecks::x86PageTables,
                    "a guest's own page tables are obeyed",
                    "an unmodified kernel could not run"),
            check("own-page-tables", ARM64, Arm64BareChecks::pageTables,
                    "a guest's own page tables are obeyed",
                    "an unmodified kernel could not run"),
            check("own-page-tables", ARM, ArmBareChecks::pageTables,
                    "a guest's own page tables are obeyed",
                    "an unmodified kernel could not run"))
            .flatMap(List::stream).toList();

    private EngineChecks() {
    }

    /** All checks of an architecture, in the order to show them. */
    public static List<EngineCheck> of(Architecture architecture) {
        return TABLE.stream().filter(check -> check.architecture() == architecture).toList();
    }

    private static List<EngineCheck> check(String id, Set<Architecture> architectures, EngineCheck.Body body,
            String what, String why) {
        return Arrays.stream(Architecture.values()).filter(architectures::contains)
                .map(architecture -> new EngineCheck(id, architecture, what, why, body)).toList();
    }
}
