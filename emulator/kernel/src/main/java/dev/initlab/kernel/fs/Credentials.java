package dev.initlab.kernel.fs;

import java.util.Set;

/** Who asks: user 0 may do everything but execute what nobody may execute. */
public record Credentials(int uid, int gid, Set<Integer> groups) {
    /** The superuser. */
    public static final Credentials ROOT = new Credentials(0, 0, Set.of());

    boolean isRoot() {
        return uid == 0;
    }

    boolean inGroup(int group) {
        return gid == group || groups.contains(group);
    }
}
