package dev.initlab.debug.console;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import dev.initlab.capstone.Instruction;
import dev.initlab.debug.monitor.RefusedException;

/** Values and memory as text. */
final class Values {
    private static final int MAX_SHOWN = 64;
    private static final int MAX_STRING = 256;
    private static final int LINE = 16;

    private final Target target;
    private final Assembly assembly;

    Values(Target target, Assembly assembly) {
        this.target = target;
        this.assembly = assembly;
    }

    /** What is behind a / of x and print: a count, a format, a size; {@code 4xg}. */
    record Format(int count, char letter, int size) {
        private static final String LETTERS = "xduoctasi";

        /** Reads it; what is not said is taken from another one. */
        static Format parse(String text, Format otherwise) {
            int digits = 0;
            while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
                digits++;
            }
            int count = digits == 0 ? 1 : (int) Math.min(ExpressionParser.number(text.substring(0, digits)), 1 << 16);
            char letter = otherwise.letter();
            int size = otherwise.size();
            for (char c : text.substring(digits).toCharArray()) {
                int sized = "bhwg".indexOf(c);
                if (sized >= 0) {
                    size = 1 << sized;
                } else if (LETTERS.indexOf(c) >= 0) {
                    letter = c;
                } else {
                    throw new RefusedException("/" + text + ": \"" + c + "\" is no format; there are x d u o c t a s i, "
                            + "and the sizes b h w g");
                }
            }
            return new Format(count, letter, size);
        }
    }

    /** What a place or a value is: a number by its size, with the symbol it points to, or a string, or bytes. */
    String text(Evaluator.Meaning meaning) {
        return switch (meaning) {
            case Evaluator.Meaning.Value(long value) -> number(value, target.wordSize());
            case Evaluator.Meaning.Place(long address, long size) when size == 1 || size == 2 || size == 4 || size == 8 ->
                    number(Target.number(target.read(address, (int) size)).longValue(), (int) size);
            case Evaluator.Meaning.Place(long address, long size) -> {
                byte[] bytes = target.read(address, (int) Math.min(size, MAX_STRING));
                yield isString(bytes) ? quoted(bytes) : size + " bytes\n" + dump(address, bytes.length > MAX_SHOWN
                        ? Arrays.copyOf(bytes, MAX_SHOWN) : bytes).stripTrailing() + (size > MAX_SHOWN ? " …" : "");
            }
        };
    }

    /** The same in a format that was asked for. */
    String text(Evaluator.Meaning meaning, Format format) {
        return switch (meaning) {
            case Evaluator.Meaning.Value(long value) -> formatted(value, format.letter(), target.wordSize());
            case Evaluator.Meaning.Place(long address, long _) when format.letter() == 's' -> string(address);
            case Evaluator.Meaning.Place(long address, long size) -> {
                int shown = (int) Math.clamp(size, 1, 8);
                yield formatted(Target.number(target.read(address, shown)).longValue(), format.letter(), shown);
            }
        };
    }

    private String number(long value, int size) {
        long signed = value << Long.SIZE - 8 * size >> Long.SIZE - 8 * size;
        if (size == target.wordSize() && Long.compareUnsigned(value, target.isa().kernelStart()) >= 0
                && signed < -4095) { // MAX_ERRNO
            byte[] there = target.readSome(value, MAX_STRING);
            return target.place(value) + (isBeginOfString(there) ? " " + quoted(there) : "");
        }
        return signed >= 0 && signed < 10 ? Long.toString(signed) : "%d (0x%x)".formatted(signed, unsigned(value, size));
    }

    private static long unsigned(long value, int size) {
        return size == 8 ? value : value & (1L << 8 * size) - 1;
    }

    private String formatted(long value, char letter, int size) {
        long unsigned = unsigned(value, size);
        return switch (letter) {
            case 'd' -> Long.toString(value << Long.SIZE - 8 * size >> Long.SIZE - 8 * size);
            case 'u' -> Long.toUnsignedString(unsigned);
            case 'o' -> "0" + Long.toOctalString(unsigned);
            case 't' -> Long.toBinaryString(unsigned);
            case 'a' -> target.place(unsigned);
            case 'c' -> "%d '%s'".formatted((byte) value, escaped((int) value & 0xff));
            default -> ("0x%0" + 2 * size + "x").formatted(unsigned);
        };
    }

    /** Memory in a format, a line for each 16 bytes, string or instruction. */
    String memory(long address, Format format) {
        StringBuilder text = new StringBuilder();
        long at = address;
        for (int i = 0; i < format.count(); i++) {
            if (format.letter() == 's') {
                String string = string(at);
                text.append(target.place(at)).append(": ").append(string).append('\n');
                at += length(target.readSome(at, MAX_STRING)) + 1;
            } else if (format.letter() == 'i') {
                long place = at;
                Instruction instruction = assembly.at(at).orElseThrow(() -> new RefusedException(
                        "no instruction at 0x" + Long.toHexString(place)));
                text.append(target.place(at)).append(": ").append(assembly.text(instruction)).append('\n');
                at = instruction.next();
            } else {
                int size = format.letter() == 'a' ? target.wordSize() : format.letter() == 'c' ? 1 : format.size();
                boolean begins = format.letter() == 'a' || i % Math.max(1, LINE / size) == 0;
                text.append(!begins ? " " : (i == 0 ? "" : "\n") + target.place(at) + ": ");
                text.append(formatted(Target.number(target.read(at, size)).longValue(), format.letter(), size));
                at += size;
            }
        }
        return text.toString().stripTrailing() + "\n";
    }

    /** Where memory in a format ends. */
    long behind(long address, Format format) {
        long at = address;
        for (int i = 0; i < format.count(); i++) {
            at = switch (format.letter()) {
                case 's' -> at + length(target.readSome(at, MAX_STRING)) + 1;
                case 'i' -> assembly.at(at).map(Instruction::next).orElse(at);
                case 'a' -> at + target.wordSize();
                case 'c' -> at + 1;
                default -> at + format.size();
            };
        }
        return at;
    }

    private String string(long address) {
        byte[] bytes = target.readSome(address, MAX_STRING);
        if (bytes.length == 0) {
            throw new RefusedException("no memory at 0x" + Long.toHexString(address));
        }
        return quoted(bytes);
    }

    private static int length(byte[] bytes) {
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        return length;
    }

    private static boolean isBeginOfString(byte[] bytes) {
        int length = length(bytes);
        return length > 1 && length < bytes.length && isPrintable(bytes, length);
    }

    /** Printable up to its only NULs, at the end. */
    private static boolean isString(byte[] bytes) {
        int length = length(bytes);
        boolean isPadded = true;
        for (int i = length; i < bytes.length; i++) {
            isPadded &= bytes[i] == 0;
        }
        return length > 0 && length < bytes.length && isPadded && isPrintable(bytes, length);
    }

    private static boolean isPrintable(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] != '\n' && bytes[i] != '\t' && (bytes[i] < ' ' || bytes[i] > '~')) {
                return false;
            }
        }
        return true;
    }

    private static String quoted(byte[] bytes) {
        StringBuilder text = new StringBuilder("\"");
        int length = length(bytes);
        for (int i = 0; i < length; i++) {
            text.append(escaped(bytes[i] & 0xff));
        }
        return text.append(length == bytes.length ? "\"…" : "\"").toString();
    }

    private static String escaped(int c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            default -> c >= ' ' && c <= '~' ? new String(new byte[] {(byte) c}, StandardCharsets.US_ASCII)
                    : "\\%03o".formatted(c);
        };
    }

    private String dump(long address, byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bytes.length; i += LINE) {
            text.append("  0x").append(target.isa().hex(address + i)).append(':');
            for (int j = i; j < Math.min(bytes.length, i + LINE); j++) {
                text.append(" %02x".formatted(bytes[j]));
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** A register's contents. */
    String register(BigInteger value, int bits) {
        return bits <= Long.SIZE && Long.compareUnsigned(value.longValue(), target.isa().kernelStart()) >= 0
                ? target.place(value.longValue()) : "0x" + value.toString(16);
    }
}
