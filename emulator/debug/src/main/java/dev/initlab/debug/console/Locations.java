package dev.initlab.debug.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.initlab.debug.monitor.RefusedException;

/** Places in the code as a user names them: FUNCTION, FILE:LINE, LINE, *ADDRESS. */
final class Locations {
    private static final Pattern FILE_AND_LINE = Pattern.compile("(?:(.+):)?(\\d+)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");

    private final Target target;
    private final Names names;
    private final Sources sources;
    private final Evaluator evaluator;

    Locations(Target target, Names names, Sources sources, Evaluator evaluator) {
        this.target = target;
        this.names = names;
        this.sources = sources;
        this.evaluator = evaluator;
    }

    /**
     * The addresses a location means.
     *
     * @return empty for a function no symbol of which is there yet
     */
    List<Long> find(String location) {
        Matcher line = FILE_AND_LINE.matcher(location);
        if (line.matches()) {
            return beginnings(line.group(1) == null ? file() : line.group(1), lineNumber(line.group(2)));
        }
        if (NAME.matcher(location).matches()) {
            return names.find(location).map(Names.Named::address).stream().toList();
        }
        return List.of(evaluator.address(location.startsWith("*") ? location.substring(1) : location));
    }

    /** Whether an address lies in a module's memory. */
    boolean isInModule(long address) {
        return target.boot().symbols().moduleAt(address).isPresent();
    }

    /** Where code of a line begins, once in each function. */
    private List<Long> beginnings(String file, int line) {
        List<Sources.Code> code = sources.find(file, line);
        if (code.isEmpty()) {
            throw new RefusedException("no code comes from %s:%d; the image, or the module, needs DWARF line tables (make "
                    .formatted(file, line) + "DEBUG=1), and the file name must be the compiler's");
        }
        Map<Long, Long> byFunction = new LinkedHashMap<>();
        code.forEach(c -> byFunction.merge(target.functionStart(c.start()), c.start(),
                (a, b) -> Long.compareUnsigned(a, b) < 0 ? a : b));
        return List.copyOf(byFunction.values());
    }

    /** The file of the instruction the guest stands at. */
    private String file() {
        return sources.at(target.stop().pc()).map(c -> c.line().file())
                .orElseThrow(() -> new RefusedException("the code here has no source file; name one: FILE:LINE"));
    }

    private static int lineNumber(String digits) {
        long line = digits.length() > 9 ? Integer.MAX_VALUE : Long.parseLong(digits);
        return (int) line;
    }
}
