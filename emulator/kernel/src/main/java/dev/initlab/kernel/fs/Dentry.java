package dev.initlab.kernel.fs;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;

/**
 * A name in a directory, and what it names.
 *
 * <p>Of a stored directory the children are the truth; of a synthetic one they are remembered so that a
 * place in it (a mount point, a working directory) stays the same place.
 */
public final class Dentry {
    private final Inode inode;
    private final Map<String, Dentry> children = new HashMap<>();
    private final TreeMap<Long, Dentry> inOrder = new TreeMap<>();
    private Dentry parent;
    private String name;
    private boolean unlinked;
    private long place;
    private long nextPlace;

    private Dentry(String name, Inode inode) {
        this.name = name;
        this.inode = inode;
        this.parent = this;
    }

    /** The root of a file system, or something without a place in one; its own parent. */
    static Dentry root(String name, Inode inode) {
        return new Dentry(name, inode);
    }

    /** What it names. */
    public Inode inode() {
        return inode;
    }

    /** The name in its directory. */
    public String name() {
        return name;
    }

    Dentry parent() {
        return parent;
    }

    boolean isRoot() {
        return parent == this;
    }

    /** Whether the name has been removed; open files and working directories may still lead here. */
    boolean isUnlinked() {
        return unlinked;
    }

    Optional<Dentry> lookup(String wanted) {
        if (unlinked) {
            return Optional.empty();
        }
        if (wanted.length() > PathName.NAME_MAX) {
            throw new ErrnoException(Errno.ENAMETOOLONG);
        }
        Optional<Dentry> known = Optional.ofNullable(children.get(wanted));
        if (!(inode instanceof SyntheticDirectory made)) {
            return known;
        }
        Optional<Inode> found = made.lookup(wanted);
        if (known.isPresent() && found.isPresent() && known.get().inode == found.get()) {
            return known;
        }
        known.ifPresent(this::remove);
        return found.map(child -> add(wanted, child));
    }

    Dentry add(String childName, Inode child) {
        Dentry dentry = new Dentry(childName, child);
        attach(dentry);
        return dentry;
    }

    void remove(Dentry child) {
        detach(child);
        child.unlinked = true;
    }

    /** Moves a child to another directory and name; its place in the listing is a new one. */
    void move(Dentry child, Dentry newParent, String newName) {
        detach(child);
        child.name = newName;
        newParent.attach(child);
    }

    private void attach(Dentry child) {
        child.parent = this;
        child.place = nextPlace++;
        children.put(child.name, child);
        inOrder.put(child.place, child);
    }

    private void detach(Dentry child) {
        children.remove(child.name);
        inOrder.remove(child.place);
    }

    boolean isEmpty() {
        return children.isEmpty();
    }

    /** The stored children from a place on, in the order in which they were made. */
    Collection<Dentry> childrenFrom(long firstPlace) {
        return inOrder.tailMap(firstPlace, true).values();
    }

    /** Where it stands among its directory's entries; never used twice. */
    long place() {
        return place;
    }

    boolean isBelow(Dentry ancestor) {
        Dentry at = this;
        while (at != ancestor) {
            if (at.isRoot()) {
                return false;
            }
            at = at.parent;
        }
        return true;
    }
}
