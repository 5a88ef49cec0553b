package dev.initlab.kernel.syscall;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;
import dev.initlab.kernel.task.Processes;
import dev.initlab.kernel.task.Scheduler;
import dev.initlab.kernel.task.SystemCallLoop;
import dev.initlab.kernel.task.Task;

/** Calls on processes: {@code kernel/fork.c}, {@code kernel/exit.c}, {@code kernel/sys.c}. */
final class ProcessCalls {
    private static final int WNOHANG = 1;
    private static final long CLONE_THREAD = 0x10000;
    /** {@code __NEW_UTS_LEN} and the NUL. */
    private static final int UTS_FIELD = 65;

    private final Processes processes;
    private final Scheduler scheduler;
    private final SystemCallLoop loop;
    private final List<String> uname;
    private final int wordSize;

    /**
     * The calls.
     *
     * @param uname sysname, nodename, release, version, machine, domainname
     */
    ProcessCalls(Processes processes, Scheduler scheduler, SystemCallLoop loop, List<String> uname, int wordSize) {
        this.processes = processes;
        this.scheduler = scheduler;
        this.loop = loop;
        this.uname = uname;
        this.wordSize = wordSize;
    }

    long getpid(Call call) {
        return call.task().pid();
    }

    long getppid(Call call) {
        return call.task().parent().map(Task::pid).orElse(0);
    }

    long fork(Call call) {
        return processes.fork(loop);
    }

    /** {@code clone()} for processes; the stack given is the child's, as a shared one is not there. */
    long clone(Call call) {
        if ((call.word(0) & CLONE_THREAD) != 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        return processes.fork(loop);
    }

    long execve(Call call) {
        processes.exec(call.process().fs(), call.path(0), call.strings(1, wordSize), call.strings(2, wordSize));
        return 0;
    }

    long wait4(Call call) {
        Optional<Task> child = processes.wait4(call.integer(0), (call.integer(2) & WNOHANG) == 0);
        if (child.isEmpty()) {
            return 0;
        }
        if (call.word(1) != 0) {
            call.memory().put32(call.word(1), child.get().waitStatus().orElse(0));
        }
        return child.get().pid();
    }

    long exit(Call call) {
        throw processes.exit(call.integer(0));
    }

    long schedYield(Call call) {
        scheduler.yield();
        return 0;
    }

    /** arm's {@code __ARM_NR_set_tls}: {@code arch/arm/kernel/traps.c: arm_syscall()}. */
    long setTls(Call call) {
        call.process().registers().threadPointer(call.word(0));
        return 0;
    }

    long getTls(Call call) {
        return call.process().registers().threadPointer();
    }

    long uname(Call call) {
        byte[] bytes = new byte[UTS_FIELD * uname.size()];
        for (int i = 0; i < uname.size(); i++) {
            byte[] field = uname.get(i).getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(field, 0, bytes, i * UTS_FIELD, Math.min(field.length, UTS_FIELD - 1));
        }
        call.memory().write(call.word(0), bytes);
        return 0;
    }
}
