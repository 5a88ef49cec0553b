package dev.initlab.trace;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One fact of a boot.
 *
 * <p>Events are immutable values, and everything a consumer learns of a boot. Names are Linux's, times
 * and durations virtual nanoseconds, work bytes of guest code executed. What depends on the host is in
 * fields whose names begin with {@code host}; all others are equal in every boot of one image.
 *
 * <p>The JSON form, its schema and docs/events.md are derived from these records: the order of the
 * components is the order of the fields, and the text of {@code @param} their description.
 */
public sealed interface Event {

    /** Where the event stands in the boot. */
    Stamp at();

    /** Position in the stream, from 1, without gaps. */
    default long sequence() {
        return at().sequence();
    }

    /** Virtual nanoseconds since the boot began. */
    default long time() {
        return at().time();
    }

    /** Host nanoseconds since the boot began; measured beside, never shown to the guest. */
    default long hostTime() {
        return at().hostTime();
    }

    // ---- The boot and its levels

    /**
     * A boot began.
     *
     * @param at where the event stands
     * @param image the image's file name, without its folder
     * @param architecture as the guest's build calls it: {@code x86_64}, {@code arm64}, {@code arm}
     * @param commandLine the kernel's command line
     */
    record BootStarted(Stamp at, String image, String architecture, String commandLine)
            implements Event {
    }

    /**
     * The kernel began a level: its parameters come next, then its initcalls.
     *
     * @param at where the event stands
     * @param level {@code console}, {@code security}, {@code early}, {@code pure}, {@code core},
     *     {@code postcore}, {@code arch}, {@code subsys}, {@code fs}, {@code device} or {@code late}
     */
    record LevelEntered(Stamp at, String level) implements Event {
    }

    /**
     * The last initcall of a level returned.
     *
     * @param at where the event stands
     * @param level the name the level was entered by
     */
    record LevelLeft(Stamp at, String level) implements Event {
    }

    /**
     * An initcall, or the init function of a module, is about to be called.
     *
     * @param at where the event stands
     * @param call number of the call in this boot, from 1
     * @param initcall what is called
     * @param pid the task that calls it
     */
    record InitcallStarted(Stamp at, long call, Initcall initcall, int pid) implements Event {
    }

    /**
     * An initcall, or the init function of a module, returned.
     *
     * @param at where the event stands
     * @param call number it was started by
     * @param initcall what was called
     * @param pid the task that called it
     * @param result what it returned: 0, an error as a negative errno, or anything else by mistake
     * @param duration virtual nanoseconds between call and return
     * @param work bytes of guest code executed between call and return
     * @param hostDuration host nanoseconds between call and return
     * @param preemptionImbalance whether it left the preemption count changed
     * @param disabledInterrupts whether it left interrupts off
     */
    record InitcallReturned(Stamp at, long call, Initcall initcall, int pid, int result, long duration,
            long work, long hostDuration, boolean preemptionImbalance, boolean disabledInterrupts)
            implements Event {
    }

    /**
     * An initcall was left out, because {@code initcall_blacklist=} names it.
     *
     * @param at where the event stands
     * @param initcall what was left out
     */
    record InitcallSkipped(Stamp at, Initcall initcall) implements Event {
    }

    /**
     * The kernel gave its init sections back.
     *
     * @param at where the event stands
     * @param start first byte
     * @param end byte after the last
     * @param kilobytes whole pages in between, as the log says
     */
    record InitMemoryFreed(Stamp at, @Address long start, @Address long end, long kilobytes)
            implements Event {
    }

    // ---- Modules and devices

    /**
     * A module went from one state to the next.
     *
     * @param at where the event stands
     * @param module the module's name
     * @param from the state before
     * @param to the state now
     * @param base where its core part lies; 0 while it has no memory
     * @param size bytes of its core part; 0 while it has no memory
     * @param taints the letters {@code /proc/modules} shows for it; empty when it taints nothing
     */
    record ModuleStateChanged(Stamp at, String module, ModuleState from, ModuleState to,
            @Address long base, long size, String taints) implements Event {
    }

    /**
     * A module was refused; nothing of it is left.
     *
     * @param at where the event stands
     * @param module the module's name, as far as it could be read
     * @param step the function of {@code kernel/module/main.c} that refused it
     * @param errno the name of the error
     */
    record ModuleLoadFailed(Stamp at, Optional<String> module, String step, String errno)
            implements Event {
    }

    /**
     * An undefined symbol of a module found its definition.
     *
     * @param at where the event stands
     * @param module the module that asked
     * @param symbol the symbol's name
     * @param address its value
     * @param owner the module that exports it, or {@code kernel}
     */
    record SymbolResolved(Stamp at, String module, String symbol, @Address long address, String owner)
            implements Event {
    }

    /**
     * A driver was asked whether it drives a device.
     *
     * @param at where the event stands
     * @param device the device's name
     * @param driver the driver's name
     * @param result what its probe function returned: 0, or an error as a negative errno
     * @param deferred whether it will be asked again, because it returned {@code -EPROBE_DEFER}
     */
    record DeviceProbed(Stamp at, String device, String driver, int result, boolean deferred)
            implements Event {
    }

    // ---- User space

    /**
     * A process came into being.
     *
     * @param at where the event stands
     * @param pid the new process
     * @param parent the process that made it; 0 for the first
     * @param path the program it runs
     */
    record ProcessStarted(Stamp at, int pid, int parent, String path) implements Event {
    }

    /**
     * A process began another program.
     *
     * @param at where the event stands
     * @param pid the process
     * @param path the program it runs from now on
     * @param arguments its argument vector, the program's name first
     */
    record ProcessExecuted(Stamp at, int pid, String path, List<String> arguments) implements Event {
        public ProcessExecuted {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * A process ended.
     *
     * @param at where the event stands
     * @param pid the process
     * @param path the program it ran last
     * @param status what it passed to exit, 0 to 255; 0 when a signal ended it
     * @param signal the signal that ended it; 0 when it ended by itself
     */
    record ProcessExited(Stamp at, int pid, String path, int status, int signal) implements Event {
    }

    /**
     * A system call was served.
     *
     * @param at where the event stands: the return, or the call when it never returns
     * @param pid the calling task
     * @param number its number in the architecture's table
     * @param name its name; {@code sys_<number>} when the table has none
     * @param arguments the argument registers it uses
     * @param result what it returned, an error as a negative errno; absent when it never returns
     * @param errno the name of the error; absent when there was none
     * @param duration virtual nanoseconds between call and return
     */
    record SystemCall(Stamp at, int pid, int number, String name, @Address List<Long> arguments,
            OptionalLong result, Optional<String> errno, long duration) implements Event {
        public SystemCall {
            arguments = List.copyOf(arguments);
        }
    }

    // ---- The log, and what goes wrong

    /**
     * A record entered the kernel's log.
     *
     * @param at where the event stands
     * @param record its number in the log, from 0, as {@code /dev/kmsg} shows it
     * @param level 0 (emergency) to 7 (debug)
     * @param facility syslog's facility; 0 is the kernel
     * @param text the text without its prefix; bytes that are not UTF-8 as {@link GuestText} maps them
     */
    record Printk(Stamp at, long record, int level, int facility, String text) implements Event {
    }

    /**
     * Guest code could not go on.
     *
     * @param at where the event stands
     * @param kind why
     * @param pc address of the instruction
     * @param symbol what lies there, as {@code %pS} prints it; absent outside of known code
     * @param address the address it wanted; absent when it was not about memory
     * @param access what it wanted to do there; absent when it was not about memory
     * @param pid the task that ran
     * @param user whether it ran in user mode
     * @param call number of the innermost initcall that ran in this task; absent when none did
     * @param module the module whose code it was, or whose init it was called from; absent when none
     * @param text the line that leads its report in the log
     */
    record Fault(Stamp at, FaultKind kind, @Address long pc, Optional<String> symbol,
            @Address OptionalLong address, Optional<Access> access, int pid, boolean user,
            OptionalLong call, Optional<String> module, String text) implements Event {
    }

    /**
     * The kernel gave up.
     *
     * @param at where the event stands
     * @param reason the text behind {@code Kernel panic - not syncing: }
     */
    record Panic(Stamp at, String reason) implements Event {
    }

    // ---- The end

    /**
     * The guest switched itself off, halted or asked for a restart.
     *
     * @param at where the event stands
     * @param how {@code POWER_OFF}, {@code HALT} or {@code RESTART}
     */
    record PowerOff(Stamp at, Outcome how) implements Event {
    }

    /**
     * The guest used up a budget and was stopped.
     *
     * @param at where the event stands
     * @param budget which one; {@code HOST_TIME} runs out at another point in every boot
     * @param limit how much it had, in the unit of the budget
     */
    record BudgetExhausted(Stamp at, Budget budget, long limit) implements Event {
    }

    /**
     * The boot is over; no event follows.
     *
     * @param at where the event stands
     * @param outcome how it ended
     * @param status the exit status the launcher gives to its caller
     */
    record BootEnded(Stamp at, Outcome outcome, int status) implements Event {
    }
}
