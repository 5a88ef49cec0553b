package dev.initlab.kernel.fs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A directory made by the kernel: entries that its owner adds and removes, and others that are found when
 * they are looked for, such as those of the tasks in {@code /proc}.
 */
public final class SyntheticDirectory implements Inode.Folder {
    private final Attributes attributes;
    private final Map<String, Inode> entries = new LinkedHashMap<>();
    private Dynamic dynamic = Dynamic.NONE;

    SyntheticDirectory(Attributes attributes) {
        this.attributes = attributes;
        attributes.addLinks(1);
    }

    /** Entries found when they are looked for. Both methods see the moment of the call. */
    public interface Dynamic {
        /** Finds nothing. */
        Dynamic NONE = new Dynamic() {
            @Override
            public Optional<Inode> lookup(String name) {
                return Optional.empty();
            }

            @Override
            public List<String> names() {
                return List.of();
            }
        };

        /** What a name stands for; the same inode as long as it is the same thing. */
        Optional<Inode> lookup(String name);

        /** The names there are, in the order of the listing. */
        List<String> names();
    }

    @Override
    public Attributes attributes() {
        return attributes;
    }

    /** Adds an entry, in place of one of that name, and returns it. */
    public <T extends Inode> T add(String name, T inode) {
        remove(name);
        entries.put(name, inode);
        if (inode instanceof Inode.Folder) {
            attributes.addLinks(1);
        }
        return inode;
    }

    /** Removes an entry; whether there was one. */
    public boolean remove(String name) {
        Inode gone = entries.remove(name);
        if (gone instanceof Inode.Folder) {
            attributes.addLinks(-1);
        }
        return gone != null;
    }

    /** Finds further entries this way. */
    public void dynamic(Dynamic entriesFound) {
        dynamic = entriesFound;
    }

    /** The entry of a name. */
    public Optional<Inode> lookup(String name) {
        Inode fixed = entries.get(name);
        return fixed != null ? Optional.of(fixed) : dynamic.lookup(name);
    }

    /** All names now, the fixed ones first. */
    public List<String> names() {
        List<String> names = new ArrayList<>(entries.keySet());
        names.addAll(dynamic.names());
        return names;
    }
}
