package dev.initlab.kernel.task;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

import dev.initlab.elf.ElfException;
import dev.initlab.elf.ElfFile;
import dev.initlab.elf.ElfType;
import dev.initlab.elf.Machine;
import dev.initlab.elf.Segment;
import dev.initlab.elf.SegmentType;
import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;
import dev.initlab.machine.Mmu;
import dev.initlab.machine.Protection;

/**
 * A static program: its segments into a user space, its arguments onto a stack: {@code fs/binfmt_elf.c}.
 */
public final class Executable {
    // Auxiliary vector, include/uapi/linux/auxvec.h.
    private static final int AT_NULL = 0;
    private static final int AT_PHDR = 3;
    private static final int AT_PHENT = 4;
    private static final int AT_PHNUM = 5;
    private static final int AT_PAGESZ = 6;
    private static final int AT_ENTRY = 9;
    private static final int AT_UID = 11;
    private static final int AT_EUID = 12;
    private static final int AT_GID = 13;
    private static final int AT_EGID = 14;
    private static final int AT_HWCAP = 16;
    private static final int AT_CLKTCK = 17;
    private static final int AT_SECURE = 23;
    private static final int AT_RANDOM = 25;
    private static final int AT_EXECFN = 31;

    private static final int MAX_ARGUMENT_BYTES = 128 << 10;

    private final ElfFile elf;
    private final List<Segment> segments;

    /** Where a loaded program begins. */
    public record Start(long entry, long stack) {
    }

    private Executable(ElfFile elf, List<Segment> segments) {
        this.elf = elf;
        this.segments = segments;
    }

    /**
     * Checks a program.
     *
     * @throws ErrnoException ENOEXEC if it is no static executable of this machine
     */
    public static Executable of(byte[] file, String path, Machine machine) {
        try {
            ElfFile elf = ElfFile.parse(MemorySegment.ofArray(file), path);
            if (elf.header().machine() != machine || !elf.header().is(ElfType.EXEC)
                    || elf.segments().stream().anyMatch(s -> s.is(SegmentType.INTERP))) {
                throw new ErrnoException(Errno.ENOEXEC);
            }
            List<Segment> loads = elf.segments().stream().filter(s -> s.is(SegmentType.LOAD)).toList();
            if (loads.isEmpty()) {
                throw new ErrnoException(Errno.ENOEXEC);
            }
            return new Executable(elf, loads);
        } catch (ElfException e) {
            throw new ErrnoException(Errno.ENOEXEC);
        }
    }

    /**
     * Puts the program into an empty user space.
     *
     * @param capabilities {@code AT_HWCAP}; 0 for none to be told
     * @throws ErrnoException ENOMEM, E2BIG; the space is then to be closed
     */
    public Start load(UserSpace space, String path, List<byte[]> arguments, List<byte[]> environment,
            long capabilities) {
        long end = 0;
        for (Segment segment : segments) {
            space.populate(segment.vaddr(), segment.memsz(), protection(segment));
            space.anyMemory().write(segment.vaddr(), elf.content(segment));
            end = Math.max(end, segment.vaddr() + segment.memsz());
        }
        space.startBrk(end);
        return new Start(elf.header().entry(), stack(space, path, arguments, environment, capabilities));
    }

    /** The stack a program finds: argc, argv, envp, auxiliary vector, strings (System V AMD64 3.4.1). */
    private long stack(UserSpace space, String path, List<byte[]> arguments, List<byte[]> environment,
            long capabilities) {
        long top = space.end() - Mmu.PAGE_SIZE;
        space.populate(top - UserSpace.STACK_SIZE, UserSpace.STACK_SIZE, Protection.READ | Protection.WRITE);

        ByteArrayOutputStream strings = new ByteArrayOutputStream();
        List<Integer> argumentOffsets = append(strings, arguments);
        List<Integer> environmentOffsets = append(strings, environment);
        int execfn = append(strings, List.of(path.getBytes(StandardCharsets.UTF_8))).getFirst();
        int random = strings.size();
        for (int i = 0; i < 16; i++) {
            strings.write(0x5a ^ i * 0x1d); // deterministic on purpose
        }
        if (strings.size() > MAX_ARGUMENT_BYTES) {
            throw new ErrnoException(Errno.E2BIG);
        }
        long base = top - strings.size() & -16L;
        space.anyMemory().write(base, strings.toByteArray());

        List<Long> words = new ArrayList<>();
        words.add((long) arguments.size());
        argumentOffsets.forEach(o -> words.add(base + o));
        words.add(0L);
        environmentOffsets.forEach(o -> words.add(base + o));
        words.add(0L);
        programHeaders().ifPresent(address -> {
            auxiliary(words, AT_PHDR, address);
            auxiliary(words, AT_PHENT, elf.header().phentsize());
            auxiliary(words, AT_PHNUM, elf.header().phnum());
        });
        if (capabilities != 0) {
            auxiliary(words, AT_HWCAP, capabilities);
        }
        auxiliary(words, AT_PAGESZ, Mmu.PAGE_SIZE);
        auxiliary(words, AT_CLKTCK, 100);
        auxiliary(words, AT_ENTRY, elf.header().entry());
        for (int id : new int[] {AT_UID, AT_EUID, AT_GID, AT_EGID, AT_SECURE}) {
            auxiliary(words, id, 0);
        }
        auxiliary(words, AT_RANDOM, base + random);
        auxiliary(words, AT_EXECFN, base + execfn);
        auxiliary(words, AT_NULL, 0);

        int wordSize = elf.header().elfClass().addressSize();
        long sp = base - (long) wordSize * words.size() & -16L;
        long at = sp;
        for (long word : words) {
            space.anyMemory().putWord(at, word, wordSize);
            at += wordSize;
        }
        return sp;
    }

    private OptionalLong programHeaders() {
        long offset = elf.header().phoff();
        return segments.stream()
                .filter(s -> offset >= s.offset() && offset < s.offset() + s.filesz())
                .mapToLong(s -> s.vaddr() + offset - s.offset())
                .findFirst();
    }

    private static void auxiliary(List<Long> words, int id, long value) {
        words.add((long) id);
        words.add(value);
    }

    private static List<Integer> append(ByteArrayOutputStream to, List<byte[]> strings) {
        List<Integer> offsets = new ArrayList<>();
        for (byte[] string : strings) {
            offsets.add(to.size());
            to.write(string, 0, string.length);
            to.write(0);
        }
        return offsets;
    }

    private static int protection(Segment segment) {
        int protection = (segment.readable() ? Protection.READ : 0)
                | (segment.writable() ? Protection.WRITE : 0)
                | (segment.executable() ? Protection.EXECUTE : 0);
        return protection == 0 ? Protection.READ : protection;
    }
}
