package dev.initlab.unicorn;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

/** The controls of {@code uc_ctl} and the queries of {@code uc_query}. */
final class Control {
    /** {@code uc_control_type}, with how many arguments each takes. */
    private enum Type {
        UC_MODE(1), UC_PAGE_SIZE(1), UC_ARCH(1), UC_TIMEOUT(1), UC_USE_EXITS(1), UC_EXITS_CNT(1), UC_EXITS(2),
        CPU_MODEL(1), TB_REQUEST_CACHE(2), TB_REMOVE_CACHE(2), TB_FLUSH(0), TLB_FLUSH(0), TLB_TYPE(1),
        TCG_BUFFER_SIZE(1), CONTEXT_MODE(1);

        private static final int WRITE = 1 << 30;
        private static final int READ = 2 << 30;

        private final int arguments;

        Type(int arguments) {
            this.arguments = arguments << 26;
        }

        int read() {
            return ordinal() | arguments | READ;
        }

        int write() {
            return ordinal() | arguments | WRITE;
        }

        int readWrite() {
            return ordinal() | arguments | READ | WRITE;
        }
    }

    private static final long RESULT_SIZE = 16;

    private final Core core;
    private final Registers registers;
    private final MemorySegment result;

    Control(Core core, Registers registers) {
        this.core = core;
        this.registers = registers;
        result = core.scratch(RESULT_SIZE);
    }

    /** The control word of a TLB flush. */
    static int flushTlbControl() {
        return Type.TLB_FLUSH.write();
    }

    int mode() {
        return (int) read(Type.UC_MODE);
    }

    Arch arch() {
        return Arch.of((int) read(Type.UC_ARCH));
    }

    long timeoutMicros() {
        return read(Type.UC_TIMEOUT) / 1000;
    }

    int pageSize() {
        return (int) read(Type.UC_PAGE_SIZE);
    }

    void pageSize(int bytes) {
        if (Integer.bitCount(bytes) != 1) {
            throw new IllegalArgumentException("a page size of " + bytes + " bytes");
        }
        write(Type.UC_PAGE_SIZE, PageSizeBug.DOUBLES ? bytes / 2 : bytes);
    }

    /** libunicorn 2.1.1 makes pages twice as large as it was told; asked of the library, once. */
    private static final class PageSizeBug {
        private static final int ASKED = 4096;
        static final boolean DOUBLES = findOut();

        private static boolean findOut() {
            try (Engine probe = Engine.open(Arch.ARM, Mode.MODE_ARM)) {
                return probe.pageSizeAfterAsking(ASKED) == 2 * ASKED;
            }
        }
    }

    /** Sets the page size without a correction, and tells what it has become. */
    int pageSizeAfterAsking(int bytes) {
        write(Type.UC_PAGE_SIZE, bytes);
        return pageSize();
    }

    int cpuModel() {
        return (int) read(Type.CPU_MODEL);
    }

    void cpuModel(int model) {
        write(Type.CPU_MODEL, model);
    }

    int tcgBufferSize() {
        return (int) read(Type.TCG_BUFFER_SIZE);
    }

    void tcgBufferSize(int bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("a buffer of " + bytes + " bytes");
        }
        write(Type.TCG_BUFFER_SIZE, bytes);
    }

    void tlbMode(TlbMode mode) {
        boolean entered = core.occupancy.enter();
        try {
            write(Type.TLB_TYPE, mode.ordinal());
            core.tlbMode = mode;
        } finally {
            core.occupancy.leave(entered);
        }
    }

    void contextMode(int content) {
        write(Type.CONTEXT_MODE, content);
    }

    void useExits(boolean use) {
        write(Type.UC_USE_EXITS, use ? 1 : 0);
    }

    long[] exits() {
        boolean entered = core.occupancy.enter();
        try {
            int count = (int) read(Type.UC_EXITS_CNT);
            long[] exits = new long[count];
            if (count > 0) {
                try (Arena arena = Arena.ofConfined()) {
                    MemorySegment array = arena.allocate(JAVA_LONG, count);
                    range(Type.UC_EXITS.read(), array.address(), count, "reading the exits");
                    MemorySegment.copy(array, JAVA_LONG, 0, exits, 0, count);
                }
            }
            return exits;
        } finally {
            core.occupancy.leave(entered);
        }
    }

    void exits(long[] exits) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment array = arena.allocateFrom(JAVA_LONG, exits);
            range(Type.UC_EXITS.write(), array.address(), exits.length, "setting the exits");
        }
    }

    void flushTlb() {
        none(Type.TLB_FLUSH);
    }

    void flushTranslations() {
        boolean entered = core.occupancy.enter();
        try {
            core.requireIdle("flushing translations");
            none(Type.TB_FLUSH);
        } finally {
            core.occupancy.leave(entered);
        }
    }

    void removeTranslations(long from, long to) {
        range(Type.TB_REMOVE_CACHE.write(), from, to, "removing translations");
    }

    TranslatedBlock requestCache(long address) {
        boolean entered = core.occupancy.enter();
        try {
            core.requireIdle("translating a block");
            if (!registers.translationCannotFault()) {
                throw new IllegalStateException("with paging on, only a run can translate a block");
            }
            core.beginCover();
            boolean refused;
            try {
                range(Type.TB_REQUEST_CACHE.readWrite(), address, result.address(), "translating");
            } finally {
                refused = core.endCover();
                if (refused) {
                    core.beginCover();
                    range(Type.TB_REMOVE_CACHE.write(), address, address + 1, "removing a translation");
                    core.endCover();
                    flushTlb();
                }
            }
            if (refused) {
                throw new UnicornException("translating a block at 0x" + Long.toHexString(address),
                    ErrorCode.EXCEPTION.value());
            }
            return Upcalls.translatedBlock(result.address());
        } finally {
            core.occupancy.leave(entered);
        }
    }

    long query(QueryType type) {
        boolean entered = core.occupancy.enter();
        try {
            result.set(JAVA_LONG, 0, 0);
            core.check(NativeCalls.query(core.uc, type.value(), result.address()), "query " + type);
            return result.get(JAVA_LONG, 0);
        } finally {
            core.occupancy.leave(entered);
        }
    }

    private long read(Type type) {
        boolean entered = core.occupancy.enter();
        try {
            result.set(JAVA_LONG, 0, 0);
            int code = NativeCalls.ctl(core.uc, type.read(), result.address());
            if (code != 0) {
                throw new UnicornException("reading control " + type, code);
            }
            return result.get(JAVA_LONG, 0);
        } finally {
            core.occupancy.leave(entered);
        }
    }

    private void write(Type type, int value) {
        boolean entered = core.occupancy.enter();
        try {
            int code = NativeCalls.ctl(core.uc, type.write(), value);
            if (code != 0) {
                throw new UnicornException("setting control " + type + " to " + value, code);
            }
        } finally {
            core.occupancy.leave(entered);
        }
    }

    private void none(Type type) {
        boolean entered = core.occupancy.enter();
        try {
            int code = NativeCalls.ctl(core.uc, type.write());
            if (code != 0) {
                throw new UnicornException("control " + type, code);
            }
        } finally {
            core.occupancy.leave(entered);
        }
    }

    /** With two arguments; translation of an address may come back through a TLB-fill hook. */
    private void range(int control, long first, long second, String what) {
        boolean entered = core.occupancy.enter();
        try {
            GuardedCalls calls = core.lent.calls();
            boolean outer = core.beginCall();
            int code;
            try {
                code = calls.ctlRange(core.uc, control, first, second);
            } finally {
                core.endCall(outer);
            }
            core.check(code, what);
        } finally {
            core.occupancy.leave(entered);
        }
    }
}
