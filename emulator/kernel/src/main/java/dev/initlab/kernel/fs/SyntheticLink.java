package dev.initlab.kernel.fs;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * A symbolic link whose target is made up when it is read, such as {@code /proc/self}.
 *
 * <p>One that leads to a place without walking a path ({@code /proc/self/exe}) gives that place too.
 */
public final class SyntheticLink implements Inode {
    private final Attributes attributes;
    private final Supplier<String> target;
    private final Supplier<Optional<Location>> place;

    SyntheticLink(Attributes attributes, Supplier<String> target, Supplier<Optional<Location>> place) {
        this.attributes = attributes;
        this.target = target;
        this.place = place;
    }

    @Override
    public Attributes attributes() {
        return attributes;
    }

    /** What {@code readlink} gives now. */
    public String target() {
        return target.get();
    }

    /** Where following it leads at once; empty if its target is to be walked. */
    public Optional<Location> place() {
        return place.get();
    }
}
