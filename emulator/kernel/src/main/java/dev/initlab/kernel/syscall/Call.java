package dev.initlab.kernel.syscall;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;
import dev.initlab.kernel.task.Process;
import dev.initlab.kernel.task.Task;
import dev.initlab.machine.GuestMemory;

/**
 * One system call under way: who calls, with which arguments.
 *
 * @param task      the caller
 * @param process   its user side
 * @param number    what it put into the number register
 * @param wordSize  bytes of a {@code long} there
 * @param arguments the six argument registers, zero-extended
 */
record Call(Task task, Process process, int number, int wordSize, long... arguments) {
    private static final int PATH_MAX = 4096;
    private static final int MAX_STRINGS = 4096;

    long word(int index) {
        return arguments[index];
    }

    /** A {@code long}, {@code ssize_t} or {@code off_t}. */
    long signed(int index) {
        return wordSize == 4 ? (int) arguments[index] : arguments[index];
    }

    int integer(int index) {
        return (int) arguments[index];
    }

    /** The caller's memory, with its rights: a bad address is EFAULT. */
    GuestMemory memory() {
        return process.space().memory();
    }

    /** A path; a bad address is EFAULT, a long one ENAMETOOLONG. */
    String path(int index) {
        byte[] bytes = memory().string(word(index), PATH_MAX);
        if (bytes.length >= PATH_MAX) {
            throw new ErrnoException(Errno.ENAMETOOLONG);
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** A NULL-terminated array of strings; NULL is an empty one. */
    List<byte[]> strings(int index, int wordSize) {
        List<byte[]> strings = new ArrayList<>();
        long at = word(index);
        for (long pointer; at != 0 && (pointer = memory().word(at, wordSize)) != 0; at += wordSize) {
            if (strings.size() == MAX_STRINGS) {
                throw new ErrnoException(Errno.E2BIG);
            }
            strings.add(memory().string(pointer, 128 << 10));
        }
        return strings;
    }
}
