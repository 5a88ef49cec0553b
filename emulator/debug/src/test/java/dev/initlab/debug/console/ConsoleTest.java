package dev.initlab.debug.console;

import java.util.List;
import java.util.Optional;

import dev.initlab.debug.DebugImages;
import dev.initlab.kernel.console.KeySource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Commands one by one, on a guest that stands in an initcall. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleTest {
    private Typed guest;

    @BeforeAll
    void boot() throws InterruptedException {
        guest = new Typed(DebugImages.config("x86_64"));
        guest.type("run-to misc_init");
    }

    @AfterAll
    void end() {
        guest.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "nonsense|there is no command",
        "re|may be reverse-continue",
        "break *|ends where an address",
        "break misc_init)|is not expected",
        "break no_such_file.c:1|no code comes from",
        "watch 5|is a value, not memory",
        "watch no_such_symbol|there is no symbol",
        "print $nonsense|there is no register",
        "print *0x10|no memory at 0x10",
        "print|ends where an address",
        "print 0x|is no number",
        "print (misc_init|a ) is missing",
        "print/q 1|is no format",
        "x|wants an address",
        "x/2 0x10|no memory at 0x10",
        "stepi 0|a count of 1 or more",
        "stepi many|is no number",
        "delete 77|there is no breakpoint 77",
        "info nonsense|there is no info",
        "info sections nonsense|there is no module",
        "list|has no source lines",
        "reverse-step|has no source lines",
        "directory /no/such/directory|is no directory",
        "run-to|wants a level",
        "break-initcall whenever x|wants start",
        "catch rain|wants module",
        "set jiffies|wants PLACE = NUMBER",
        "set 5 = 5|is a value, not memory",
        "set misc_list = 1|has 16 bytes",
        "disassemble 0,0xffffff|at most",
        "break misc_init if|is not expected",
        "break misc_init if $nonsense == 1|there is no register",
        "break misc_init if no_such == 1|there is no symbol",
        "break misc_init if misc_list == 1|has 16 bytes and is no number",
        "break misc_init if jiffies == 1 &|is not expected",
        "break misc_init if 1 == 1 && |ends where",
        "condition 77 1|there is no breakpoint 77",
        "condition|is no number",
    })
    void aBadCommandIsOneLineAndTheSessionGoesOn(String command, String why) throws InterruptedException {
        String where = guest.type("where");
        assertThat(guest.type(command)).startsWith("refused: ").contains(why).hasLineCount(1);
        assertThat(guest.type("where")).isEqualTo(where).contains("misc_init()");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "contin|continue", "break misc_i|misc_init", "x/4i misc_i|misc_init", "print *&misc_i|*&misc_init",
        "print $rb|$rbp,$rbx", "info reg|registers", "info registers eflag|eflags", "run-to postc|postcore",
        "run-to misc_i|misc_init", "break-initcall start misc_i|misc_init", "help reverse-f|reverse-finish",
        "nonsense misc_i|''", "delete misc_i|''", "help info thr|threads",
    })
    void wordsAreCompleted(String line, String words) {
        assertThat(guest.console.complete(line)).isEqualTo(words.isEmpty() ? List.of() : List.of(words.split(",")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"br misc_init", "b misc_init", "brea misc_init"})
    void aBeginningOfACommandIsEnough(String command) throws InterruptedException {
        assertThat(guest.type(command)).startsWith("Breakpoint ").contains("<misc_init>");
        guest.type("delete");
    }

    @Test
    void helpNamesEveryCommand() throws InterruptedException {
        String help = guest.type("help");
        assertThat(List.of("break", "watch", "reverse-stepi", "next-initcall", "run-to", "catch", "x", "dmesg", "detach"))
                .allSatisfy(command -> assertThat(help).containsPattern("(?m)^" + command + "\\b"));
        assertThat(guest.type("help bt")).startsWith("backtrace ").contains("also: bt");
    }

    @Test
    void valuesAreShownByTheirSize() throws InterruptedException {
        assertThat(guest.type("print $pc")).startsWith("$pc = 0xffffffff").contains("<misc_init>");
        assertThat(guest.type("print &misc_list")).contains("<misc_list>");
        assertThat(guest.type("print misc_list")).startsWith("misc_list = 16 bytes\n  0xffffffff");
        assertThat(guest.type("print/d 0xff")).isEqualTo("0xff = 255\n");
        assertThat(guest.type("print/t 5")).isEqualTo("5 = 101\n");
        assertThat(guest.type("print/c 65")).isEqualTo("65 = 65 'A'\n");
        assertThat(guest.type("x/1i $pc")).contains("<misc_init>: pushq").hasLineCount(1);
        assertThat(guest.type("x")).contains("<misc_init+0x1>: movq").hasLineCount(1);
        assertThat(guest.type("print misc_class.name+0")).startsWith("refused: there is no symbol");
    }

    @Test
    void anEmptyLineRepeatsWhatMoves() throws InterruptedException {
        try (Typed other = new Typed(DebugImages.config("x86_64"))) {
            other.type("run-to misc_init");
            assertThat(other.type("stepi")).contains("misc_init+0x1,");
            assertThat(other.type("")).contains("misc_init+0x4,");
            assertThat(other.type("registers rip")).startsWith("* rip ").contains("was 0x");
            assertThat(other.type("")).isEmpty();
        }
    }

    @Test
    void whatIsSetStaysSetOnTheWayBackAndIsForgottenByRestart() throws InterruptedException {
        try (Typed other = new Typed(DebugImages.config("x86_64"))) {
            other.type("run-to misc_init");
            other.type("set misc_list+0 = 0x1234");
            other.type("set $rbx = 7");
            assertThat(other.type("stepi")).contains("misc_init+0x1");
            other.type("reverse-stepi");
            other.type("stepi");
            assertThat(other.type("print misc_list+0")).contains("4660");
            assertThat(other.type("print $rbx")).isEqualTo("$rbx = 7\n");
            other.type("restart");
            assertThat(other.type("print misc_list+0")).isEqualTo("misc_list+0 = 0\n");
        }
    }

    @Test
    void theEndOfTheBootIsNotTheEndOfTheDebugger() throws InterruptedException {
        try (Typed other = new Typed(DebugImages.config("x86_64"))) {
            assertThat(other.type("continue")).endsWith("The boot has ended: power off, exit status 0\n")
                    .contains("Hello, world");
            assertThat(other.type("continue")).isEqualTo("refused: the boot has ended; \"restart\" boots again");
            assertThat(other.type("print jiffies")).startsWith("refused: ");
            assertThat(other.type("restart")).startsWith("The boot begins\n");
            assertThat(other.type("reverse-stepi")).contains("there is nothing before");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "arm64", "arm"})
    void aConditionDecidesWhetherABreakpointStops(String arch) throws InterruptedException {
        String first = switch (arch) {
            case "x86_64" -> "$rdi";
            case "arm64" -> "$x0";
            default -> "$r0";
        };
        try (Typed other = new Typed(DebugImages.config(arch))) {
            String all = other.type("break class_register");
            assertThat(other.type("continue")).as("others call it before").contains("Breakpoint 1").doesNotContain("misc_init()");
            other.type("restart");
            other.type("condition 1 %s == &misc_class && misc_list+0 != 0 || jiffies == 0xffffffffff".formatted(first));
            assertThat(other.type("info breakpoints")).contains(
                    ", if %s == &misc_class && misc_list+0 != 0 || jiffies == 0xffffffffff".formatted(first));
            assertThat(other.type("continue")).contains("Breakpoint 1").contains("in initcall misc_init()");
            assertThat(other.type("run-to late")).contains("late");
            assertThat(other.type("reverse-continue")).as("the condition holds backwards").contains("Breakpoint 1")
                    .contains("in initcall misc_init()");
            assertThat(other.type("break class_register if %s == 0".formatted(first))).contains("Breakpoint 2: " + all.split(": ", 2)[1].strip());
            other.type("delete 1");
            assertThat(other.type("continue")).contains("The boot has ended").doesNotContain("Breakpoint");
            other.type("restart");
            other.type("condition 2");
            assertThat(other.type("continue")).contains("Breakpoint 2").doesNotContain("misc_init()");
            assertThat(other.type("condition 2 *%s == 0".formatted("0x10"))).isEmpty();
            assertThat(other.type("continue")).as("memory that is not there stops it").contains("Breakpoint 2");
        }
    }

    @Test
    void somebodyElseCanStopTheGuest() throws Exception {
        try (Typed other = new Typed(DebugImages.config("x86_64").withCommandLine("-- shell").withKeys(new NobodyTypes()))) {
            Thread late = Thread.ofPlatform().start(() -> {
                // Before the guest runs it is nothing, while it runs it stops it; the guest would never stop by itself.
                while (!Thread.currentThread().isInterrupted()) {
                    other.console.interrupt();
                    Thread.onSpinWait();
                }
            });
            String text = other.type("continue");
            late.interrupt();
            late.join();
            assertThat(text).contains("Interrupted\n").doesNotContain("The boot has ended");
        }
    }

    /** A terminal that stays open. */
    private static final class NobodyTypes implements KeySource {
        @Override
        public Optional<byte[]> take() {
            return Optional.of(new byte[0]);
        }

        @Override
        public boolean await(long millis) throws InterruptedException {
            Thread.sleep(millis);
            return false;
        }
    }
}
