package dev.initlab.elf;

/**
 * A file that is not the ELF it claims to be.
 *
 * <p>The message is one line: {@code file: offset 0x40: reason}. The input is at fault, never the
 * reader, so callers show the message without a stack trace.
 */
public final class ElfException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String file;
    private final long offset;
    private final String reason;

    public ElfException(String file, long offset, String reason) {
        super(printable(file) + ": offset 0x" + Long.toHexString(offset) + ": " + printable(reason));
        this.file = file;
        this.offset = offset;
        this.reason = printable(reason);
    }

    /** The name the file was opened under. */
    public String file() {
        return file;
    }

    /** The file offset of the field that is wrong, in bytes; unsigned. */
    public long offset() {
        return offset;
    }

    /** What is wrong, without file and place. */
    public String reason() {
        return reason;
    }

    /** Names come out of the file: a newline in one must not make two lines of the message. */
    private static String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        for (char each : text.toCharArray()) {
            if (Character.isISOControl(each)) {
                printable.append("\\x%02x".formatted((int) each));
            } else {
                printable.append(each);
            }
        }
        return printable.toString();
    }
}
