package dev.initlab.inspect.order;

/** Names out of a file, written so that each is one word on one line. */
final class Words {
    private static final String ABSENT = "-";

    private Words() {
    }

    /** A name as a word of the text format: blanks, control characters and backslashes as {@code \\uNNNN}. */
    static String word(String name) {
        if (name.equals(ABSENT) || name.startsWith("#")) {
            return escape(name.charAt(0)) + word(name.substring(1));
        }
        StringBuilder word = new StringBuilder();
        name.chars().forEach(c -> word.append(isPlain(c) ? Character.toString(c) : escape(c)));
        return word.toString();
    }

    /** What {@link #word} wrote; an escape that is none stands for itself. */
    static String name(String word) {
        StringBuilder name = new StringBuilder();
        for (int at = 0; at < word.length(); at++) {
            if (word.startsWith("\\u", at) && at + 6 <= word.length()
                    && word.substring(at + 2, at + 6).chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
                name.append((char) Integer.parseInt(word.substring(at + 2, at + 6), 16));
                at += 5;
            } else {
                name.append(word.charAt(at));
            }
        }
        return name.toString();
    }

    /** A name as it can be shown on a terminal. */
    static String printable(String name) {
        StringBuilder shown = new StringBuilder();
        name.chars().forEach(c -> shown.append(Character.isISOControl(c) ? escape(c) : Character.toString(c)));
        return shown.toString();
    }

    private static boolean isPlain(int c) {
        return !Character.isISOControl(c) && !Character.isWhitespace(c) && !Character.isSpaceChar(c)
                && !Character.isSurrogate((char) c) && c != '\\';
    }

    private static String escape(int c) {
        return "\\u%04x".formatted(c);
    }
}
