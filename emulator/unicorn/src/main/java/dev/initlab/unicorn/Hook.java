package dev.initlab.unicorn;

/**
 * An installed hook. Closing it removes it; a second close does nothing.
 *
 * <p>It may be closed inside its own callback. Closing the engine removes all its hooks.
 */
public final class Hook implements AutoCloseable {
    private final Engine engine;
    private final Registration registration;
    private final long handle;

    Hook(Engine engine, Registration registration, long handle) {
        this.engine = engine;
        this.registration = registration;
        this.handle = handle;
    }

    Registration registration() {
        return registration;
    }

    /**
     * Removes the hook.
     *
     * @throws IllegalStateException if the engine is in use by another thread
     */
    @Override
    public void close() {
        engine.remove(registration, handle);
    }
}
