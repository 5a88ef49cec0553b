package dev.initlab.unicorn;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

/**
 * The register functions that are not told the size of their buffers.
 *
 * <p>The rest of the bindings uses their sized successors, which cannot run over a buffer; these are here
 * so that the whole API is bound. Linked on first use only.
 */
final class UnsizedCalls {
    private static final FunctionDescriptor SINGLE = FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT,
        JAVA_LONG);
    private static final FunctionDescriptor BATCH =
        FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT);

    private static final MethodHandle REG_READ_BATCH = NativeCalls.link("uc_reg_read_batch", BATCH);
    private static final MethodHandle REG_WRITE_BATCH = NativeCalls.link("uc_reg_write_batch", BATCH);
    private static final MethodHandle CONTEXT_REG_READ = NativeCalls.link("uc_context_reg_read", SINGLE);
    private static final MethodHandle CONTEXT_REG_WRITE = NativeCalls.link("uc_context_reg_write", SINGLE);
    private static final MethodHandle CONTEXT_REG_READ_BATCH = NativeCalls.link("uc_context_reg_read_batch",
        BATCH);
    private static final MethodHandle CONTEXT_REG_WRITE_BATCH =
        NativeCalls.link("uc_context_reg_write_batch", BATCH);

    private UnsizedCalls() {
    }

    static int regReadBatch(long engine, long ids, long values, int count) {
        return batch(REG_READ_BATCH, engine, ids, values, count);
    }

    static int regWriteBatch(long engine, long ids, long values, int count) {
        return batch(REG_WRITE_BATCH, engine, ids, values, count);
    }

    static int contextRegReadBatch(long context, long ids, long values, int count) {
        return batch(CONTEXT_REG_READ_BATCH, context, ids, values, count);
    }

    static int contextRegWriteBatch(long context, long ids, long values, int count) {
        return batch(CONTEXT_REG_WRITE_BATCH, context, ids, values, count);
    }

    static int contextRegRead(long context, int id, long value) {
        return single(CONTEXT_REG_READ, context, id, value);
    }

    static int contextRegWrite(long context, int id, long value) {
        return single(CONTEXT_REG_WRITE, context, id, value);
    }

    private static int single(MethodHandle function, long owner, int id, long value) {
        try {
            return (int) function.invokeExact(owner, id, value);
        } catch (Throwable thrown) {
            throw NativeCalls.unexpected(thrown);
        }
    }

    private static int batch(MethodHandle function, long owner, long ids, long values, int count) {
        try {
            return (int) function.invokeExact(owner, ids, values, count);
        } catch (Throwable thrown) {
            throw NativeCalls.unexpected(thrown);
        }
    }
}
