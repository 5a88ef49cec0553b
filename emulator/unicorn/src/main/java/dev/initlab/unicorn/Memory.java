package dev.initlab.unicorn;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

/** The guest-physical memory of one engine. */
final class Memory {
    private static final long PAGE = 4096;
    /** {@code struct uc_mem_region}: begin, end, permissions, padding. */
    private static final long REGION_SIZE = 24;

    private final Core core;
    private final Hooks hooks;

    Memory(Core core, Hooks hooks) {
        this.core = core;
        this.hooks = hooks;
    }

    void map(long address, long size, int permissions) {
        boolean entered = core.occupancy.enter();
        try {
            core.check(NativeCalls.memMap(core.uc, address, size, permissions), "mapping memory at", address);
        } finally {
            core.occupancy.leave(entered);
        }
    }

    void mapPointer(long address, MemorySegment memory, int permissions) {
        if (!memory.isNative() || memory.isReadOnly()) {
            throw new IllegalArgumentException("native, writable memory is needed, not " + memory);
        }
        if (memory.address() % PAGE != 0 || memory.byteSize() % PAGE != 0) {
            throw new IllegalArgumentException("memory in whole pages of " + PAGE + " bytes is needed, not "
                + memory);
        }
        boolean entered = core.occupancy.enter();
        try {
            core.lent.checkAcceptable(memory);
            int code = NativeCalls.memMapPtr(core.uc, address, memory.byteSize(), permissions,
                memory.address());
            core.check(code, "mapping memory at", address);
            core.lent.map(address, memory.byteSize(), memory);
        } finally {
            core.occupancy.leave(entered);
        }
    }

    void mmio(long address, long size, MmioRead read, MmioWrite write) {
        boolean entered = core.occupancy.enter();
        try {
            long device = hooks.register(new Upcalls.Device(core, read, write)).number();
            int code = NativeCalls.mmioMap(core.uc, address, size, Upcalls.MMIO_READ.address(), device,
                Upcalls.MMIO_WRITE.address(), device);
            core.check(code, "mapping a device at", address);
        } finally {
            core.occupancy.leave(entered);
        }
    }

    void unmap(long address, long size) {
        boolean entered = core.occupancy.enter();
        try {
            requireNoDevice("unmapping memory");
            core.check(NativeCalls.memUnmap(core.uc, address, size), "unmapping memory at", address);
            core.lent.unmap(address, size);
        } finally {
            core.occupancy.leave(entered);
        }
    }

    void protect(long address, long size, int permissions) {
        boolean entered = core.occupancy.enter();
        try {
            requireNoDevice("protecting memory");
            int code = NativeCalls.memProtect(core.uc, address, size, permissions);
            core.check(code, "protecting memory at", address);
            // libunicorn forgets only what a lost write permission needs: reads would go on through the TLB.
            core.check(NativeCalls.ctl(core.uc, Control.flushTlbControl()), "flushing the TLB");
        } finally {
            core.occupancy.leave(entered);
        }
    }

    /** The mapping of the device that is calling back must not go away under it. */
    private void requireNoDevice(String what) {
        if (core.deviceCallbacks > 0) {
            throw new IllegalStateException(what + " is not possible inside a device's callback");
        }
    }

    void read(long address, MemorySegment to) {
        boolean entered = core.occupancy.enter();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = to.isNative() ? to : arena.allocate(to.byteSize());
            if (to.isReadOnly()) {
                throw new IllegalArgumentException("writable memory is needed, not " + to);
            }
            GuardedCalls calls = core.lent.calls();
            boolean outer = core.beginCall();
            int code;
            try {
                code = calls.memRead(core.uc, address, bytes, bytes.byteSize());
            } finally {
                core.endCall(outer);
            }
            core.check(code, "reading memory at", address);
            if (!to.isNative()) {
                to.copyFrom(bytes);
            }
        } finally {
            core.occupancy.leave(entered);
        }
    }

    void write(long address, MemorySegment from) {
        boolean entered = core.occupancy.enter();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = from.isNative() ? from : arena.allocate(from.byteSize()).copyFrom(from);
            GuardedCalls calls = core.lent.calls();
            boolean outer = core.beginCall();
            int code;
            try {
                code = calls.memWrite(core.uc, address, bytes, bytes.byteSize());
            } finally {
                core.endCall(outer);
            }
            core.check(code, "writing memory at", address);
        } finally {
            core.occupancy.leave(entered);
        }
    }

    List<MemoryRegion> regions() {
        boolean entered = core.occupancy.enter();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment array = arena.allocate(ADDRESS);
            MemorySegment count = arena.allocate(JAVA_INT);
            core.check(NativeCalls.memRegions(core.uc, array.address(), count.address()), "listing memory");
            long first = array.get(JAVA_LONG, 0);
            List<MemoryRegion> regions = new ArrayList<>();
            for (int i = 0; i < count.get(JAVA_INT, 0); i++) {
                MemorySegment region = NativeCalls.ALL_MEMORY.asSlice(first + REGION_SIZE * i, REGION_SIZE);
                regions.add(new MemoryRegion(region.get(JAVA_LONG, 0), region.get(JAVA_LONG, 8),
                    region.get(JAVA_INT, 16)));
            }
            NativeCalls.free(first);
            return List.copyOf(regions);
        } finally {
            core.occupancy.leave(entered);
        }
    }
}
