package dev.initlab.debug.monitor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.initlab.debug.Timeline;
import dev.initlab.inspect.InitcallLevel;
import dev.initlab.kernel.BootControl;
import dev.initlab.trace.Event;
import dev.initlab.trace.Initcall;

/** The initcall tables as text, with what has become of each entry. */
final class InitcallTable {
    private InitcallTable() {
    }

    /** The tables of a boot in which some things have happened. */
    static String of(BootControl boot, List<Timeline.Moment> happened, Optional<InitcallLevel> only) {
        Map<Initcall, String> states = new HashMap<>();
        for (Timeline.Moment moment : happened) {
            switch (moment.event()) {
                case Event.InitcallStarted s -> states.put(s.initcall(), "running");
                case Event.InitcallSkipped s -> states.put(s.initcall(), "blacklisted");
                case Event.InitcallReturned r -> states.put(r.initcall(), "returned " + r.result());
                default -> { }
            }
        }
        StringBuilder text = new StringBuilder();
        for (InitcallLevel level : InitcallLevel.values()) {
            if (only.isEmpty() || only.get() == level) {
                for (Initcall.BuiltIn initcall : boot.tables().level(level)) {
                    String state = states.getOrDefault(initcall, "");
                    text.append("%s %-9s %3d  %-40s %s%n".formatted(state.equals("running") ? "=>" : "  ",
                            level.levelName(), initcall.index(), initcall.symbol(), state).stripTrailing()).append('\n');
                }
            }
        }
        return text.toString();
    }
}
