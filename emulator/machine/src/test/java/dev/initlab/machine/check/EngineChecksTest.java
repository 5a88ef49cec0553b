package dev.initlab.machine.check;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

import dev.initlab.machine.Architecture;
import dev.initlab.machine.FaultKind;
import dev.initlab.machine.UserContext;
import dev.initlab.unicorn.Engine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** The table that {@code initlab doctor} shows: all true of the library found, and none true of nothing. */
class EngineChecksTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @AfterEach
    void noEngineIsLeft() {
        assertThat(Engine.openEngines()).isZero();
    }

    static Stream<Arguments> table() {
        return Arrays.stream(Architecture.values())
                .flatMap(architecture -> EngineChecks.of(architecture).stream())
                .map(check -> arguments(check.architecture() + " " + check.id(), check));
    }

    /** Without the check whose stop comes from another thread: a guest that returns may meet it first. */
    static Stream<Arguments> tableWithoutRaces() {
        return table().filter(row -> !((EngineCheck) row.get()[1]).id().equals("stop-from-outside"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void holds(String name, EngineCheck check) {
        assertThat(check.run()).isEmpty();
    }

    /** Guest code that only returns must fail every check: none passes whatever the engine does. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("tableWithoutRaces")
    void failsWhenTheGuestDoesSomethingElse(String name, EngineCheck check) {
        GuestCode wrong = new WrongCode(Bench.codeOf(check.architecture()));
        assertThat(check.run(wrong, PATIENCE))
                .hasValueSatisfying(line -> assertThat(line).isNotBlank().doesNotContain("\n"));
    }

    @ParameterizedTest
    @EnumSource
    void namesAreUniqueAndSayWhatAndWhy(Architecture architecture) {
        assertThat(EngineChecks.of(architecture)).isNotEmpty().doesNotHaveDuplicates()
                .allSatisfy(check -> {
                    assertThat(check.id()).matches("[a-z][a-z-]*");
                    assertThat(check.what()).isNotBlank();
                    assertThat(check.why()).isNotBlank();
                })
                .extracting(EngineCheck::id).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void endsACheckThatHangs(Architecture architecture) {
        EngineCheck hanging = check(architecture, bench -> bench.call(Program.LOOP, 0));
        assertThat(hanging.run(Bench.codeOf(architecture), Duration.ofMillis(50)))
                .contains("it did not end by itself and was stopped");
    }

    @Test
    void takesWhateverIsThrownForAFinding() {
        assertThat(check(Architecture.X86_64, bench -> {
            throw new IllegalStateException("one\n  two");
        }).run()).contains("IllegalStateException: one two");
        assertThat(check(Architecture.X86_64, bench -> bench.call(Program.UNDEFINED)).run()).get().asString()
                .startsWith("the guest faulted: ").contains("UNDEFINED_INSTRUCTION");
        assertThat(check(Architecture.X86_64, bench -> Expect.equal(1, 0x10, "number")).run())
                .contains("number: 0x10 instead of 0x1");
        assertThat(check(Architecture.X86_64, bench -> { }).run()).isEqualTo(Optional.empty());
    }

    private static EngineCheck check(Architecture architecture, EngineCheck.Body body) {
        return new EngineCheck("mine", architecture, "what", "why", body);
    }

    /** Every program is one that returns a number no check wants. */
    private record WrongCode(GuestCode right) implements GuestCode {
        private static final int WRONG = 99;

        @Override
        public byte[] of(Program program) {
            byte[] code = right.of(Program.CONSTANT);
            int word = right.constantWord(WRONG);
            for (int i = 0; i < 4; i++) {
                code[right.constantOffset() + i] = (byte) (word >>> 8 * i);
            }
            return program == Program.RETURN ? right.of(program) : code;
        }

        @Override
        public long text() {
            return right.text();
        }

        @Override
        public int nop() {
            return right.nop();
        }

        @Override
        public int halt() {
            return right.halt();
        }

        @Override
        public FaultKind privileged() {
            return right.privileged();
        }

        @Override
        public long counterNanos(UserContext user) {
            return right.counterNanos(user);
        }

        @Override
        public int firstSystemCall() {
            return right.firstSystemCall();
        }

        @Override
        public int constantOffset() {
            return right.constantOffset();
        }

        @Override
        public int constantWord(int value) {
            return right.constantWord(WRONG);
        }

        @Override
        public int storedConstantOffset() {
            return right.storedConstantOffset();
        }

        @Override
        public long loopWork(long count) {
            return right.loopWork(count);
        }

        @Override
        public int loopInstructions() {
            return right.loopInstructions();
        }
    }
}
