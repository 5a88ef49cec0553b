package dev.initlab.debug.console;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
        target.registers().all().forEach(r -> {
            boolean isShown = wanted.isEmpty() ? target.registers().feature(r).endsWith(".core")
                    : wanted.contains(r.name()) || wanted.contains("all");
            if (isShown && now.containsKey(r.name()) && r.bits() != 80) {
                boolean isChanged = before.containsKey(r.name()) && !before.get(r.name()).equals(now.get(r.name()));
                lines.add("%s %-8s %s%s%n".formatted(isChanged ? "*" : " ", r.name(),
                        console.values().register(now.get(r.name()), r.bits()),
                        isChanged ? "  was " + console.values().register(before.get(r.name()), r.bits()) : ""));
            }
        });
        return String.join("", lines);
    }
}
