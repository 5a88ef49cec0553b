package dev.initlab.kernel.init;

import java.util.HashSet;
import java.util.Set;

/** What the command line says about initcalls: {@code initcall_debug}, {@code initcall_blacklist=}. */
public final class InitcallOptions {
    private boolean debug;
    private final Set<String> blacklist = new HashSet<>();

    /** Whether each call and return is logged. */
    public boolean debug() {
        return debug;
    }

    public void debug(boolean on) {
        debug = on;
    }

    /** Adds a comma-separated list of function names. */
    public void blacklist(String names) {
        for (String name : names.split(",", -1)) {
            if (!name.isEmpty()) {
                blacklist.add(name);
            }
        }
    }

    /** Whether any is: to ask for one wants its name, which has to be looked up. */
    boolean hasBlacklist() {
        return !blacklist.isEmpty();
    }

    boolean isBlacklisted(String function) {
        return blacklist.contains(function);
    }
}
