package io.levee.change;

import io.levee.change.HiddenText.Found;
import io.levee.change.HiddenText.Kind;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Words that look Latin and are not, or not wholly: letters of other scripts that UTS #39
/// calls confusable with a Latin one. A word of one script is a finding only where every letter
/// of that script on the line looks Latin and the line has Latin letters too.
final class Lookalikes {
    /// Letters that a word of one other script has at least: shorter ones are letters in a
    /// table.
    private static final int WORD_MIN = 3;

    private static final Map<Integer, Character> STRONG = new HashMap<>();
    /// Letters of formulas; they count only between two Latin ones.
    private static final Map<Integer, Character> WEAK = new HashMap<>();

    private static final Map<Integer, Character> SIGNS = Map.of(0x037E, ';', 0x1FEF, '`', 0x01C3, '!', 0xA789, ':');

    static {
        // Cyrillic
        add(STRONG, "аеорсухіјѕһԁԛԝӏүАВЕІЈКМНОРСЅТУХԌҮԜԚӀ", "aeopcyxijshdqwlyABEIJKMHOPCSTYXGYWQI");
        // Greek
        add(STRONG, "οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "oABEZHIKMNOPTYX");
        add(WEAK, "ανρικυγ", "avpikuy");
        // Armenian
        add(STRONG, "օոսհցյԼՕՍՏ", "onuhgjLOUS");
        // Cherokee
        add(STRONG, "ᎪᏴᏟᎠᎬᏀᎻᎫᏦᏞᎷᏢᏒᏚᎢᏙᎳᎽᏃᏔ", "ABCDEGHJKLMPRSTVWYZW");
        // Lisu
        add(STRONG, "ꓐꓑꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴ", "BPDTGKJCZFMNLSRVHWXYAEIOU");
    }

    private final String text;
    private final List<Found> found = new ArrayList<>();
    private final boolean hasLatin;
    /// Whether the line is written in that script, so that an ending may be: letters that no
    /// Latin one looks like.
    private final Map<UnicodeScript, Boolean> prose = new HashMap<>();

    private Lookalikes(String text) {
        this.text = text;
        this.hasLatin = text.codePoints().anyMatch(Lookalikes::isLatin);
        text.codePoints()
                .filter(c -> Character.isLetter(c) && !isLookalike(c))
                .forEach(c -> prose.put(UnicodeScript.of(c), true));
    }

    private static void add(Map<Integer, Character> table, String from, String to) {
        int[] letters = from.codePoints().toArray();
        for (int i = 0; i < letters.length; i++) {
            table.put(letters[i], to.charAt(i));
        }
    }

    static List<Found> in(String text) {
        return text.codePoints().anyMatch(Lookalikes::isLookalike) ? new Lookalikes(text).scan() : List.of();
    }

    static boolean isLookalike(int c) {
        return c >= 0x80 && (STRONG.containsKey(c) || WEAK.containsKey(c) || SIGNS.containsKey(c) || isStyled(c));
    }

    /// Latin letters of another width or face, which compilers that normalise names take for
    /// plain ones.
    private static boolean isStyled(int c) {
        return (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A) || (c >= 0x1D400 && c <= 0x1D6A5);
    }

    private static boolean isLatin(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private List<Found> scan() {
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            int end = i + Character.charCount(c);
            if (SIGNS.containsKey(c)) {
                sign(c, i, end);
            } else if (isPart(c)) {
                while (end < text.length() && isPart(text.codePointAt(end))) {
                    end += Character.charCount(text.codePointAt(end));
                }
                word(i, end);
            }
            i = end;
        }
        return found;
    }

    private static boolean isPart(int c) {
        return (Character.isLetterOrDigit(c) || c == '_' || Character.getType(c) == Character.NON_SPACING_MARK)
                && !SIGNS.containsKey(c);
    }

    private void sign(int c, int start, int end) {
        boolean greek = prose.containsKey(UnicodeScript.GREEK);
        if (hasLatin && !greek) {
            found.add(new Found(
                    Kind.LOOKALIKE,
                    start,
                    end,
                    "%s looks like `%s`".formatted(HiddenText.named(c), SIGNS.getOrDefault(c, '?'))));
        }
    }

    private void word(int start, int end) {
        String word = text.substring(start, end);
        int latin = (int) word.codePoints().filter(Lookalikes::isLatin).count();
        int like = (int) word.codePoints().filter(Lookalikes::isLookalike).count();
        long letters = word.codePoints().filter(Character::isLetter).count();
        if (like == 0 || latin + like < letters) {
            return;
        }
        boolean hidden = latin > 0 ? isMixed(word) : isForeign(word, like);
        if (hidden) {
            found.add(new Found(
                    Kind.LOOKALIKE, start, end, "this looks like `%s` and has %s".formatted(latin(word), names(word))));
        }
    }

    /// A word of Latin letters and others. `JSONа` in Russian prose is an ending; in `sinα` and
    /// `ρ_max` the Greek letter stands for itself.
    private boolean isMixed(String word) {
        int[] letters = word.codePoints().toArray();
        int first = -1;
        int lastLatin = -1;
        boolean counts = false;
        for (int i = 0; i < letters.length; i++) {
            if (isLatin(letters[i])) {
                lastLatin = i;
            } else if (isLookalike(letters[i])) {
                first = first < 0 ? i : first;
                counts |= !WEAK.containsKey(letters[i]) || isBetweenLatin(letters, i);
            }
        }
        boolean ending = first > lastLatin && prose.containsKey(UnicodeScript.of(letters[first]));
        boolean symbol = isGreek(letters[first]) && isApart(letters);
        return counts && !ending && !symbol;
    }

    private static boolean isGreek(int c) {
        return UnicodeScript.of(c) == UnicodeScript.GREEK;
    }

    private static boolean isBetweenLatin(int[] letters, int i) {
        return i > 0 && i + 1 < letters.length && isLatin(letters[i - 1]) && isLatin(letters[i + 1]);
    }

    /// Whether no Latin letter stands right beside one that looks Latin: `Ρ_max`, `H_0Ν`.
    private static boolean isApart(int[] letters) {
        for (int i = 1; i < letters.length; i++) {
            if ((isLatin(letters[i - 1]) && isLookalike(letters[i]))
                    || (isLookalike(letters[i - 1]) && isLatin(letters[i]))) {
                return false;
            }
        }
        return true;
    }

    private boolean isForeign(String word, int like) {
        int first =
                word.codePoints().filter(Lookalikes::isLookalike).findFirst().orElse(0);
        return like >= WORD_MIN
                && hasLatin
                && !isStyled(first)
                && word.codePoints().noneMatch(WEAK::containsKey)
                && !prose.containsKey(UnicodeScript.of(first));
    }

    private static String latin(String word) {
        StringBuilder latin = new StringBuilder();
        word.codePoints().limit(60).forEach(c -> {
            Character plain = STRONG.getOrDefault(c, WEAK.get(c));
            if (plain != null) {
                latin.append(plain.charValue());
            } else if (isStyled(c)) {
                latin.append(Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC));
            } else {
                latin.appendCodePoint(c);
            }
        });
        return latin.toString();
    }

    private static String names(String word) {
        StringBuilder others = new StringBuilder();
        word.codePoints().filter(Lookalikes::isLookalike).forEach(others::appendCodePoint);
        return HiddenText.named(others.toString(), 0, others.length());
    }
}
