package dev.initlab.trace;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Function;

/** Boots as a kernel would report them, of any size; the same arguments give the same boot. */
public final class SampleBoot {

    private static final List<String> LEVELS = List.of("console", "security", "early", "pure", "core",
            "postcore", "arch", "subsys", "fs", "device", "late");
    /** How many of a hundred initcalls a level has, as in a distribution's kernel. */
    private static final int[] SHARES = {1, 1, 6, 1, 8, 4, 4, 18, 13, 28, 16};
    private static final String[] FIRST = {"init", "pci", "net", "serial8250", "acpi", "crypto", "tty",
        "gpio", "inet", "proc", "sysctl", "blk", "cpufreq", "workqueue", "hugetlb", "tracefs", "i2c", "virtio"};
    private static final String[] SECOND = {"bus", "core", "driver", "class", "sysfs", "debugfs", "proto",
        "device", "subsys", "params", "irq", "late", "notifier", "table", "quirks"};

    private final EventLog log = new EventLog();
    private final Random random;
    private final long scale;
    private final EventStream stream;
    private long time;
    private long call;
    private long record;

    private SampleBoot(long seed, long scale) {
        this.random = new Random(seed);
        this.scale = scale;
        this.stream = new EventStream(() -> time, () -> time * 90, (_, failure) -> {
            throw failure;
        });
        stream.add(log);
    }

    /** A boot that works: about so many initcalls, then modules and programs. */
    public static List<Event> whole(int initcalls, long scale) {
        var boot = new SampleBoot(initcalls, scale);
        boot.initcalls(initcalls);
        boot.userSpace();
        boot.emit(at -> new Event.PowerOff(at, Outcome.POWER_OFF));
        boot.emit(at -> new Event.BootEnded(at, Outcome.POWER_OFF, 0));
        return boot.log.events();
    }

    /** A boot that ends in an initcall of the last level. */
    public static List<Event> crashing(int initcalls) {
        var boot = new SampleBoot(initcalls, 1);
        boot.initcalls(initcalls);
        boot.pass(100);
        boot.start(new Initcall.BuiltIn("7s", "late", 99, 0x7700, 0x77000, "touch_freed_memory",
                Optional.of("victim")));
        boot.pass(3000);
        boot.printk(1, "BUG: unable to handle page fault for address: ffffffff83018010");
        boot.emit(at -> new Event.Fault(at, FaultKind.INIT_MEMORY_FREED, 0x77010,
                Optional.of("touch_freed_memory+0x10/0x40"), OptionalLong.of(0x5000),
                Optional.of(Access.READ), 1, false, OptionalLong.of(boot.call), Optional.empty(), "BUG"));
        boot.pass(900);
        boot.emit(at -> new Event.Panic(at, "Attempted to kill init! exitcode=0x00000009"));
        boot.emit(at -> new Event.BootEnded(at, Outcome.PANIC, 1));
        return boot.log.events().stream().filter(e -> !(e instanceof Event.InitMemoryFreed)
                && !e.equals(boot.log.last(Event.LevelLeft.class).orElseThrow())).toList();
    }

    private void initcalls(int count) {
        emit(at -> new Event.BootStarted(at, "vmlinux", "x86_64", "console=ttyS0 initcall_debug loglevel=8"));
        printk(5, "Linux version 6.1.0-initlab");
        for (int level = 0; level < LEVELS.size(); level++) {
            level(LEVELS.get(level), level, Math.max(1, count * SHARES[level] / 100));
        }
        pass(500);
        emit(at -> new Event.InitMemoryFreed(at, 0xffffffff83018000L, 0xffffffff832a2000L, 2600));
        printk(6, "Freeing unused kernel image (initmem) memory: 2600K");
    }

    private void level(String name, int level, int count) {
        pass(200);
        emit(at -> new Event.LevelEntered(at, name));
        for (int i = 0; i < count; i++) {
            initcall(name, level, i);
        }
        emit(at -> new Event.LevelLeft(at, name));
    }

    private void initcall(String level, int table, int index) {
        String id = table < 2 ? level.substring(0, 3) : table == 2 ? "early" : String.valueOf(table - 3);
        String symbol = pick(FIRST) + "_" + pick(SECOND) + "_init";
        long address = 0xffffffff83040000L + 0x100 * call;
        var initcall = new Initcall.BuiltIn(id, level, index, 0xffffffff8324a000L + 4 * call, address, symbol,
                Optional.of(pick(SECOND)));
        if (random.nextInt(60) == 0) {
            emit(at -> new Event.InitcallSkipped(at, initcall));
            return;
        }
        long before = time;
        start(initcall);
        // Most are short, a few take a hundred times as long.
        pass(random.nextInt(20) == 0 ? 40_000 : 300 + random.nextInt(1500));
        if (random.nextInt(4) == 0) {
            printk(random.nextInt(12) == 0 ? 4 : 6, symbol + ": <registered> & \"ready\"");
        }
        pass(200);
        int result = random.nextInt(30) == 0 ? -19 : 0;
        finish(initcall, result, before);
    }

    private void start(Initcall initcall) {
        call++;
        emit(at -> new Event.InitcallStarted(at, call, initcall, 1));
    }

    private void finish(Initcall initcall, int result, long before) {
        emit(at -> new Event.InitcallReturned(at, call, initcall, 1, result, time - before,
                (time - before) / 3, (time - before) * 90, false, false));
    }

    private void userSpace() {
        emit(at -> new Event.ProcessStarted(at, 1, 0, "/init"));
        pass(40_000);
        String[] modules = {"crc7", "hello", "broken", "md4"};
        for (int i = 0; i < modules.length; i++) {
            int pid = 40 + i;
            emit(at -> new Event.ProcessStarted(at, pid, 1, "/init"));
            pass(9_000);
            emit(at -> new Event.ProcessExecuted(at, pid, "/bin/insmod", List.of("insmod")));
            pass(30_000);
            module(modules[i]);
            pass(12_000);
            emit(at -> new Event.ProcessExited(at, pid, "/bin/insmod", 0, 0));
        }
        pass(150_000);
        move("hello", ModuleState.LIVE, ModuleState.GOING);
        pass(20_000);
        move("hello", ModuleState.GOING, ModuleState.ABSENT);
        pass(60_000);
        printk(0, "reboot: Power down");
    }

    private void module(String name) {
        if (name.equals("broken")) {
            printk(3, "broken: Unknown symbol missing (err -2)");
            emit(at -> new Event.ModuleLoadFailed(at, Optional.of(name), "simplify_symbols", "ENOENT"));
            return;
        }
        move(name, ModuleState.ABSENT, ModuleState.UNFORMED);
        pass(5_000);
        move(name, ModuleState.UNFORMED, ModuleState.COMING);
        long before = time;
        var init = new Initcall.ModuleInit(name, 0xffffffffc0002000L, name + "_init");
        start(init);
        pass(25_000);
        printk(6, name + ": loaded");
        finish(init, 0, before);
        move(name, ModuleState.COMING, ModuleState.LIVE);
    }

    private void move(String module, ModuleState from, ModuleState to) {
        emit(at -> new Event.ModuleStateChanged(at, module, from, to, 0xffffffffc0000000L, 16384, "OE"));
    }

    private void printk(int level, String text) {
        emit(at -> new Event.Printk(at, record, level, 0, text));
        record++;
    }

    private void emit(Function<Stamp, Event> event) {
        stream.emit(event);
    }

    private void pass(long nanos) {
        time += nanos * scale;
    }

    private String pick(String[] words) {
        return words[random.nextInt(words.length)];
    }
}
