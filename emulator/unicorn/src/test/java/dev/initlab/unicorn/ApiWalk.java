package dev.initlab.unicorn;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Set;
import java.util.concurrent.Callable;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

/** A walk through the whole API that checks what each step does; {@link ApiTest} watches it. */
public final class ApiWalk implements Callable<Set<String>> {
    /** The functions of libunicorn that were called on the way. */
    @Override
    public Set<String> call() {
        UnicornLibrary library = UnicornLibrary.load();
        require(library.version().compareTo(Version.OLDEST) >= 0 && library.supports(Arch.X86));
        require(library.describe(ErrorCode.OK).contains("UC_ERR_OK"));
        try (Engine engine = Engine.open(Arch.X86, Mode.MODE_64); Arena arena = Arena.ofShared()) {
            memory(engine, arena);
            registers(engine);
            unsizedRegisters(engine, arena);
            running(engine);
            contexts(engine, arena);
        }
        return CallLog.called();
    }

    private static void memory(Engine engine, Arena arena) {
        engine.map(0x1000, 0x1000, Permission.ALL);
        engine.mapPointer(0x4000, arena.allocate(0x2000, 4096), Permission.ALL);
        engine.protect(0x4000, 0x1000, Permission.READ);
        engine.mmio(0x8000, 0x1000, (offset, size) -> offset, (offset, size, value) -> { });
        require(engine.regions().size() == 4);
        require(Guest.readLong(engine, 0x8010) == 0x1400000010L);
        Guest.writeLong(engine, 0x5000, 77);
        require(Guest.readLong(engine, 0x5000) == 77);
        engine.unmap(0x4000, 0x2000);
        require(engine.regions().size() == 2);
    }

    private static void registers(Engine engine) {
        engine.register(X86.REG_RAX, 1);
        engine.register(X86.REG_FS, 0);
        engine.setRegisters(new int[] {X86.REG_RBX}, new long[] {2});
        long[] values = new long[2];
        engine.registers(new int[] {X86.REG_RAX, X86.REG_RBX}, values);
        require(values[0] == 1 && values[1] == 2 && engine.register(X86.REG_RBX) == 2);
        engine.msr(0xc0000082, 3);
        require(engine.msr(0xc0000082) == 3);
    }

    private static void unsizedRegisters(Engine engine, Arena arena) {
        MemorySegment value = arena.allocateFrom(JAVA_LONG, 44);
        MemorySegment ids = arena.allocateFrom(JAVA_INT, X86.REG_R9);
        MemorySegment pointers = arena.allocateFrom(JAVA_LONG, value.address());
        require(UnsizedCalls.regWriteBatch(engine.address(), ids.address(), pointers.address(), 1) == 0);
        require(engine.register(X86.REG_R9) == 44);
        value.set(JAVA_LONG, 0, 0);
        require(UnsizedCalls.regReadBatch(engine.address(), ids.address(), pointers.address(), 1) == 0);
        require(value.get(JAVA_LONG, 0) == 44);
    }

    private static void running(Engine engine) {
        engine.write(0x1000, Guest.bytes(0xcd, 0x80, 0xff, 0xc0));
        int[] interrupts = {0};
        Hook hook = engine.onInterrupt((uc, number) -> {
            interrupts[0]++;
            uc.stop();
        });
        require(engine.run(0x1000, 0x1004, 0, 0) == ErrorCode.OK && engine.register(X86.REG_RIP) == 0x1002);
        hook.close();
        require(engine.run(0x1000, 0x1004, 0, 0) == ErrorCode.EXCEPTION && interrupts[0] == 1);
        require(engine.lastError() == ErrorCode.OK && engine.query(QueryType.PAGE_SIZE) == 4096);
        engine.flushTlb();
    }

    private static void contexts(Engine engine, Arena arena) {
        engine.register(X86.REG_RBX, 5);
        try (Context context = engine.newContext()) {
            context.save();
            int[] ids = {X86.REG_RBX};
            long[] values = {6};
            context.setRegisters(ids, values);
            require(context.register(X86.REG_RBX) == 6);
            context.register(X86.REG_RBX, 7);
            context.registers(ids, values);
            require(values[0] == 7);
            unsizedContext(context.bytes().address(), arena);
            context.restore();
            require(engine.register(X86.REG_RBX) == 9);
        }
    }

    private static void unsizedContext(long context, Arena arena) {
        MemorySegment value = arena.allocateFrom(JAVA_LONG, 8);
        MemorySegment ids = arena.allocateFrom(JAVA_INT, X86.REG_RBX);
        MemorySegment pointers = arena.allocateFrom(JAVA_LONG, value.address());
        require(UnsizedCalls.contextRegWrite(context, X86.REG_RBX, value.address()) == 0);
        value.set(JAVA_LONG, 0, 0);
        require(UnsizedCalls.contextRegRead(context, X86.REG_RBX, value.address()) == 0);
        require(value.get(JAVA_LONG, 0) == 8);
        value.set(JAVA_LONG, 0, 9);
        require(UnsizedCalls.contextRegWriteBatch(context, ids.address(), pointers.address(), 1) == 0);
        value.set(JAVA_LONG, 0, 0);
        require(UnsizedCalls.contextRegReadBatch(context, ids.address(), pointers.address(), 1) == 0);
        require(value.get(JAVA_LONG, 0) == 9);
    }

    /** No assertion library: the walk runs in a class loader of its own. */
    private static void require(boolean condition) {
        if (!condition) {
            throw new AssertionError();
        }
    }
}
