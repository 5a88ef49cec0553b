package dev.initlab.debug.console;

import java.nio.charset.StandardCharsets;
import java.util.Set;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.initlab.debug.DebugImages;
import dev.initlab.debug.monitor.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * Runs the inputs under resources as a regression test; with JAZZER_FUZZ=1 in the environment it looks for new ones.
 *
 * <p>Any line is carried out or refused in one line. What moves the guest is left out: that may take for ever.
 */
class CommandFuzzTest {
    private static final Set<String> MOVING = Set.of("continue", "step", "next", "stepi", "nexti", "finish", "until",
            "next-initcall", "prev-initcall", "run-to", "restart", "detach", "quit");

    private static @Nullable Typed guest;

    @FuzzTest(maxDuration = "5m")
    void anyLineIsCarriedOutOrRefused(byte[] bytes) throws InterruptedException {
        for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
            Typed standing = standing();
            standing.console.complete(line);
            if (!moves(standing.console, line)) {
                String text = standing.type(line);
                if (text.startsWith("refused: ") && text.lines().count() != 1) {
                    throw new AssertionError("more than a line: " + text);
                }
            }
        }
    }

    private static boolean moves(Console console, String line) {
        String word = line.strip().split("[\\s/]", 2)[0];
        try {
            String name = console.commands().find(word).name();
            return name.startsWith("reverse-") || MOVING.contains(name);
        } catch (RefusedException e) {
            return false;
        }
    }

    private static Typed standing() throws InterruptedException {
        Typed known = guest;
        if (known == null) {
            known = new Typed(DebugImages.config("x86_64"));
            known.type("run-to misc_init");
            guest = known;
        }
        return known;
    }
}
