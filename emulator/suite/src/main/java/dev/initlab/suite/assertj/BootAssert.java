package dev.initlab.suite.assertj;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import dev.initlab.suite.BootStory;
import dev.initlab.suite.NamePattern;
import dev.initlab.trace.Event;
import dev.initlab.trace.Outcome;
import org.assertj.core.api.AbstractAssert;

/** What a test can expect of a boot. */
public final class BootAssert extends AbstractAssert<BootAssert, BootStory> {
    private static final int SHOWN_LINES = 12;

    BootAssert(BootStory boot) {
        super(boot, BootAssert.class);
    }

    /**
     * An assertion about the initcalls of a name.
     *
     * @param name {@code function} or {@code module:function}; may have {@code *} and {@code ?}
     */
    public InitcallAssert initcall(String name) {
        return new InitcallAssert(this, boot(), NamePattern.of(name));
    }

    /** An assertion about a module that was to be loaded. */
    public ModuleAssert module(String name) {
        return new ModuleAssert(this, boot(), name);
    }

    /** The boot ended so. */
    public BootAssert ended(Outcome expected) {
        Outcome outcome = boot().result().outcome();
        if (outcome != expected) {
            throw failure("%s is expected as the end of the boot; it was %s%s.%n%s", expected, outcome,
                    boot().result().reason().isEmpty() ? "" : ", " + boot().result().reason(), endOfLog());
        }
        return this;
    }

    /** A line of the log has this regular expression in it. */
    public BootAssert hasLogLine(String regex) {
        return hasLogLines(regex);
    }

    /** The log has lines with these regular expressions in them, in this order. */
    public BootAssert hasLogLines(String... regexes) {
        List<String> lines = boot().logLines();
        int from = 0;
        for (String regex : regexes) {
            Pattern pattern = Pattern.compile(regex);
            int at = from;
            while (at < lines.size() && !pattern.matcher(lines.get(at)).find()) {
                at++;
            }
            if (at == lines.size()) {
                String earlier = lines.stream().anyMatch(pattern.asPredicate()) && from > 0
                        ? ", only before line '" + lines.get(from - 1) + "'" : "";
                throw failure("no line of the log has '%s' in it%s.%n%s", regex, earlier, endOfLog());
            }
            from = at + 1;
        }
        return this;
    }

    /** No line of the log has this regular expression in it. */
    public BootAssert hasNoLogLine(String regex) {
        boot().logLines().stream().filter(Pattern.compile(regex).asPredicate()).findFirst().ifPresent(line -> {
            throw failure("a line of the log has '%s' in it: %s", regex, line);
        });
        return this;
    }

    /** Nothing went wrong in guest code: no oops, no signal of death. */
    public BootAssert hasNoFault() {
        boot().events(Event.Fault.class).stream().findFirst().ifPresent(fault -> {
            throw failure("guest code could not go on: %s", fault.text());
        });
        return this;
    }

    /** Everything was given back at the end. */
    public BootAssert hasNoLeak() {
        if (!boot().result().leaks().isEmpty()) {
            throw failure("not given back: %s", String.join("; ", boot().result().leaks()));
        }
        return this;
    }

    /** Init memory was given back. */
    public BootAssert freedInitMemory() {
        if (boot().initMemoryFreed().isEmpty()) {
            throw failure("init memory was not given back.%n%s", endOfLog());
        }
        return this;
    }

    private BootStory boot() {
        isNotNull();
        return actual;
    }

    private String endOfLog() {
        List<String> lines = new ArrayList<>(boot().logLines());
        int from = Math.max(0, lines.size() - SHOWN_LINES);
        StringBuilder text = new StringBuilder("The log ends:\n");
        lines.subList(from, lines.size()).forEach(line -> text.append("  ").append(line).append('\n'));
        return text.toString().stripTrailing();
    }
}
