package dev.initlab.kernel.hypercall;

/**
 * A kernel function that guest code calls and Java implements.
 *
 * @param name    the C function's name, by which the image's stub is bound
 * @param inside  whether it is answered inside the engine: it never calls the guest, never blocks and
 *                takes no executable page away
 * @param handler what it does
 */
public record Hypercall(String name, boolean inside, Handler handler) {
    /** The body of a hypercall. */
    @FunctionalInterface
    public interface Handler {
        /** What the function returns; of no meaning for a {@code void} one. */
        long call(Arguments arguments);
    }

    static Hypercall inside(String name, Handler handler) {
        return new Hypercall(name, true, handler);
    }

    static Hypercall outside(String name, Handler handler) {
        return new Hypercall(name, false, handler);
    }
}
