package dev.initlab.kernel.printk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

import dev.initlab.kernel.errno.Errno;

/** The conversions that begin with {@code %p} ({@code lib/vsprintf.c: pointer()}). */
final class PointerFormat {
    static final String EFAULT = "(efault)";

    private static final int PAGE_SIZE = 4096;
    private static final int MAX_DUMP = 64;
    private static final int[] BIG_ENDIAN_UUID = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    private static final int[] LITTLE_ENDIAN_UUID = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};

    private final Vsprintf.Environment env;
    private final int pointerSize;
    private final FormatSink sink;
    private final int depth;

    PointerFormat(Vsprintf.Environment env, int pointerSize, FormatSink sink, int depth) {
        this.env = env;
        this.pointerSize = pointerSize;
        this.sink = sink;
        this.depth = depth;
    }

    /**
     * Prints one pointer.
     *
     * @param suffix the letters and digits behind {@code %p}
     */
    void print(String suffix, long pointer, FormatSpec spec) {
        if (suffix.isEmpty()) {
            plain(pointer, spec);
            return;
        }
        Optional<byte[]> extension = env.extension().format(suffix, pointer);
        if (extension.isPresent()) {
            sink.text(extension.get(), spec);
            return;
        }
        switch (suffix.charAt(0)) {
            case 'S' -> sink.text(env.symbols().withOffset(pointer), spec);
            case 's' -> sink.text(env.symbols().withoutOffset(pointer), spec);
            case 'B' -> sink.text(env.symbols().returnAddress(pointer), spec);
            case 'h' -> dump(suffix, pointer, spec);
            case 'b' -> bitmap(suffix, pointer, spec);
            case 'M', 'm' -> read(pointer, 6, spec, (bytes, s) -> sink.text(mac(suffix, bytes), s));
            case 'I', 'i' -> internet(suffix, pointer, spec);
            case 'U' -> read(pointer, 16, spec, (bytes, s) -> sink.text(uuid(suffix, bytes), s));
            case 'V' -> vaFormat(pointer, spec);
            case 'a' -> read(pointer, pointerSize, spec, (bytes, s) ->
                    sink.number(word(bytes, 0), 16, false, false, FormatSpec.specialHex(pointerSize)));
            case 'x' -> raw(pointer, spec);
            case 'e' -> error(pointer, spec);
            case 'k', 'u' -> {
                if (second(suffix) == 's') {
                    Vsprintf.string(pointer, spec, env.memory(), pointerSize, sink);
                } else {
                    error("(einval)", spec, pointerSize, sink);
                }
            }
            // %pK with kptr_restrict=0, and all that need a struct's layout and have no extension.
            default -> plain(pointer, spec);
        }
    }

    /** Why a pointer cannot point to data; empty if it may. */
    static Optional<String> complaint(long pointer, int pointerSize) {
        if (pointer == 0) {
            return Optional.of("(null)");
        }
        return Long.compareUnsigned(pointer, PAGE_SIZE) < 0 || isError(pointer, pointerSize)
                ? Optional.of(EFAULT) : Optional.empty();
    }

    /** A message in place of a value; without a precision it is as long as a pointer at most. */
    static void error(String message, FormatSpec spec, int pointerSize, FormatSink sink) {
        sink.text(message, spec.precision() == -1 ? spec.withPrecision(2 * pointerSize) : spec);
    }

    private static boolean isError(long pointer, int pointerSize) {
        long signed = pointerSize == 4 ? (int) pointer : pointer;
        return signed < 0 && signed >= -Errno.MAX_ERRNO;
    }

    private void plain(long pointer, FormatSpec spec) {
        // NULL and error pointers are no addresses, so there is nothing to hide.
        if (pointer == 0 || isError(pointer, pointerSize)) {
            raw(pointer, spec);
            return;
        }
        OptionalLong shown = env.pointers().shown(pointer);
        if (shown.isPresent()) {
            raw(shown.getAsLong(), spec);
        } else {
            error(pointerSize == 8 ? "(____ptrval____)" : "(ptrval)", spec.withWidth(2 * pointerSize),
                    pointerSize, sink);
        }
    }

    private void raw(long pointer, FormatSpec spec) {
        FormatSpec shape = spec.width() == -1 ? spec.withWidth(2 * pointerSize).withZeroPad() : spec;
        long value = pointerSize == 4 ? pointer & 0xffff_ffffL : pointer;
        sink.number(value, 16, false, false, shape);
    }

    private void error(long pointer, FormatSpec spec) {
        if (!isError(pointer, pointerSize)) {
            plain(pointer, spec);
            return;
        }
        int number = (int) pointer;
        Optional<Errno> errno = Errno.of(-number);
        if (errno.isPresent()) {
            sink.text("-" + errno.get().name(), spec);
        } else {
            sink.number(number, 10, true, false, spec);
        }
    }

    private void vaFormat(long pointer, FormatSpec spec) {
        Optional<String> complaint = complaint(pointer, pointerSize);
        if (complaint.isPresent()) {
            error(complaint.get(), spec, pointerSize, sink);
            return;
        }
        env.memory().vaFormat(pointer).ifPresentOrElse(
                inner -> Vsprintf.nested(inner, env, sink, depth + 1),
                () -> error(EFAULT, spec, pointerSize, sink));
    }

    private void read(long pointer, int length, FormatSpec spec, BiConsumer<byte[], FormatSpec> print) {
        Optional<String> complaint = complaint(pointer, pointerSize);
        if (complaint.isPresent()) {
            error(complaint.get(), spec, pointerSize, sink);
            return;
        }
        env.memory().bytes(pointer, length).ifPresentOrElse(
                bytes -> print.accept(bytes, spec),
                () -> error(EFAULT, spec, pointerSize, sink));
    }

    /** {@code %*ph}: the width is the number of bytes. */
    private void dump(String suffix, long pointer, FormatSpec spec) {
        if (spec.width() == 0) {
            return;
        }
        int length = spec.width() > 0 ? Math.min(spec.width(), MAX_DUMP) : 1;
        String separator = switch (second(suffix)) {
            case 'C' -> ":";
            case 'D' -> "-";
            case 'N' -> "";
            default -> " ";
        };
        read(pointer, length, spec, (bytes, s) ->
                sink.text(HexFormat.ofDelimiter(separator).formatHex(bytes), FormatSpec.PLAIN));
    }

    /** {@code %*pb} and {@code %*pbl}: the width is the number of bits. */
    private void bitmap(String suffix, long pointer, FormatSpec spec) {
        int bits = Math.max(spec.width(), 0);
        int words = Math.ceilDiv(bits, 8 * pointerSize);
        read(pointer, words * pointerSize, spec, (bytes, s) -> {
            if (second(suffix) == 'l') {
                ranges(BitSet.valueOf(bytes).get(0, bits));
            } else {
                chunks(bytes, bits);
            }
        });
    }

    private void ranges(BitSet set) {
        String comma = "";
        for (int from = set.nextSetBit(0); from >= 0; ) {
            int next = set.nextClearBit(from);
            sink.text(comma + from + (next - from > 1 ? "-" + (next - 1) : ""), FormatSpec.PLAIN);
            comma = ",";
            from = set.nextSetBit(next);
        }
    }

    private void chunks(byte[] bytes, int bits) {
        int chunk = bits % 32 == 0 ? 32 : bits % 32;
        for (int at = Math.ceilDiv(bits, 32) * 32 - 32; at >= 0; at -= 32) {
            long value = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at / 8)
                    & ((1L << chunk) - 1);
            FormatSpec shape = FormatSpec.PLAIN.withWidth(Math.ceilDiv(chunk, 4)).withZeroPad();
            sink.number(value, 16, false, false, shape);
            if (at > 0) {
                sink.put(',');
            }
            chunk = 32;
        }
    }

    private static String mac(String suffix, byte[] bytes) {
        byte[] shown = bytes.clone();
        if (second(suffix) == 'R') {
            for (int i = 0; i < 6; i++) {
                shown[i] = bytes[5 - i];
            }
        }
        String separator = suffix.charAt(0) == 'm' ? "" : second(suffix) == 'F' ? "-" : ":";
        return HexFormat.ofDelimiter(separator).formatHex(shown);
    }

    private static String uuid(String suffix, byte[] bytes) {
        char variant = second(suffix);
        int[] order = variant == 'l' || variant == 'L' ? LITTLE_ENDIAN_UUID : BIG_ENDIAN_UUID;
        HexFormat hex = variant == 'L' || variant == 'B' ? HexFormat.of().withUpperCase() : HexFormat.of();
        StringBuilder text = new StringBuilder(36);
        for (int i = 0; i < 16; i++) {
            if (i == 4 || i == 6 || i == 8 || i == 10) {
                text.append('-');
            }
            text.append(hex.toHexDigits(bytes[order[i]]));
        }
        return text.toString();
    }

    private void internet(String suffix, long pointer, FormatSpec spec) {
        switch (second(suffix)) {
            case '4' -> read(pointer, 4, spec, (bytes, s) -> sink.text(InternetAddress.v4(suffix, bytes), s));
            case '6' -> read(pointer, 16, spec, (bytes, s) ->
                    sink.text(InternetAddress.v6(suffix, bytes), s));
            default -> error("(%p" + suffix.charAt(0) + "?)", spec, pointerSize, sink);
        }
    }

    private long word(byte[] bytes, int offset) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return pointerSize == 4 ? buffer.getInt(offset) & 0xffff_ffffL : buffer.getLong(offset);
    }

    private static char second(String suffix) {
        return suffix.length() > 1 ? suffix.charAt(1) : 0;
    }
}
