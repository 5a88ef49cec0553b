package dev.initlab.unicorn;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongToIntFunction;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

/** Installs and removes the hooks of one engine. */
final class Hooks {
    private static final Set<HookType> DONE_ACCESSES =
        Set.of(HookType.MEM_READ, HookType.MEM_WRITE, HookType.MEM_FETCH, HookType.MEM_READ_AFTER);

    private final Engine engine;
    private final Core core;
    private final MemorySegment handle;
    private final List<Registration> registrations = new ArrayList<>();
    private final List<Registration> fills = new ArrayList<>();

    Hooks(Engine engine, Core core) {
        this.engine = engine;
        this.core = core;
        handle = core.scratch(8);
    }

    Hook add(HookType type, Upcalls.Entry stub, Object callback, long begin, long end) {
        return add(type.value(), stub, callback, begin, end);
    }

    Hook add(int types, Upcalls.Entry stub, Object callback, long begin, long end) {
        return install(callback, userData ->
            NativeCalls.hookAdd(core.uc, handle.address(), types, stub.address(), userData, begin, end));
    }

    Hook addMemory(Set<HookType> kinds, long begin, long end, MemoryHook hook) {
        int types = HookType.mask(kinds, DONE_ACCESSES);
        if (!kinds.contains(HookType.MEM_READ_AFTER) || kinds.contains(HookType.MEM_READ)) {
            return add(types, Upcalls.MEMORY, hook, begin, end);
        }
        // Without a hook on reads libunicorn reports a finished read only where it missed the TLB.
        MemoryHook finished = (engine, access, address, size, value) -> {
            if (access != MemoryAccess.READ) {
                hook.access(engine, access, address, size, value);
            }
        };
        return add(types | HookType.MEM_READ.value(), Upcalls.MEMORY, finished, begin, end);
    }

    Hook addFill(TlbFillHook hook) {
        boolean entered = core.occupancy.enter();
        try {
            Hook added = add(HookType.TLB_FILL, Upcalls.TLB_FILL, hook, 1, 0);
            fills.add(added.registration());
            return added;
        } finally {
            core.occupancy.leave(entered);
        }
    }

    /** Whether no other fill hook is asked after this one. */
    boolean isLastFill(Registration registration) {
        return !fills.isEmpty() && fills.getLast() == registration;
    }

    /** For one instruction of one architecture; libunicorn itself does not check everywhere. */
    Hook addInstruction(Arch arch, int instruction, Upcalls.Entry stub, Object callback) {
        if (core.arch != arch) {
            throw new UnicornException("a hook of " + arch + " for an engine of " + core.arch,
                ErrorCode.HOOK.value());
        }
        return install(callback, userData -> NativeCalls.hookAddInsn(core.uc, handle.address(),
            HookType.INSN.value(), stub.address(), userData, 1, 0, instruction));
    }

    Hook addTcg(TcgOpcode opcode, int flags, Upcalls.Entry stub, Object callback, long begin, long end) {
        return install(callback, userData -> NativeCalls.hookAddTcg(core.uc, handle.address(),
            HookType.TCG_OPCODE.value(), stub.address(), userData, begin, end, opcode.ordinal(), flags));
    }

    private Hook install(Object callback, LongToIntFunction adder) {
        boolean entered = core.occupancy.enter();
        try {
            Registration registration = register(callback);
            return installed(registration, adder.applyAsInt(registration.number()));
        } finally {
            core.occupancy.leave(entered);
        }
    }

    Hook addNativeBlock(MemorySegment code, MemorySegment userData, long begin, long end) {
        boolean entered = core.occupancy.enter();
        try {
            core.lent.checkAcceptable(code);
            core.lent.checkAcceptable(userData);
            Registration registration = register(code);
            int error = NativeCalls.hookAdd(core.uc, handle.address(), HookType.BLOCK.value(), code.address(),
                userData.address(), begin, end);
            Hook hook = installed(registration, error);
            core.lent.keepForGood(code);
            core.lent.keepForGood(userData);
            return hook;
        } finally {
            core.occupancy.leave(entered);
        }
    }

    private Hook installed(Registration registration, int code) {
        if (code != 0) {
            registrations.remove(registration);
            registration.release();
            throw new UnicornException("adding a hook", code);
        }
        return new Hook(engine, registration, handle.get(JAVA_LONG, 0));
    }

    /** A number for a callback, until the engine is closed. */
    Registration register(Object callback) {
        Registration registration = Registration.add(engine, callback);
        registrations.add(registration);
        return registration;
    }

    void remove(Registration registration, long hook) {
        boolean entered = core.occupancy.enterEvenIfClosed();
        try {
            // With the lent memory gone the guest cannot run any more, and its page tables may lie there.
            boolean removed = registration.clear();
            fills.remove(registration);
            if (removed && core.lent.isAlive()) {
                GuardedCalls calls = core.lent.calls();
                boolean outer = core.beginCall();
                int code;
                try {
                    code = calls.hookDel(core.uc, hook);
                } finally {
                    core.endCall(outer);
                }
                core.check(code, "removing a hook");
            }
        } finally {
            core.occupancy.leave(entered);
        }
    }

    void releaseAll() {
        registrations.forEach(Registration::release);
        registrations.clear();
        fills.clear();
    }
}
