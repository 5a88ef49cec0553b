package dev.initlab.suite;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names that may have been meant by one that is not there. */
public final class NearestNames {
    private static final int MOST = 3;

    private NearestNames() {
    }

    /**
     * The nearest names, nearest first, at most three; none if all are far away.
     *
     * @param wanted what was written; wildcards in it are left out of the comparison
     * @param names  what there is; {@code module:function} is near to the function alone, too
     */
    public static List<String> of(String wanted, Collection<String> names) {
        String plain = wanted.replaceAll("[*?]", "").toLowerCase(Locale.ROOT);
        record Near(String name, int distance) {
        }
        return names.stream().distinct()
                .map(name -> new Near(name, distance(plain, name.toLowerCase(Locale.ROOT))))
                .filter(n -> n.distance() <= Math.max(2, plain.length() / 3))
                .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
                .limit(MOST).map(Near::name).toList();
    }

    /** A sentence that offers them, with a blank before it; empty if none is near. */
    public static String offer(String wanted, Collection<String> names) {
        List<String> near = of(wanted, names);
        return near.isEmpty() ? "" : " Did you mean " + String.join(" or ", near) + "?";
    }

    private static int distance(String wanted, String name) {
        int whole = edits(wanted, name);
        int colon = name.indexOf(':');
        return colon < 0 || wanted.indexOf(':') >= 0 ? whole
                : Math.min(whole, edits(wanted, name.substring(colon + 1)));
    }

    /** Levenshtein: insertions, deletions and replacements of one character. */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
