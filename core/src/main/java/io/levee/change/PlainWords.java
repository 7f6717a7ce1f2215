package io.levee.change;

/// What a model wrote, as text that does nothing wherever it is shown: no link, no mention, no
/// markup, no command, no second line.
public final class PlainWords {
    private static final String SIGNS = " .,;:'\"()+-=/%?";
    /// Accents on one letter.
    private static final int MARKS_MAX = 2;

    private PlainWords() {}

    /// Empty where no words are left.
    public static String of(String text) {
        String shown = HiddenText.visible(Secrets.redacted(text.strip()));
        StringBuilder plain = new StringBuilder(shown.length());
        int marks = 0;
        for (int i = 0; i < shown.length(); ) {
            int c = shown.codePointAt(i);
            i += Character.charCount(c);
            marks = isMark(c) ? marks + 1 : 0;
            boolean joined = c == '_' && !plain.isEmpty() && isWord(plain.codePointBefore(plain.length()));
            if (isWord(c) || joined || SIGNS.indexOf(c) >= 0 || (marks > 0 && marks <= MARKS_MAX)) {
                plain.appendCodePoint(c);
            } else if (marks == 0) {
                plain.append(' ');
            }
        }
        String words = unlinked(plain.toString());
        return words.codePoints().anyMatch(Character::isLetter) ? words : "";
    }

    private static boolean isWord(int c) {
        return Character.isLetterOrDigit(c);
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    /// Forges make links of schemes, of `www.`, and of their own short forms such as `GH-7`.
    private static String unlinked(String text) {
        return text.replaceAll(":(?=\\S)", ": ")
                .replaceAll("//+", "/ /")
                .replaceAll("(?i)(www)\\.", "$1 ")
                .replaceAll("(?i)\\b(gh)-(?=\\d)", "$1 ")
                .replaceAll("_(?=\\W|$)", " ")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
