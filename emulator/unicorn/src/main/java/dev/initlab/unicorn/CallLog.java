package dev.initlab.unicorn;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Which functions of libunicorn were called, where the system property {@value #PROPERTY} is true.
 *
 * <p>Without the property nothing is recorded and the handles stay as they are.
 */
final class CallLog {
    static final String PROPERTY = "dev.initlab.unicorn.calls";

    private static final boolean ON = Boolean.getBoolean(PROPERTY);
    private static final Set<String> CALLED = new ConcurrentSkipListSet<>();

    private CallLog() {
    }

    static MethodHandle watch(String function, MethodHandle handle) {
        if (!ON) {
            return handle;
        }
        try {
            MethodHandle note = MethodHandles.lookup().findStatic(CallLog.class, "note",
                MethodType.methodType(void.class, String.class));
            return MethodHandles.foldArguments(handle, note.bindTo(function));
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private static void note(String function) {
        CALLED.add(function);
    }

    /** The names of the functions called so far. */
    static Set<String> called() {
        return new TreeSet<>(CALLED);
    }
}
