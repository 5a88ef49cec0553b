package dev.initlab.kernel.fs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;

/** What is mounted where, in the order of mounting, and who looks at it. */
final class MountTable {
    /** {@code /proc/sys/fs/mount-max}. */
    private static final int MAX_MOUNTS = 100_000;

    private final List<Mount> mounts = new ArrayList<>();
    /** At most one a place: a second mount on the same directory covers the root of the first. */
    private final Map<Location, Mount> byPlace = new HashMap<>();
    private final Set<FsContext> contexts = Collections.newSetFromMap(new IdentityHashMap<>());

    void add(Mount mount) {
        if (mounts.size() >= MAX_MOUNTS) {
            throw new ErrnoException(Errno.ENOSPC);
        }
        mounts.add(mount);
        mount.at().ifPresent(place -> byPlace.put(place, mount));
    }

    void add(FsContext context) {
        contexts.add(context);
    }

    void remove(FsContext context) {
        contexts.remove(context);
    }

    List<Mount> mounts() {
        return List.copyOf(mounts);
    }

    /** The place itself, or the root of what is mounted on top of it. */
    Location covering(Location place) {
        Location at = place;
        Mount cover = byPlace.get(at);
        while (cover != null) {
            at = new Location(cover, cover.root());
            cover = byPlace.get(at);
        }
        return at;
    }

    boolean isMountPoint(Dentry dentry) {
        return byPlace.keySet().stream().anyMatch(place -> place.dentry() == dentry);
    }

    void move(Mount mount, Location place) {
        mount.at().ifPresent(byPlace::remove);
        mount.moveTo(Optional.of(place));
        byPlace.put(place, mount);
    }

    /** Takes a mount away; {@code EBUSY} if someone is in it, unless told not to care. */
    void unmount(Mount mount, boolean lazily) {
        if (mount.at().isEmpty()) {
            throw new ErrnoException(Errno.EINVAL);
        }
        List<Mount> gone = withThoseInside(mount);
        boolean busy = gone.size() > 1 || mount.hasOpenFiles()
                || contexts.stream().anyMatch(c -> c.cwd().mount() == mount || c.root().mount() == mount);
        if (busy && !lazily) {
            throw new ErrnoException(Errno.EBUSY);
        }
        for (Mount each : gone) {
            mounts.remove(each);
            each.at().ifPresent(byPlace::remove);
            each.moveTo(Optional.empty());
            FileSystem fs = each.fileSystem();
            if (!each.hasOpenFiles() && mounts.stream().noneMatch(other -> other.fileSystem() == fs)) {
                fs.discard();
            }
        }
    }

    private List<Mount> withThoseInside(Mount mount) {
        List<Mount> result = new ArrayList<>(List.of(mount));
        for (int i = 0; i < result.size(); i++) {
            Mount outer = result.get(i);
            byPlace.forEach((place, inner) -> {
                if (place.mount() == outer) {
                    result.add(inner);
                }
            });
        }
        return result;
    }
}
