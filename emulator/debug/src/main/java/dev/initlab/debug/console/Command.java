package dev.initlab.debug.console;

import java.util.List;

/**
 * A command of the debugger.
 *
 * @param name      what is typed, or the beginning of it
 * @param aliases   shorter names, which win over beginnings of others
 * @param arguments what may stand behind it
 * @param what      what it does, in one line
 * @param completes what completes its arguments
 * @param repeats   whether an empty line does it again
 * @param action    the doing
 */
record Command(String name, List<String> aliases, String arguments, String what, Completes completes, boolean repeats,
        Action action) {

    /** Does what a command says. */
    @FunctionalInterface
    interface Action {
        /**
         * Does it.
         *
         * @param arguments what stands behind the name, a format with its slash first
         * @throws dev.initlab.debug.monitor.RefusedException if it cannot be done
         */
        void run(String arguments) throws InterruptedException;
    }

    /** What completes an argument. */
    enum Completes {
        NOTHING,
        SYMBOLS,
        INITCALLS,
        LEVELS_AND_INITCALLS,
        MODULES,
        REGISTERS,
        COMMANDS,
        INFO
    }

    /** One that only shows something. */
    static Command of(String names, String arguments, String what, Completes completes, Action action) {
        List<String> all = List.of(names.split(" "));
        return new Command(all.getFirst(), all.subList(1, all.size()), arguments, what, completes, false, action);
    }

    /** The same, done again by an empty line. */
    Command repeating() {
        return new Command(name, aliases, arguments, what, completes, true, action);
    }
}
