package dev.initlab.kernel.fops;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import dev.initlab.kernel.fs.FileSystem;
import dev.initlab.kernel.fs.Inode;
import dev.initlab.kernel.fs.Mode;
import dev.initlab.kernel.fs.SyntheticDirectory;

/**
 * The entries of {@code /proc} that guest code made, by the address of their {@code struct proc_dir_entry}.
 *
 * <p>Its C side, {@code fs/proc/generic.c}, keeps names apart and calls in the right order.
 */
public final class ProcTree {
    private final GuestFiles files;
    private final FileSystem proc;
    private final SyntheticDirectory root;
    private final Map<Long, Entry> entries = new HashMap<>();

    private record Entry(SyntheticDirectory in, String name, Inode inode) {
    }

    public ProcTree(GuestFiles files, FileSystem proc, SyntheticDirectory root) {
        this.files = files;
        this.proc = proc;
        this.root = root;
    }

    /**
     * An entry appears.
     *
     * @param parent its directory's entry, 0 for {@code /proc} itself
     * @param entry  its own
     * @param fops   what a file does; of no meaning for a directory
     * @return whether the directory is known and the name is free
     */
    public boolean register(long parent, long entry, String name, int mode, long fops) {
        Optional<SyntheticDirectory> in = parent == 0 ? Optional.of(root)
                : Optional.ofNullable(entries.get(parent)).map(Entry::inode)
                        .filter(SyntheticDirectory.class::isInstance).map(SyntheticDirectory.class::cast);
        if (in.isEmpty() || in.get().lookup(name).isPresent()) {
            return false;
        }
        Inode inode = Mode.type(mode) == Mode.S_IFDIR ? proc.directory()
                : proc.opened(mode, 0, file -> files.open(file, fops, 0, entry));
        in.get().add(name, inode);
        entries.put(entry, new Entry(in.get(), name, inode));
        return true;
    }

    /** An entry is gone; who has it open keeps it. */
    public void unregister(long entry) {
        Entry gone = entries.remove(entry);
        if (gone != null) {
            gone.in().remove(gone.name());
        }
    }
}
