package dev.initlab.suite.yaml;

import java.util.function.Function;

/**
 * A value that was read, and where it stands.
 *
 * @param <T> of the value
 */
public record Placed<T>(T value, Position at) {

    /** Another value at the same place. */
    public <R> Placed<R> map(Function<? super T, ? extends R> change) {
        return new Placed<>(change.apply(value), at);
    }
}
