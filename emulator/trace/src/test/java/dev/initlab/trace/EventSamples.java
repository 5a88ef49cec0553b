package dev.initlab.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** A boot in which every kind of event happens. */
public final class EventSamples {

    public static final Initcall.BuiltIn CONSOLE = new Initcall.BuiltIn("con", "console", 0,
            0xffffffff8324b55cL, 0xffffffff8304c010L, "uart_console_init", Optional.of("8250"));
    public static final Initcall.BuiltIn OLD = new Initcall.BuiltIn("rootfs", "fs", 7,
            0xffffffff8324b14cL, 0xffffffff8304d000L, "populate_rootfs", Optional.empty());
    public static final Initcall.ModuleInit HELLO =
            new Initcall.ModuleInit("hello", 0xffffffffc0002000L, "hello_init");

    private static final List<Function<Stamp, Event>> STORY = List.of(
            at -> new Event.BootStarted(at, "vmlinux", "x86_64", "console=ttyS0 quiet"),
            at -> new Event.LevelEntered(at, "console"),
            at -> new Event.InitcallStarted(at, 1, CONSOLE, 0),
            at -> new Event.Printk(at, 0, 6, 0, "printk: console [ttyS0] enabled"),
            at -> new Event.InitcallReturned(at, 1, CONSOLE, 0, 0, 1500, 420, 9000, false, false),
            at -> new Event.LevelLeft(at, "console"),
            at -> new Event.InitcallSkipped(at, OLD),
            at -> new Event.DeviceProbed(at, "serial0", "pl011", -517, true),
            at -> new Event.InitMemoryFreed(at, 0xffffffff83018000L, 0xffffffff832a2000L, 2600),
            at -> new Event.ProcessStarted(at, 1, 0, "/init"),
            at -> new Event.ProcessExecuted(at, 1, "/bin/insmod", List.of("insmod", "hello.ko")),
            at -> new Event.ModuleStateChanged(at, "hello", ModuleState.UNFORMED, ModuleState.COMING,
                    0xffffffffc0000000L, 16384, "OE"),
            at -> new Event.SymbolResolved(at, "hello", "_printk", 0xffffffff810f2a40L, "kernel"),
            at -> new Event.InitcallStarted(at, 2, HELLO, 1),
            at -> new Event.Fault(at, FaultKind.INIT_MEMORY_FREED, 0xffffffffc0002004L,
                    Optional.of("hello_init+0x4/0x20 [hello]"), OptionalLong.of(0xffffffff83018010L),
                    Optional.of(Access.READ), 1, false, OptionalLong.of(2), Optional.of("hello"),
                    "BUG: unable to handle page fault for address: ffffffff83018010"),
            at -> new Event.Fault(at, FaultKind.UNDEFINED_INSTRUCTION, 0x401000, Optional.empty(),
                    OptionalLong.empty(), Optional.empty(), 1, true, OptionalLong.empty(),
                    Optional.empty(), "traps: init[1] trap invalid opcode"),
            at -> new Event.ModuleLoadFailed(at, Optional.of("broken"), "simplify_symbols", "ENOENT"),
            at -> new Event.ModuleLoadFailed(at, Optional.empty(), "elf_validity_check", "ENOEXEC"),
            at -> new Event.SystemCall(at, 1, 175, "init_module", List.of(0x7f0010L, 4096L, -1L),
                    OptionalLong.of(-2), Optional.of("ENOENT"), 800),
            at -> new Event.SystemCall(at, 1, 231, "exit_group", List.of(0L), OptionalLong.empty(),
                    Optional.empty(), 0),
            at -> new Event.ProcessExited(at, 1, "/bin/insmod", 0, 11),
            at -> new Event.Panic(at, "Attempted to kill init! exitcode=0x0000000b"),
            at -> new Event.BudgetExhausted(at, Budget.WORK, 1_000_000_000),
            at -> new Event.PowerOff(at, Outcome.POWER_OFF),
            at -> new Event.BootEnded(at, Outcome.PANIC, 1));

    private EventSamples() {
    }

    public static List<Event> all() {
        var events = new ArrayList<Event>();
        for (Function<Stamp, Event> make : STORY) {
            int n = events.size();
            events.add(make.apply(new Stamp(n + 1, n * 1000L, n * 70_000L)));
        }
        return events;
    }
}
