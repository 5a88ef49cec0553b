package dev.initlab.kernel.syscall;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.initlab.machine.Architecture;

import static dev.initlab.kernel.syscall.SystemCall.NONE;

/** The system calls there are, one a line; numbers from each architecture's {@code unistd} header. */
final class SystemCallTable {
    private final List<SystemCall> lines;
    private final Map<Integer, SystemCall> byNumber = new HashMap<>();

    SystemCallTable(Architecture architecture, FileCalls files, MemoryCalls memory, ProcessCalls processes,
            TimeCalls time, ModuleCalls modules, RebootCalls reboot) {
        lines = List.of(
                //              name             x86_64 arm64  arm   arguments
                new SystemCall("read",               0,   63,    3,  3, files::read),
                new SystemCall("write",              1,   64,    4,  3, files::write),
                new SystemCall("open",               2, NONE,    5,  3, files::open),
                new SystemCall("close",              3,   57,    6,  1, files::close),
                new SystemCall("lseek",              8,   62,   19,  3, files::lseek),
                new SystemCall("mmap",               9,  222, NONE,  6, memory::mmap),
                // Its offset counts pages; without files it is the same.
                new SystemCall("mmap2",           NONE, NONE,  192,  6, memory::mmap),
                new SystemCall("mprotect",          10,  226,  125,  3, memory::mprotect),
                new SystemCall("munmap",            11,  215,   91,  2, memory::munmap),
                new SystemCall("brk",               12,  214,   45,  1, memory::brk),
                new SystemCall("sched_yield",       24,  124,  158,  0, processes::schedYield),
                new SystemCall("ioctl",             16,   29,   54,  3, files::ioctl),
                new SystemCall("dup",               32,   23,   41,  1, files::dup),
                new SystemCall("dup2",              33, NONE,   63,  2, files::dup2),
                new SystemCall("nanosleep",         35,  101,  162,  2, time::nanosleep),
                new SystemCall("getpid",            39,  172,   20,  0, processes::getpid),
                new SystemCall("clone",             56,  220,  120,  5, processes::clone),
                new SystemCall("fork",              57, NONE,    2,  0, processes::fork),
                new SystemCall("vfork",             58, NONE,  190,  0, processes::fork),
                new SystemCall("execve",            59,  221,   11,  3, processes::execve),
                new SystemCall("exit",              60,   93,    1,  1, processes::exit),
                new SystemCall("wait4",             61,  260,  114,  4, processes::wait4),
                new SystemCall("uname",             63,  160,  122,  1, processes::uname),
                new SystemCall("getppid",          110,  173,   64,  0, processes::getppid),
                new SystemCall("mount",            165,   40,   21,  5, files::mount),
                new SystemCall("mknod",            133, NONE,   14,  3, files::mknod),
                new SystemCall("reboot",           169,  142,   88,  4, reboot::reboot),
                new SystemCall("init_module",      175,  105,  128,  3, modules::initModule),
                new SystemCall("delete_module",    176,  106,  129,  2, modules::deleteModule),
                new SystemCall("clock_gettime",    228,  113,  263,  2, time::clockGettime),
                new SystemCall("exit_group",       231,   94,  248,  1, processes::exit),
                new SystemCall("openat",           257,   56,  322,  4, files::openat),
                new SystemCall("mknodat",          259,   33,  324,  4, files::mknodat),
                new SystemCall("dup3",             292,   24,  358,  3, files::dup3),
                new SystemCall("finit_module",     313,  273,  379,  3, modules::finitModule),
                // arm's private calls, arch/arm/include/uapi/asm/unistd.h
                new SystemCall("cacheflush",      NONE, NONE, 0xf0002, 3, memory::cacheflush),
                new SystemCall("set_tls",         NONE, NONE, 0xf0005, 1, processes::setTls),
                new SystemCall("get_tls",         NONE, NONE, 0xf0006, 0, processes::getTls));
        for (SystemCall call : lines) {
            int number = switch (architecture) {
                case X86_64 -> call.x86_64();
                case ARM64 -> call.arm64();
                case ARM -> call.arm();
            };
            if (number != NONE) {
                byNumber.put(number, call);
            }
        }
    }

    List<SystemCall> lines() {
        return lines;
    }

    Optional<SystemCall> find(int number) {
        return Optional.ofNullable(byNumber.get(number));
    }
}
