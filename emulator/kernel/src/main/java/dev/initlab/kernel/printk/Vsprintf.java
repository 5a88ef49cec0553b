package dev.initlab.kernel.printk;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

import dev.initlab.kernel.printk.FormatSpec.Length;

/**
 * The kernel's {@code vsnprintf}: C's with the {@code %p} extensions.
 *
 * <p>Where it differs from C it follows {@code lib/vsprintf.c} (6.1): {@code %.d} has no precision, a
 * negative {@code .*} is 0, {@code %n} and every other unknown conversion end the text there (the
 * arguments behind it can no longer be told apart), letters and digits behind {@code %p} are always
 * swallowed. Text is bytes, not characters. No guest input makes it throw.
 */
public final class Vsprintf {
    /** Longer results are cut here. */
    public static final int MAX_OUTPUT = 1 << 20;
    /** {@code %pV} inside {@code %pV}: deeper ones print nothing; Linux would overflow its stack. */
    private static final int MAX_DEPTH = 8;

    private final byte[] format;
    private final VarArgs args;
    private final Environment env;
    private final FormatSink sink;
    private final int depth;
    private int at;

    private Vsprintf(byte[] format, VarArgs args, Environment env, FormatSink sink, int depth) {
        this.format = format;
        this.args = args;
        this.env = env;
        this.sink = sink;
        this.depth = depth;
    }

    /** What conversions may ask for besides their argument. */
    public record Environment(GuestStrings memory, Symbolizer symbols, PointerStyle pointers,
            PointerExtension extension) {
        /** Pointers hidden as before the hash key is there, no further extension. */
        public Environment(GuestStrings memory, Symbolizer symbols) {
            this(memory, symbols, PointerStyle.UNREADY, PointerExtension.NONE);
        }
    }

    /**
     * Further {@code %p} conversions, such as those that need a struct's layout ({@code %pd}, {@code %pR}).
     */
    @FunctionalInterface
    public interface PointerExtension {
        /** Knows none. */
        PointerExtension NONE = (suffix, pointer) -> Optional.empty();

        /**
         * The text for a pointer, padded afterwards; empty if this suffix is unknown.
         *
         * @param suffix all letters and digits behind {@code %p}, at least one
         */
        Optional<byte[]> format(String suffix, long pointer);
    }

    /**
     * What {@code vsnprintf} gives.
     *
     * @param text at most as many bytes as asked for
     * @param length the length the text would have had without a limit
     */
    public record Formatted(byte[] text, long length) {
    }

    /** The formatted text, with pointers hidden; the caller cuts it to its buffer. */
    public static byte[] format(String format, VarArgs args, GuestStrings mem, Symbolizer syms) {
        return format(format.getBytes(StandardCharsets.UTF_8), args, mem, syms);
    }

    /** As above for a format that ends at its first NUL or at the end of the array. */
    public static byte[] format(byte[] format, VarArgs args, GuestStrings mem, Symbolizer syms) {
        return format(format, args, new Environment(mem, syms), MAX_OUTPUT).text();
    }

    /**
     * The formatted text up to a limit, and its full length.
     *
     * @param limit the most bytes to keep, at most {@link #MAX_OUTPUT}
     */
    public static Formatted format(byte[] format, VarArgs args, Environment env, int limit) {
        FormatSink sink = new FormatSink(Math.clamp(limit, 0, MAX_OUTPUT));
        new Vsprintf(format, args, env, sink, 0).run();
        return sink.formatted();
    }

    static void nested(GuestStrings.VaFormat inner, Environment env, FormatSink sink, int depth) {
        if (depth < MAX_DEPTH) {
            new Vsprintf(inner.format(), inner.args(), env, sink, depth).run();
        }
    }

    private void run() {
        while (peek() != 0) {
            if (peek() != '%') {
                sink.put(format[at++]);
            } else if (!convert(conversion())) {
                return;
            }
        }
    }

    private int peek() {
        return at < format.length ? format[at] & 0xff : 0;
    }

    private FormatSpec conversion() {
        boolean left = false;
        boolean plus = false;
        boolean space = false;
        boolean special = false;
        boolean zeroPad = false;
        at++;
        while (true) {
            switch (peek()) {
                case '-' -> left = true;
                case '+' -> plus = true;
                case ' ' -> space = true;
                case '#' -> special = true;
                case '0' -> zeroPad = true;
                default -> {
                    int width = -1;
                    if (isDigit(peek())) {
                        width = digits(FormatSpec.WIDTH_MAX);
                    } else if (peek() == '*') {
                        at++;
                        int given = Math.clamp(args.next32(), -FormatSpec.WIDTH_MAX, FormatSpec.WIDTH_MAX);
                        left |= given < 0;
                        width = Math.abs(given);
                    }
                    int precision = precision();
                    Length length = length();
                    char conversion = (char) peek();
                    at++;
                    return new FormatSpec(left, plus, space, special, zeroPad, width, precision, length,
                            conversion);
                }
            }
            at++;
        }
    }

    private int precision() {
        if (peek() != '.') {
            return -1;
        }
        at++;
        if (isDigit(peek())) {
            return digits(FormatSpec.PRECISION_MAX);
        }
        if (peek() != '*') {
            return -1;
        }
        at++;
        return Math.clamp(args.next32(), 0, FormatSpec.PRECISION_MAX);
    }

    private int digits(int max) {
        int value = 0;
        while (isDigit(peek())) {
            value = Math.min(max, 10 * value + (peek() - '0'));
            at++;
        }
        return value;
    }

    private Length length() {
        int first = peek();
        if (first != 'h' && first != 'l' && first != 'L' && first != 'z' && first != 't') {
            return Length.INT;
        }
        at++;
        boolean twice = peek() == first && (first == 'h' || first == 'l');
        if (twice) {
            at++;
        }
        return switch (first) {
            case 'h' -> twice ? Length.CHAR : Length.SHORT;
            case 'l' -> twice ? Length.LONG_LONG : Length.LONG;
            case 'L' -> Length.LONG_LONG;
            case 'z' -> Length.SIZE;
            default -> Length.PTRDIFF;
        };
    }

    /** Prints one conversion; false if formatting must stop here. */
    private boolean convert(FormatSpec spec) {
        switch (spec.conversion()) {
            case 'c' -> {
                byte[] one = {(byte) args.next32()};
                sink.text(one, spec.withPrecision(-1));
            }
            case 's' -> string(args.nextPointer(), spec, env.memory(), args.pointerSize(), sink);
            case 'p' -> {
                int start = at;
                while (isAlphanumeric(peek())) {
                    at++;
                }
                String suffix = new String(format, start, at - start, StandardCharsets.ISO_8859_1);
                new PointerFormat(env, args.pointerSize(), sink, depth)
                        .print(suffix, args.nextPointer(), spec);
            }
            case '%' -> sink.put('%');
            case 'o' -> sink.number(unsigned(spec.length()), 8, false, false, spec);
            case 'x' -> sink.number(unsigned(spec.length()), 16, false, false, spec);
            case 'X' -> sink.number(unsigned(spec.length()), 16, false, true, spec);
            case 'u' -> sink.number(unsigned(spec.length()), 10, false, false, spec);
            case 'd', 'i' -> sink.number(signed(spec.length()), 10, true, false, spec);
            default -> {
                return false;
            }
        }
        return true;
    }

    private long signed(Length length) {
        return switch (length) {
            case CHAR -> (byte) args.next32();
            case SHORT -> (short) args.next32();
            case INT -> args.next32();
            case LONG, SIZE, PTRDIFF -> signedWord();
            case LONG_LONG -> args.next64();
        };
    }

    private long unsigned(Length length) {
        return switch (length) {
            case CHAR -> args.next32() & 0xff;
            case SHORT -> args.next32() & 0xffff;
            case INT -> args.next32() & 0xffff_ffffL;
            case LONG, SIZE -> args.pointerSize() == 4 ? args.nextPointer() & 0xffff_ffffL
                    : args.nextPointer();
            // ptrdiff_t is signed whatever the conversion, so %tx of a negative one has 16 digits.
            case PTRDIFF -> signedWord();
            case LONG_LONG -> args.next64();
        };
    }

    private long signedWord() {
        long value = args.nextPointer();
        return args.pointerSize() == 4 ? (int) value : value;
    }

    /** A string, or what stands for a pointer that cannot be one. */
    static void string(long pointer, FormatSpec spec, GuestStrings memory, int pointerSize, FormatSink sink) {
        Optional<String> complaint = PointerFormat.complaint(pointer, pointerSize);
        if (complaint.isPresent()) {
            PointerFormat.error(complaint.get(), spec, pointerSize, sink);
            return;
        }
        int limit = spec.precision() < 0 ? MAX_OUTPUT : spec.precision();
        Optional<byte[]> text = limit == 0 ? Optional.of(new byte[0]) : memory.cString(pointer, limit);
        if (text.isPresent()) {
            sink.text(terminated(text.get()), spec);
        } else {
            PointerFormat.error(PointerFormat.EFAULT, spec, pointerSize, sink);
        }
    }

    private static byte[] terminated(byte[] text) {
        for (int i = 0; i < text.length; i++) {
            if (text[i] == 0) {
                return Arrays.copyOf(text, i);
            }
        }
        return text;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isAlphanumeric(int c) {
        // The kernel's isalnum() knows Latin 1, so the letters above 0xbf count too.
        return isDigit(c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
                || c >= 0xc0 && c != 0xd7 && c != 0xf7;
    }
}
