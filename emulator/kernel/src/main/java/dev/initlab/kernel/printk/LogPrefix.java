package dev.initlab.kernel.printk;

import java.util.OptionalInt;

/**
 * What stands before the text of a {@code printk}: {@code KERN_SOH} and a level digit or {@code c}, any
 * number of times, the first level counting ({@code kernel/printk/printk.c: printk_parse_prefix()}).
 *
 * @param length bytes of the prefix
 * @param level empty if none is given
 * @param continuation whether {@code KERN_CONT} is among them
 */
public record LogPrefix(int length, OptionalInt level, boolean continuation) {
    private static final int KERN_SOH = 1;

    /** The prefix of a text; of length 0 if it has none. */
    public static LogPrefix parse(byte[] text) {
        int at = 0;
        OptionalInt level = OptionalInt.empty();
        boolean continuation = false;
        while (at + 1 < text.length && text[at] == KERN_SOH) {
            byte what = text[at + 1];
            if (what == 'c') {
                continuation = true;
            } else if (what >= '0' && what <= '7') {
                level = level.isPresent() ? level : OptionalInt.of(what - '0');
            } else {
                break;
            }
            at += 2;
        }
        return new LogPrefix(at, level, continuation);
    }
}
