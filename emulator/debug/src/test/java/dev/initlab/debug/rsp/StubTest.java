package dev.initlab.debug.rsp;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.initlab.debug.DebugImages;
import dev.initlab.debug.DebuggedBoot;
import dev.initlab.debug.Session;
import dev.initlab.debug.Stop;
import dev.initlab.trace.Event;
import dev.initlab.trace.EventLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The stub, packet by packet, without a debugger. */
class StubTest {
    private static final String STOPPED = "T05thread:";

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "arm64", "arm"})
    void breaksAtAnInitcallStepsAndGoesToTheEnd(String arch) throws InterruptedException {
        try (Debugger gdb = new Debugger(DebugImages.config(arch))) {
            long misc = gdb.symbol("misc_init");
            assertThat(gdb.send("Z0,%x,1".formatted(misc))).isEqualTo("OK");
            assertThat(gdb.send("vCont;c")).startsWith(STOPPED).contains("swbreak");
            assertThat(gdb.stop().pc()).isEqualTo(misc);
            assertThat(gdb.send("m%x,4".formatted(misc))).isEqualTo(gdb.send("m%x,4".formatted(misc))).hasSize(8);
            assertThat(gdb.monitor("initcalls")).containsPattern("=> subsys +0 +misc_init +running");
            assertThat(gdb.send("vCont;s:%x;c".formatted(gdb.stop().pid() + 1))).startsWith(STOPPED);
            assertThat(gdb.stop().pc()).isGreaterThan(misc).isLessThan(misc + 16);
            assertThat(gdb.send("z0,%x,1".formatted(misc))).isEqualTo("OK");
            assertThat(gdb.send("vCont;c")).isEqualTo("W00");
            assertThat(gdb.send("g")).isEqualTo("E03");
            assertThat(gdb.send("vCont;c")).isEqualTo("E03");
            assertThat(gdb.send("?")).isEqualTo("W00");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "arm64", "arm"})
    void everyStepForwardsIsTakenBackOneByOne(String arch) throws InterruptedException {
        try (Debugger gdb = new Debugger(DebugImages.config(arch))) {
            gdb.send("Z0,%x,1".formatted(gdb.symbol("chr_dev_init")));
            gdb.send("c");
            List<String> there = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                there.add(gdb.send("g"));
                assertThat(gdb.send("s")).startsWith(STOPPED);
            }
            for (String registers : there.reversed()) {
                assertThat(gdb.send("bs")).startsWith(STOPPED);
                assertThat(gdb.send("g")).isEqualTo(registers);
            }
        }
    }

    @Test
    void goesBackToTheBeginningAndNoFurther() throws InterruptedException {
        try (Debugger gdb = new Debugger(DebugImages.config("x86_64"))) {
            String first = gdb.send("g");
            gdb.send("s");
            gdb.send("s");
            assertThat(gdb.send("bc")).contains("replaylog:begin");
            assertThat(gdb.send("g")).isEqualTo(first);
            assertThat(gdb.send("bs")).contains("replaylog:begin");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "arm64", "arm"})
    void findsWhoWroteAVariableLast(String arch) throws InterruptedException {
        try (Debugger gdb = new Debugger(DebugImages.config(arch))) {
            long variable = gdb.symbol("file_systems");
            int size = gdb.session.vcpu().isa().wordSize();
            gdb.monitor("run-to device");
            assertThat(gdb.send("c")).startsWith(STOPPED);
            assertThat(gdb.printed).contains("level device begins");
            String now = gdb.send("m%x,%x".formatted(variable, size));
            gdb.send("Z2,%x,%x".formatted(variable, size));
            assertThat(gdb.send("bc")).contains("watch:%x;".formatted(variable));
            String before = gdb.send("m%x,%x".formatted(variable, size));
            assertThat(before).isNotEqualTo(now);
            String initcall = gdb.monitor("where");
            assertThat(initcall).contains("in init_ramfs_fs()");
            gdb.send("s");
            assertThat(gdb.send("m%x,%x".formatted(variable, size))).isEqualTo(now);
        }
    }

    @Test
    void aWatchpointSeesWhatTheKernelModelWrites() throws InterruptedException {
        try (Debugger gdb = new Debugger(DebugImages.config("x86_64"))) {
            long list = gdb.symbol("modules");
            gdb.monitor("run-to deferred_run");
            gdb.send("c");
            String empty = gdb.send("m%x,8".formatted(list));
            gdb.send("Z2,%x,8".formatted(list));
            assertThat(gdb.send("c")).as("hello.ko is put into the list").contains("watch:%x;".formatted(list));
            String one = gdb.send("m%x,8".formatted(list));
            assertThat(one).isNotEqualTo(empty);
            gdb.send("s");
            gdb.send("s");
            assertThat(gdb.send("bc")).contains("watch:%x;".formatted(list));
            assertThat(gdb.send("m%x,8".formatted(list))).isEqualTo(empty);
            assertThat(gdb.send("c")).contains("watch:%x;".formatted(list));
            assertThat(gdb.send("m%x,8".formatted(list))).isEqualTo(one);
        }
    }

    @Test
    void whatIsWrittenIsWrittenAgainOnTheWayAndTheStoryIsTheSame() throws InterruptedException {
        EventLog events = new EventLog();
        try (Debugger gdb = new Debugger(DebugImages.config("x86_64", events))) {
            gdb.send("Z0,%x,1".formatted(gdb.symbol("misc_init")));
            gdb.send("c");
            long level = gdb.symbol("linux_banner");
            String before = gdb.send("m%x,2".formatted(level));
            assertThat(gdb.send("M%x,2:5858".formatted(level))).isEqualTo("OK");
            gdb.send("s");
            gdb.send("bs");
            gdb.send("bs");
            assertThat(gdb.send("m%x,2".formatted(level))).as("before it was written").isEqualTo(before);
            gdb.send("s");
            gdb.send("s");
            assertThat(gdb.send("m%x,2".formatted(level))).as("after").isEqualTo("5858");
            gdb.send("z0,%x,1".formatted(gdb.symbol("misc_init")));
            assertThat(gdb.send("c")).isEqualTo("W00");
        }
        EventLog plain = new EventLog();
        try (Session session = new Session(DebugImages.config("x86_64", plain))) {
            session.await();
            session.go(dev.initlab.debug.Going.on());
            assertThat(session.await()).isInstanceOf(DebuggedBoot.Report.Ended.class);
        }
        assertThat(story(events)).isEqualTo(story(plain));
    }

    private static List<String> story(EventLog log) {
        return log.events().stream().map(e -> e.at().sequence() + " " + e.at().time() + " " + e.getClass().getSimpleName()
                + (e instanceof Event.Printk p ? p.text() : "")).toList();
    }

    @Test
    void anInterruptStopsARunningGuestAndARestartBeginsAnew() throws InterruptedException {
        try (Debugger gdb = new Debugger(DebugImages.config("x86_64"))) {
            String first = gdb.send("g");
            gdb.session.interrupt();
            assertThat(gdb.send("c")).startsWith("T02thread:");
            assertThat(gdb.send("c")).isEqualTo("W00");
            assertThat(gdb.send("vRun;")).startsWith(STOPPED);
            assertThat(gdb.send("g")).isEqualTo(first);
        }
    }

    @Test
    void goesBackByInitcalls() throws InterruptedException {
        try (Debugger gdb = new Debugger(DebugImages.config("x86_64"))) {
            gdb.monitor("run-to clock_settle_init");
            gdb.send("c");
            assertThat(gdb.function()).isEqualTo("clock_settle_init");
            assertThat(gdb.monitor("prev-initcall")).contains("rtc_init()");
            assertThat(gdb.send("bc")).startsWith(STOPPED);
            assertThat(gdb.function()).isEqualTo("rtc_init");
            gdb.monitor("prev-initcall");
            gdb.send("bc");
            assertThat(gdb.function()).isEqualTo("misc_init");
            gdb.monitor("next-initcall");
            gdb.send("c");
            assertThat(gdb.function()).isEqualTo("rtc_init");
            assertThat(gdb.monitor("log-since-stop")).endsWith("misc: major 10\n").hasLineCount(1);
            assertThat(gdb.monitor("dmesg")).contains("Linux version").endsWith("misc: major 10\n");
            gdb.monitor("break-initcall failure *");
            gdb.send("c");
            assertThat(gdb.printed).containsPattern("initcall \\w+\\(\\) returned -\\d+");
        }
    }

    @Test
    void tellsOfModulesAndGivesTheirFiles() throws InterruptedException {
        try (Debugger gdb = new Debugger(DebugImages.config("x86_64"))) {
            assertThat(gdb.send("qXfer:libraries:read::0,4000")).startsWith("l<library-list>").doesNotContain(".ko");
            assertThat(gdb.send("c")).contains("library:;");
            String list = gdb.send("qXfer:libraries:read::0,4000");
            assertThat(list).contains("/lib/modules/hello.ko");
            String opened = gdb.send("vFile:open:%s,0,0".formatted(Hex.of("/lib/modules/hello.ko")));
            assertThat(opened).matches("F\\d+");
            assertThat(gdb.send("vFile:pread:%s,4,0".formatted(opened.substring(1)))).isEqualTo("F4;\u007fELF");
            assertThat(gdb.send("vFile:open:%s,0,0".formatted(Hex.of("/etc/passwd")))).isEqualTo("F-1,2");
            assertThat(gdb.monitor("modules")).contains("hello").contains(".text");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"m", "m1", "m,", "m1,zz", "m0,4", "mffffffffffffffff,ffffffffffffffff", "M", "M0,1:00", "M1,2:0",
        "X0,1:", "G", "G00", "P", "P0=", "P1000=00", "Pffffffffffffffff=00", "p", "pzz", "H", "Hg", "Hgzz", "Hx1", "Hg99", "T", "Tzz", "T99",
        "Z0", "Z0,", "Z0,x,1", "Z0,0,1;X", "Z0,0,1;X5,00", "Z0,0,1;Y1,00", "Z0,0,1;X1,zz", "Z9,0,1", "Z2,0,0", "Z2,0,ffffffff", "z4,,", "vCont;q", "vCont;", "vCont;s:99", "vCont;r1", "qRcmd,zz",
        "qRcmd", "qXfer:features:read:", "qXfer:features:read:nothing.xml:0,10", "qXfer:features:read:target.xml:zz",
        "qXfer:libraries:read::", "qXfer:threads:read::-1,-1", "vFile:open:", "vFile:open:zz,0,0", "vFile:pread:0,10,0",
        "vFile:pread:", "vFile:close:7", "vFile:fstat:x", "qThreadExtraInfo", "qThreadExtraInfo,99", "qMemoryRegionInfo",
        "qRegisterInfo", "qRegisterInfoffff", "qRegisterInfo-1", "QCatchSyscalls:", "QCatchSyscalls:2", "QCatchSyscalls:1;zz", "x", "x0,ffffffffffff"})
    void nonsenseIsAnErrorAndNoMore(String packet) throws InterruptedException {
        try (Debugger gdb = new Debugger(DebugImages.config("x86_64"))) {
            assertThat(gdb.send(packet)).matches("E..|F-1,.|");
            Stop stop = gdb.stop();
            assertThat(gdb.send("?")).isEqualTo("T05thread:%x;".formatted(stop.pid() + 1));
        }
    }

    @Test
    void damagedAndOversizedPacketsAreRefusedAndTheConnectionLives() throws InterruptedException {
        try (Session session = new Session(DebugImages.config("x86_64"))) {
            session.await();
            String tooLong = "a".repeat(PacketReader.MAX_SIZE + 1);
            String input = "+$qC#00" + "noise" + frame("qC") + frame(tooLong) + "-" + "$qC$" + frame("QStartNoAckMode").substring(1)
                    + frame("?") + frame("vMustReplyEmpty") + frame("D");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Connection connection = new Connection(new ByteArrayInputStream(input.getBytes(StandardCharsets.ISO_8859_1)), out, session);
            assertThat(connection.serve()).isEqualTo(Connection.Gone.DETACHED);
            assertThat(out.toString(StandardCharsets.ISO_8859_1)).isEqualTo(
                    "-" + "+$QC1#c5" + "+$E16#ac" + "$E16#ac" + "+$OK#9a" + frame("T05thread:1;") + "$#00" + "$OK#9a");
        }
    }

    @Test
    void aConditionOfABreakpointIsLookedAtHere() throws InterruptedException {
        try (Debugger gdb = new Debugger(DebugImages.config("x86_64"))) {
            long misc = gdb.symbol("misc_class");
            int rdi = gdb.session.vcpu().isa().debugRegisters().stream().map(r -> r.name()).toList().indexOf("rdi");
            String condition = "26%04x25%016x1327".formatted(rdi, misc); // $rdi == &misc_class
            String set = "Z0,%x,1;X%x,%s".formatted(gdb.symbol("class_register"), condition.length() / 2, condition);
            assertThat(gdb.send(set)).isEqualTo("OK");
            assertThat(gdb.send("c")).startsWith(STOPPED);
            assertThat(gdb.monitor("where")).as("others call it before").contains("in misc_init()");
            assertThat(gdb.send("c")).as("and after").isEqualTo("W00");
        }
    }

    @Test
    void packetsOutOfOrderAreAnsweredAndTheGuestStandsWhereItStood() throws InterruptedException {
        try (Debugger gdb = new Debugger(DebugImages.config("x86_64"))) {
            String registers = gdb.send("g");
            assertThat(gdb.send("qsThreadInfo")).as("before qfThreadInfo").isEqualTo("l");
            assertThat(gdb.send("z0,%x,1".formatted(gdb.symbol("misc_init")))).as("before Z0").isEqualTo("OK");
            assertThat(gdb.send("vFile:pread:0,10,0")).as("before vFile:open").isEqualTo("F-1,9");
            assertThat(gdb.send("vFile:close:0")).isEqualTo("F-1,9");
            String opened = gdb.send("vFile:open:%s,0,0".formatted(Hex.of("/boot/vmlinux"))).substring(1);
            assertThat(gdb.send("vFile:close:" + opened)).isEqualTo("F0");
            assertThat(gdb.send("vFile:pread:%s,10,0".formatted(opened))).as("after vFile:close").isEqualTo("F-1,9");
            String end = gdb.send("qXfer:features:read:target.xml:10,10");
            assertThat(gdb.send("qXfer:features:read:target.xml:0,20")).as("the part before").endsWith(end.substring(1));
            assertThat(gdb.send("bc")).contains("replaylog:begin");
            assertThat(gdb.send("g")).isEqualTo(registers);
            assertThat(gdb.send("c")).isEqualTo("W00");
            for (String late : List.of("s", "bs", "bc", "g", "m0,1", "P0=0000000000000000", "qRcmd,68656c70", "qfThreadInfo", "T1",
                    "vCont;s:1")) {
                assertThat(gdb.send(late)).as(late + " after the end").isEqualTo("E03");
            }
            assertThat(gdb.send("?")).isEqualTo("W00");
            assertThat(gdb.send("vRun;")).startsWith(STOPPED);
            assertThat(gdb.send("g")).isEqualTo(registers);
        }
    }

    @Test
    void errorsAreToldInWordsToADebuggerThatWantsThem() throws InterruptedException {
        try (Debugger gdb = new Debugger(DebugImages.config("x86_64"))) {
            assertThat(gdb.send("m0,4")).isEqualTo("E0e");
            assertThat(gdb.send("qSupported:error-message+")).contains("error-message+");
            assertThat(gdb.send("m0,4")).isEqualTo("E.there is no memory at 0x0");
            assertThat(gdb.send("T99")).isEqualTo("E.there is no thread 153");
            assertThat(gdb.send("Z0,nonsense\u0001")).isEqualTo("E.Z0 cannot be understood: ,nonsense?");
        }
        try (Debugger lldb = new Debugger(DebugImages.config("x86_64"))) {
            assertThat(lldb.send("QEnableErrorStrings")).isEqualTo("OK");
            assertThat(lldb.send("m0,4")).isEqualTo("E0e;" + Hex.of("there is no memory at 0x0"));
        }
    }

    @Test
    void rBootsAgainWithoutAnAnswer() throws InterruptedException {
        try (Debugger gdb = new Debugger(DebugImages.config("x86_64"))) {
            String first = gdb.send("g");
            gdb.send("Z0,%x,1".formatted(gdb.symbol("misc_init")));
            assertThat(gdb.send("c")).contains("swbreak");
            assertThat(gdb.send("g")).isNotEqualTo(first);
            assertThat(gdb.send("R00")).as("no answer, says the protocol").isEmpty();
            assertThat(gdb.send("g")).isEqualTo(first);
            assertThat(gdb.send("c")).as("breakpoints stay").contains("swbreak");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "arm64", "arm"})
    void stopsWhereASystemCallIsMadeAndWhereItHasBeenServed(String arch) throws InterruptedException {
        EventLog log = new EventLog();
        try (Debugger gdb = new Debugger(DebugImages.config(arch, log))) {
            int initModule = switch (arch) {
                case "x86_64" -> 175;
                case "arm64" -> 105;
                default -> 128;
            };
            assertThat(gdb.send("QCatchSyscalls:1;%x".formatted(initModule))).isEqualTo("OK");
            assertThat(gdb.send("c")).startsWith("T05").contains("syscall_entry:%x;".formatted(initModule));
            long user = gdb.stop().pc();
            int pid = gdb.stop().pid();
            assertThat(user).as("in user space").isPositive();
            assertThat(log.events(Event.SystemCall.class)).noneMatch(e -> e.number() == initModule);
            assertThat(gdb.send("c")).startsWith("T05").contains("syscall_return:%x;".formatted(initModule));
            assertThat(gdb.stop().pid()).isEqualTo(pid);
            assertThat(log.events(Event.SystemCall.class)).filteredOn(e -> e.number() == initModule).hasSize(1);
            String registers = gdb.send("g");
            assertThat(gdb.send("bc")).as("back to where it was made").contains("syscall_entry");
            assertThat(gdb.stop().pc()).as("before the instruction that makes it").isLessThanOrEqualTo(user);
            assertThat(gdb.send("c")).contains("syscall_entry");
            assertThat(gdb.stop().pc()).isEqualTo(user);
            assertThat(gdb.send("c")).contains("syscall_return");
            assertThat(gdb.send("g")).as("there and back").isEqualTo(registers);
            assertThat(gdb.send("s")).startsWith(STOPPED);
            assertThat(gdb.send("bs")).startsWith(STOPPED);
            assertThat(gdb.send("g")).as("a step and back").isEqualTo(registers);
            assertThat(gdb.send("c")).as("the next module").contains("syscall_entry");
            assertThat(gdb.send("bc")).as("back to the return of the first").contains("syscall_return");
            assertThat(gdb.send("g")).isEqualTo(registers);
            assertThat(gdb.send("QCatchSyscalls:0")).isEqualTo("OK");
            assertThat(gdb.send("c")).isEqualTo("W00");
        }
    }

    private static String frame(String content) {
        return new String(PacketWriter.frame(content.getBytes(StandardCharsets.ISO_8859_1)), StandardCharsets.ISO_8859_1);
    }
}
