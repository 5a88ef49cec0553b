package dev.initlab.capstone;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

/**
 * Decodes machine code of one architecture.
 *
 * <p>Owned by the thread that opened it: every other gets WrongThreadException. After {@link #close} every
 * method but {@code close} throws IllegalStateException. Any bytes may be decoded, code that the caller frees
 * or changes in between too: each instruction is copied first, so at worst Java's own exception for a closed
 * segment comes out.
 *
 * <pre>{@code
 * try (Disassembler x86 = Disassembler.open(Arch.X86, Mode.BITS_64).detail(true)) {
 *     x86.stream(code, 0xffffffff81000000L).forEach(System.out::println);
 * }
 * }</pre>
 */
public final class Disassembler implements AutoCloseable {
    private static final AtomicInteger OPEN = new AtomicInteger();
    private static final String DATA_MNEMONIC = ".byte";

    private final CapstoneLibrary library;
    private final NativeApi api;
    private final Arch arch;
    private final Thread owner = Thread.currentThread();
    private final Arena arena;
    private final MemorySegment handleCell;
    private final long handle;
    private final MemorySegment window;
    private final MemorySegment codeCell;
    private final MemorySegment sizeCell;
    private final MemorySegment addressCell;
    private final Names names;
    private final InstructionReader reader;
    private MemorySegment insn;
    private List<Mode> modes;
    private int modeBits;
    private boolean detailed;
    private @Nullable SkipRule skipRule;
    private String dataMnemonic = DATA_MNEMONIC;
    private boolean closed;

    @SuppressWarnings("MustBeClosedChecker") // the arena is closed by close(), and below when opening fails
    Disassembler(CapstoneLibrary library, Arch arch, List<Mode> modes) {
        this.modeBits = Mode.join(arch, modes);
        this.library = library;
        this.api = library.api();
        this.arch = arch;
        this.modes = modes;
        this.arena = Arena.ofConfined();
        try {
            this.handleCell = arena.allocate(JAVA_LONG);
            this.window = arena.allocate(arch.longest());
            this.codeCell = arena.allocate(ADDRESS);
            this.sizeCell = arena.allocate(JAVA_LONG);
            this.addressCell = arena.allocate(JAVA_LONG);
            check(api.open(arch.number(), modeBits, handleCell), "open " + arch + " " + modes);
        } catch (RuntimeException e) {
            arena.close();
            throw e;
        }
        this.handle = handleCell.get(JAVA_LONG, 0);
        this.names = new Names(api, handle, arch);
        this.reader = new InstructionReader(library, handle, arch, names, arena);
        this.insn = newInsn();
        OPEN.incrementAndGet();
    }

    /**
     * A disassembler of this machine's library ({@link CapstoneLibrary#find()}), for the calling thread.
     *
     * @throws CapstoneLibraryException when there is no library
     * @throws CapstoneException when the library lacks the architecture or the mode
     * @throws IllegalArgumentException when a mode belongs to another architecture
     */
    public static Disassembler open(Arch arch, Mode... modes) {
        return CapstoneLibrary.find().open(arch, modes);
    }

    /** How many disassemblers are open in this process: a test's way to find one that was not closed. */
    public static int openDisassemblers() {
        return OPEN.get();
    }

    /** The library behind it. */
    public CapstoneLibrary library() {
        return library;
    }

    /** The architecture. */
    public Arch arch() {
        return arch;
    }

    /** The modes in force. */
    public List<Mode> modes() {
        return modes;
    }

    /** Changes the modes, for instance from ARM to THUMB and back; those in force before are dropped. */
    public Disassembler modes(Mode... newModes) {
        enter();
        List<Mode> wanted = List.of(newModes);
        int bits = Mode.join(arch, wanted);
        option(Option.MODE, bits, wanted);
        modes = wanted;
        modeBits = bits;
        return this;
    }

    /** Chooses how operands are spelled. */
    public Disassembler syntax(Syntax syntax) {
        enter();
        option(Option.SYNTAX, syntax.number(), syntax);
        return this;
    }

    /** Whether instructions come with {@link Instruction#detail()}; off at first, it costs time. */
    public Disassembler detail(boolean on) {
        enter();
        option(Option.DETAIL, on ? Option.ON : Option.OFF, on);
        // cs_malloc allocates the detail only if the option is on by then, and decoding would write to NULL.
        MemorySegment old = insn;
        insn = newInsn();
        api.free(old, 1);
        detailed = on;
        return this;
    }

    /** Whether immediates are printed without a sign; off at first. */
    public Disassembler unsignedImmediates(boolean on) {
        enter();
        option(Option.UNSIGNED, on ? Option.ON : Option.OFF, on);
        return this;
    }

    /**
     * Prints another mnemonic for the instruction with the library's number {@code id}.
     *
     * @param mnemonic at most 31 bytes of ASCII
     */
    public Disassembler mnemonic(int id, String mnemonic) {
        enter();
        checkMnemonic(mnemonic);
        try (Arena call = Arena.ofConfined()) {
            setMnemonic(call, id, call.allocateFrom(mnemonic, StandardCharsets.US_ASCII));
        }
        return this;
    }

    /** Prints the library's own mnemonic again for the instruction with number {@code id}. */
    public Disassembler resetMnemonic(int id) {
        enter();
        try (Arena call = Arena.ofConfined()) {
            setMnemonic(call, id, MemorySegment.NULL);
        }
        return this;
    }

    /**
     * Whether bytes that cannot be decoded are skipped as data; off at first, then decoding ends there.
     *
     * <p>Skipped are as many bytes at a time as the architecture aligns its instructions to, and at the end
     * what is left: so the sizes always add up to the code's.
     */
    public Disassembler skipData(boolean on) {
        enter();
        skipRule = on ? (_, _) -> arch.dataUnit(modeBits) : null;
        dataMnemonic = DATA_MNEMONIC;
        return this;
    }

    /** Skips bytes that cannot be decoded by a rule, and prints them with a mnemonic. */
    public Disassembler skipData(String mnemonic, SkipRule rule) {
        enter();
        checkMnemonic(mnemonic);
        skipRule = rule;
        dataMnemonic = mnemonic;
        return this;
    }

    /**
     * Decodes one instruction at a time, from the start of {@code code} to its end or to the first bytes that
     * are none.
     *
     * @param code native, heap or mapped memory; it is read when the iterator gets there
     * @param address where {@code code} lies for the processor
     */
    public Iterator<Instruction> iterator(MemorySegment code, long address) {
        enter();
        return new Walk(code, address);
    }

    /** As {@link #iterator(MemorySegment, long)}. */
    public Iterator<Instruction> iterator(byte[] code, long address) {
        return iterator(MemorySegment.ofArray(code), address);
    }

    /** As {@link #iterator(MemorySegment, long)}; lazy and sequential. */
    public Stream<Instruction> stream(MemorySegment code, long address) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator(code, address),
            Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE), false);
    }

    /** As {@link #stream(MemorySegment, long)}. */
    public Stream<Instruction> stream(byte[] code, long address) {
        return stream(MemorySegment.ofArray(code), address);
    }

    /** The instruction at the start of {@code code}; empty when there is none and data is not skipped. */
    public Optional<Instruction> first(MemorySegment code, long address) {
        enter();
        return Optional.ofNullable(decode(code, 0, address));
    }

    /** As {@link #first(MemorySegment, long)}. */
    public Optional<Instruction> first(byte[] code, long address) {
        return first(MemorySegment.ofArray(code), address);
    }

    /** The library's name of a register, as an assembler takes it: {@code rax}. */
    public Optional<String> registerName(Register register) {
        return registerName(register.number(library.version().major()));
    }

    /** The library's name of the register with its number {@code register}. */
    public Optional<String> registerName(int register) {
        enter();
        return names.register(register);
    }

    /** The library's name of the instruction with its number {@code id}. */
    public Optional<String> instructionName(int id) {
        enter();
        return names.instruction(id);
    }

    /** The library's name of a group of instructions. */
    public Optional<String> groupName(Group group) {
        enter();
        return names.group(group.number(library.version().major()));
    }

    /** Gives the native memory back; a second call does nothing. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        enter();
        closed = true;
        api.free(insn, 1);
        int error = api.close(handleCell);
        arena.close();
        OPEN.decrementAndGet();
        check(error, "close");
    }

    /** The instruction or the data at an offset of the code; null at its end or where decoding ends. */
    private @Nullable Instruction decode(MemorySegment code, long offset, long address) {
        long left = code.byteSize() - offset;
        if (left <= 0) {
            return null;
        }
        // The library sees a copy: memory that ends, closes or faults in between is then Java's to report.
        long length = Math.min(left, window.byteSize());
        MemorySegment.copy(code, offset, window, 0, length);
        codeCell.set(ADDRESS, 0, window);
        sizeCell.set(JAVA_LONG, 0, length);
        addressCell.set(JAVA_LONG, 0, address);
        if (Hazards.mayDecode(arch, modeBits, window, length)
            && api.disasmIter(handle, codeCell, sizeCell, addressCell, insn)) {
            // Not cs_insn.size: of EVM's long pushes that is cut to what the struct has room for.
            long size = length - sizeCell.get(JAVA_LONG, 0);
            if (size > 0) {
                return reader.read(insn, address, window.asSlice(0, size).toArray(JAVA_BYTE), detailed);
            }
        }
        return data(code, offset, address);
    }

    private @Nullable Instruction data(MemorySegment code, long offset, long address) {
        if (skipRule == null) {
            return null;
        }
        long size = Math.min(skipRule.skip(code, offset), code.byteSize() - offset);
        if (size <= 0) {
            return null;
        }
        byte[] bytes = code.asSlice(offset, size).toArray(JAVA_BYTE);
        String text = HexFormat.ofDelimiter(", ").withPrefix("0x").formatHex(bytes);
        return new Instruction(address, bytes, true, 0, dataMnemonic, text, Optional.empty());
    }

    private MemorySegment newInsn() {
        MemorySegment memory = api.malloc(handle);
        if (memory.address() == 0) {
            throw new OutOfMemoryError("cs_malloc");
        }
        return memory.reinterpret(Field.CS_INSN.size(library.version().major()));
    }

    private void setMnemonic(Arena call, int id, MemorySegment text) {
        int major = library.version().major();
        MemorySegment option = call.allocate(Field.CS_OPT_MNEM.size(major), Long.BYTES);
        option.set(JAVA_INT, Field.CS_OPT_MNEM_ID.offset(major), id);
        option.set(ADDRESS, Field.CS_OPT_MNEM_MNEMONIC.offset(major), text);
        option(Option.MNEMONIC, option.address(), id);
    }

    /** CS_MNEMONIC_SIZE is 32, the terminator included. */
    private static void checkMnemonic(String mnemonic) {
        if (mnemonic.length() > 31 || mnemonic.indexOf(0) >= 0
            || !StandardCharsets.US_ASCII.newEncoder().canEncode(mnemonic)) {
            throw new IllegalArgumentException("a mnemonic is at most 31 bytes of ASCII: " + mnemonic);
        }
    }

    private void option(Option option, long value, Object shown) {
        check(api.option(handle, option.number(), value), "set option " + option + " of " + arch + " to "
            + shown);
    }

    private void check(int error, String what) {
        if (error != ErrorCode.OK.ordinal()) {
            String reason = api.strerror(error).orElse("error " + error);
            throw new CapstoneException(ErrorCode.of(error), library + " does not " + what + ": " + reason);
        }
    }

    private void enter() {
        if (Thread.currentThread() != owner) {
            throw new WrongThreadException("this disassembler belongs to " + owner);
        }
        if (closed) {
            throw new IllegalStateException("the disassembler is closed");
        }
    }

    /** One way through some code: the position is its own, so several can go on side by side. */
    private final class Walk implements Iterator<Instruction> {
        private final MemorySegment code;
        private final long start;
        private long offset;
        private @Nullable Instruction next;
        private boolean ended;

        Walk(MemorySegment code, long start) {
            this.code = code;
            this.start = start;
        }

        @Override
        public boolean hasNext() {
            if (next == null && !ended) {
                enter();
                next = decode(code, offset, start + offset);
                ended = next == null;
            }
            return next != null;
        }

        @Override
        public Instruction next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException();
            }
            Instruction result = next;
            next = null;
            offset += result.size();
            return result;
        }
    }
}
