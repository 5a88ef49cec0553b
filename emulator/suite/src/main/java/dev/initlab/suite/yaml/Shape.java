package dev.initlab.suite.yaml;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.snakeyaml.engine.v2.nodes.Node;

/**
 * What a value in a file must look like.
 *
 * <p>Immutable. {@link Shapes} makes them.
 *
 * @param <T> what is made of the value
 */
public abstract class Shape<T> {

    Shape() {
    }

    /**
     * Reads a value.
     *
     * @return empty if it is not as it must be; the source then has a mistake more
     */
    abstract Optional<T> read(Node node, Source source);

    /** The JSON Schema of what is read without a mistake of structure. */
    public abstract Map<String, Object> schema();

    /** What is expected, for messages: "a whole number", "a list". */
    abstract String expected();

    /** The same shape, of which something else is made. */
    public <R> Shape<R> map(Function<? super T, ? extends R> change) {
        return mapIn((value, _) -> change.apply(value));
    }

    /** The same shape, of which something is made that depends on the file it stands in. */
    public <R> Shape<R> mapIn(In<? super T, ? extends R> change) {
        return new Shape<>() {
            @Override
            Optional<R> read(Node node, Source source) {
                return Shape.this.read(node, source).map(value -> change.apply(value, source));
            }

            @Override
            public Map<String, Object> schema() {
                return Shape.this.schema();
            }

            @Override
            String expected() {
                return Shape.this.expected();
            }
        };
    }

    /** The same shape, with its place. */
    public Shape<Placed<T>> placed() {
        return new Shape<>() {
            @Override
            Optional<Placed<T>> read(Node node, Source source) {
                return Shape.this.read(node, source).map(value -> new Placed<>(value, Source.position(node)));
            }

            @Override
            public Map<String, Object> schema() {
                return Shape.this.schema();
            }

            @Override
            String expected() {
                return Shape.this.expected();
            }
        };
    }

    /** Makes something of a value in a file. */
    @FunctionalInterface
    public interface In<T, R> {
        R apply(T value, Source source);
    }
}
