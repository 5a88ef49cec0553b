package dev.initlab.debug.monitor;

import java.util.List;

/**
 * A command about initcalls, modules or the log.
 *
 * @param name      what is typed
 * @param arguments what may stand behind it
 * @param moves     which way the guest has to be moved after it
 * @param what      what it does; of one that moves, where to
 * @param action    the doing
 */
public record MonitorCommand(String name, String arguments, Moves moves, String what, Action action) {

    /** Does what a command says. */
    @FunctionalInterface
    public interface Action {
        /**
         * Does it.
         *
         * @return what is shown, in whole lines
         * @throws RefusedException if it cannot be done
         */
        String run(List<String> arguments);
    }
}
