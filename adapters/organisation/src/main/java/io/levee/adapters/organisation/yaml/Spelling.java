package io.levee.adapters.organisation.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Guesses what somebody meant to write.
public final class Spelling {
    /// Longer words are not compared: the work grows with their product.
    private static final int LENGTH_MAX = 128;

    private Spelling() {}

    /// The known word nearest to `wrong`, where one is near: one letter differs, or two of eight and more.
    public static Optional<String> nearest(String wrong, Collection<String> known) {
        if (wrong.length() > LENGTH_MAX) {
            return Optional.empty();
        }
        int bound = wrong.length() < 8 ? 1 : 2;
        return known.stream()
                .filter(word -> Math.abs(word.length() - wrong.length()) <= bound && word.length() <= LENGTH_MAX)
                .filter(word -> distance(wrong, word) <= bound)
                .min(Comparator.<String>comparingInt(word -> distance(wrong, word))
                        .thenComparing(word -> word));
    }

    /// `did you mean X`, or `otherwise` where nothing is near.
    public static String hint(String wrong, Collection<String> known, String otherwise) {
        return nearest(wrong, known).map("did you mean `%s`?"::formatted).orElse(otherwise);
    }

    /// Insertions, deletions, replacements and swaps of neighbours, each counting one.
    static int distance(String from, String to) {
        int[] beforeLast = new int[to.length() + 1];
        int[] last = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replace = last[j - 1] + (same(from.charAt(i - 1), to.charAt(j - 1)) ? 0 : 1);
                row[j] = Math.min(replace, Math.min(last[j], row[j - 1]) + 1);
                boolean swapped = i > 1
                        && j > 1
                        && same(from.charAt(i - 1), to.charAt(j - 2))
                        && same(from.charAt(i - 2), to.charAt(j - 1));
                if (swapped) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[to.length()];
    }

    private static boolean same(char a, char b) {
        return Character.toLowerCase(a) == Character.toLowerCase(b);
    }
}
