package dev.initlab.suite;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The order a boot was seen to have, around the initcalls a check is about: what a failure shows. */
public final class OrderWindow {
    private static final int AROUND = 2;

    private OrderWindow() {
    }

    /**
     * A line for each marked initcall and its neighbours, the marked ones with {@code >} before them:
     *
     * <pre>
     *      8  core      jiffies:init_jiffies_clocksource
     *   >  9  core      bus:buses_init
     *     10  core      platform:platform_bus_init
     *         … 13 more
     *   > 24  fs        devices:proc_devices_init
     * </pre>
     *
     * @param story  the boot
     * @param marked positions of {@link InitcallRun#position}
     * @return the lines, each with a newline at its end; empty if nothing is marked
     */
    public static String around(BootStory story, Collection<Integer> marked) {
        List<InitcallRun> all = story.initcalls();
        SortedSet<Integer> shown = new TreeSet<>();
        for (int position : marked) {
            for (int near = position - AROUND; near <= position + AROUND; near++) {
                if (near >= 1 && near <= all.size()) {
                    shown.add(near);
                }
            }
        }
        StringBuilder text = new StringBuilder();
        int last = 0;
        for (int position : shown) {
            if (last > 0 && position > last + 1) {
                text.append("          … %d more\n".formatted(position - last - 1));
            }
            text.append(line(all.get(position - 1), marked.contains(position)));
            last = position;
        }
        return text.toString();
    }

    /** The same for calls. */
    public static String aroundRuns(BootStory story, Collection<InitcallRun> marked) {
        return around(story, marked.stream().map(InitcallRun::position).toList());
    }

    private static String line(InitcallRun run, boolean marked) {
        return "  %s %4d  %-8s  %s\n".formatted(marked ? ">" : " ", run.position(), run.level().orElse("module"),
                run.qualifiedName());
    }
}
