package dev.initlab.debug.console;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.initlab.machine.DebugRegister;

/** The registers of the current task, and which of them the last movement has changed. */
final class RegisterText {
    private final Console console;
    private final Target target;

    RegisterText(Console console) {
        this.console = console;
        target = console.target();
    }

    /** The registers as text, all but those of the floating-point unit and the system unless they are named. */
    String text(String arguments) {
        List<String> wanted = Console.words(arguments).stream()
                .map(name -> name.equals("all") ? name : target.requireRegister(name).name()).toList();
        List<String> lines = new ArrayList<>();
        Map<String, BigInteger> now = console.registers();
        Map<String, BigInteger> before = console.registersBefore();
        for (DebugRegister r : target.registers().all()) {
            BigInteger value = now.get(r.name());
            boolean isShown = wanted.isEmpty() ? target.registers().feature(r).endsWith(".core")
                    : wanted.contains(r.name()) || wanted.contains("all");
            if (isShown && value != null && r.bits() != 80) {
                Optional<BigInteger> was = Optional.ofNullable(before.get(r.name())).filter(v -> !v.equals(value));
                lines.add("%s %-8s %s%s%n".formatted(was.isPresent() ? "*" : " ", r.name(),
                        console.values().register(value, r.bits()),
                        was.map(v -> "  was " + console.values().register(v, r.bits())).orElse("")));
            }
        }
        return String.join("", lines);
    }
}
