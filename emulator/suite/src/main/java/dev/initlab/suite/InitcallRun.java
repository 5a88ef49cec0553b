package dev.initlab.suite;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.trace.Initcall;

/**
 * One call of an initcall, or of a module's init function.
 *
 * @param position place in the order they were started in, from 1
 * @param initcall what was called
 * @param pid      the task that called it
 * @param started  virtual nanoseconds since the boot began
 * @param ended    the same for its return; empty if it never returned
 * @param result   what it returned; empty if it never returned
 * @param work     bytes of guest code executed in between; empty if it never returned
 */
public record InitcallRun(int position, Initcall initcall, int pid, long started, OptionalLong ended,
        OptionalInt result, OptionalLong work) {

    /** The function's name. */
    public String name() {
        return initcall.symbol();
    }

    /** The module, or the object it was built into as KBUILD_MODNAME names it; symbols before Linux 5.10 lack it. */
    public Optional<String> module() {
        return module(initcall);
    }

    /** Name of the level it ran in, {@code early}, {@code core}, …; empty for a loaded module's. */
    public Optional<String> level() {
        return initcall instanceof Initcall.BuiltIn builtIn ? Optional.of(builtIn.level()) : Optional.empty();
    }

    /** {@code module:function}, or the function alone where no module is known. */
    public String qualifiedName() {
        return qualifiedName(initcall);
    }

    /** What it returned, for people: {@code 0}, {@code -ENODEV}, or that it did not. */
    public String resultText() {
        return result.isEmpty() ? "never returned" : resultText(result.getAsInt());
    }

    /** A return value for people: {@code 0}, {@code 1}, {@code -ENODEV}. */
    public static String resultText(int result) {
        return result >= 0 ? Integer.toString(result)
                : Errno.of(-result).map(e -> "-" + e.name()).orElse(Integer.toString(result));
    }

    static Optional<String> module(Initcall initcall) {
        return switch (initcall) {
            case Initcall.BuiltIn builtIn -> builtIn.object();
            case Initcall.ModuleInit init -> Optional.of(init.module());
        };
    }

    static String qualifiedName(Initcall initcall) {
        return module(initcall).map(m -> m + ":").orElse("") + initcall.symbol();
    }
}
