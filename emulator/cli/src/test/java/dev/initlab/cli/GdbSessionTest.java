package dev.initlab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.initlab.cli.Debuggers.part;
import static org.assertj.core.api.Assertions.assertThat;

/** gdb and lldb go through a guest with DWARF, by scripts. */
class GdbSessionTest {
    private static final String GDB = """
            set pagination off
            set confirm off
            set width 0
            set breakpoint pending on
            target remote localhost:%d
            echo == watch\\n
            watch classes.prev
            continue
            continue
            delete
            break misc_init
            echo == break\\n
            continue
            echo == backtrace\\n
            backtrace
            echo == step\\n
            next
            stepi
            print misc_list.next
            print misc_class
            print sizeof(struct chrdev)
            print $_thread
            echo == finish\\n
            tbreak class_register if class == &misc_class
            continue
            finish
            finish
            delete
            echo == level\\n
            monitor run-to device
            continue
            monitor where
            echo == module\\n
            break hello_init
            continue
            backtrace
            next
            print who
            print count
            print __this_module.name
            delete
            echo == back\\n
            watch file_systems
            reverse-continue
            monitor where
            delete
            echo == end\\n
            detach
            """;

    /** What lldb does not do by itself: it asks where a module is only of the system it runs on. */
    private static final String LLDB_MODULE = """
            import lldb

            def monitor(command):
                answer = lldb.SBCommandReturnObject()
                lldb.debugger.GetCommandInterpreter().HandleCommand('process plugin packet monitor ' + command, answer)
                return bytes.fromhex(answer.GetOutput().split('response: ')[1]).decode()

            def load(debugger, file, result, dictionary):
                target = debugger.GetSelectedTarget()
                module = target.AddModule(file, None, None)
                for line in monitor('modules').splitlines()[1:]:
                    address, name = line.split()
                    target.SetSectionLoadAddress(module.FindSection(name), int(address, 16))

            def __lldb_init_module(debugger, dictionary):
                debugger.HandleCommand('command script add -f load.load load')
            """;

    private static final String LLDB = """
            settings set plugin.process.gdb-remote.packet-timeout 60
            command script import %s
            target create %s
            gdb-remote %d
            script print("== watch")
            watchpoint set expression -w write -s 8 -- &classes.prev
            continue
            bt
            continue
            bt
            watchpoint delete 1
            script print("== break")
            breakpoint set -n misc_init
            continue
            script print("== step")
            thread step-inst
            thread step-over
            frame variable
            expression misc_class
            expression sizeof(struct chrdev)
            breakpoint delete 1
            script print("== finish")
            breakpoint set -n class_register
            continue
            bt
            breakpoint delete 2
            thread step-out
            script print("== level")
            process plugin packet monitor run-to device
            continue
            script print("== module")
            process plugin packet monitor catch module coming
            continue
            process plugin packet monitor delete
            load %s
            breakpoint set -n hello_init
            continue
            thread step-over
            expression count
            expression who
            breakpoint delete 3
            script print("== end")
            detach
            """;

    /** The second example of the README. */
    private static final String TPM = """
            set pagination off
            set confirm off
            set width 0
            target remote localhost:%d
            break init_ima
            continue
            print chip
            awatch tpm_crb_ffa_ready
            echo == last\\n
            reverse-continue
            echo == before\\n
            reverse-continue
            echo == end\\n
            kill
            """;

    private static final String SYSTEM_CALLS = """
            set pagination off
            set confirm off
            set width 0
            set osabi GNU/Linux
            target remote localhost:%d
            catch syscall %d
            echo \\n== called\\n
            continue
            echo \\n== returned\\n
            continue
            delete
            echo \\n== end\\n
            detach
            """;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"x86_64, 175", "arm64, 105", "arm, 128"})
    void gdbStopsAtInitModule(String arch, int number) {
        DebugGuest.Served guest = new DebugGuest(CommandRun.image(arch, "vmlinux"),
                CommandRun.image(arch, "initramfs.cpio")).serve();
        String text = Debuggers.gdb(directory, SYSTEM_CALLS.formatted(guest.port(), number));
        assertThat(part(text, "called")).contains("Catchpoint 1 (call to syscall init_module)");
        assertThat(part(text, "returned")).contains("Catchpoint 1 (returned from syscall init_module)");
        assertThat(part(text, "end")).contains("detached");
        assertThat(guest.end().exitStatus()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "arm64", "arm"})
    void gdbGoesThroughABootAndBack(String arch) {
        DebugGuest.Served guest = build(arch, "vmlinux", "initramfs").serve();
        String text = Debuggers.gdb(directory, GDB.formatted(guest.port()));
        assertThat(part(text, "break")).contains("misc_init()").contains("hit Breakpoint");
        assertThat(part(text, "backtrace")).contains("misc_init () at ").contains("misc.c:").contains("kernel_model ()")
                .contains("kernel_thread ()").doesNotContain("Backtrace stopped");
        assertThat(part(text, "step")).contains("{name = 0x").contains("\"misc\"")
                .containsPattern("\\$3 = \\d+\n");
        assertThat(part(text, "finish")).containsSubsequence("misc_init () at", "Value returned", "in kernel_model ()", "Value returned").endsWith(" = 0");
        assertThat(part(text, "watch")).contains("Old value").containsSubsequence("in classes_init()", "in mem_class_init()");
        assertThat(part(text, "level")).contains("level device begins").contains("position ");
        assertThat(part(text, "module")).containsPattern("(hello_init|init_module) \\(\\)").contains("hello.c:")
                .contains("kernel_model ()").contains("\"world\"").contains("= 1\n").contains("\"hello\"");
        assertThat(part(text, "back")).contains("Old value").contains("in init_ramfs_fs()");
        assertThat(part(text, "end")).contains("detached");
        assertThat(guest.end().exitStatus()).isZero();
    }

    @Test
    void theCulpritOfTheTpmCaseIsFoundByGoingBack() {
        Path image = directory.resolve("tpm-bug");
        DebugGuest guest = build("x86_64", "initramfs", "image",
                "M=" + CommandRun.root().resolve("testdata/initcalls/tpm_ima"), "IMAGE=" + image);
        String text = Debuggers.gdb(directory, TPM.formatted(new DebugGuest(image, guest.initramfs()).serve().port()));
        assertThat(text).contains("$1 = false");
        assertThat(part(text, "last")).contains("in ffa_init()").contains("New value = false");
        assertThat(part(text, "before")).contains("in crb_acpi_driver_init()").contains("Value = false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "arm64"})
    void lldbGoesThroughABoot(String arch) throws IOException {
        DebugGuest built = build(arch, "vmlinux", "initramfs");
        DebugGuest.Served guest = built.serve();
        Path load = Files.writeString(directory.resolve("load.py"), LLDB_MODULE);
        String text = Debuggers.lldb(directory, LLDB.formatted(load, built.vmlinux(), guest.port(),
                built.vmlinux().resolveSibling("test-modules/hello.ko")));
        assertThat(part(text, "watch")).containsSubsequence("`classes_init", "old value", "`class_register");
        assertThat(part(text, "break")).contains("`misc_init ");
        assertThat(part(text, "step")).contains("step over").contains("ret =").contains("\"misc\"")
                .contains("(unsigned long) $2 = 16");
        assertThat(part(text, "finish")).contains("`class_register(class=").contains("`misc_init at misc.c")
                .contains("Return value: (int)").contains(" = 0");
        assertThat(part(text, "level")).contains("level device begins");
        assertThat(part(text, "module")).contains("module hello: COMING").contains("hello.ko`hello_init at hello.c:")
                .contains("(int) $4 = 1").contains("\"world\"");
        assertThat(part(text, "end")).contains("detached");
        assertThat(guest.end().exitStatus()).isZero();
    }

    private DebugGuest build(String arch, String... targets) {
        return DebugGuest.build(arch, directory.resolve("guest"), targets);
    }
}
