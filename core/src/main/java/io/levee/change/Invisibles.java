package io.levee.change;

import io.levee.change.HiddenText.Found;
import io.levee.change.HiddenText.Kind;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Characters without a shape, outside the writing systems that need them: what Unicode calls
/// default ignorable, tags, variation selectors, private use and control characters. Neighbours
/// of one kind are one finding.
final class Invisibles {
    private static final int ZERO_WIDTH_SPACE = 0x200B;
    private static final int JOINER = 0x200D;
    private static final int BYTE_ORDER_MARK = 0xFEFF;
    private static final int BLACK_FLAG = 0x1F3F4;
    private static final int CANCEL_TAG = 0xE007F;
    private static final int DECODED_MAX = 120;
    /// Scripts that separate words by a zero-width space.
    private static final Set<UnicodeScript> WITHOUT_BLANKS = EnumSet.of(
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR,
            UnicodeScript.TIBETAN,
            UnicodeScript.JAVANESE,
            UnicodeScript.BALINESE);

    /// Scripts in which joiners have nothing to do.
    private static final Set<UnicodeScript> WITHOUT_JOINERS = EnumSet.of(
            UnicodeScript.LATIN,
            UnicodeScript.GREEK,
            UnicodeScript.CYRILLIC,
            UnicodeScript.ARMENIAN,
            UnicodeScript.GEORGIAN,
            UnicodeScript.HEBREW,
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL,
            UnicodeScript.BRAILLE,
            UnicodeScript.COMMON,
            UnicodeScript.INHERITED,
            UnicodeScript.UNKNOWN);

    private final String text;
    private final List<Found> found = new ArrayList<>();

    private Invisibles(String text) {
        this.text = text;
    }

    static List<Found> in(String text) {
        return new Invisibles(text).scan();
    }

    private List<Found> scan() {
        int start = 0;
        Optional<Kind> run = Optional.empty();
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int end = i + Character.charCount(c);
            int flag = c == BLACK_FLAG ? afterFlag(end) : end;
            Optional<Kind> kind = flag > end ? Optional.empty() : kind(c, i, end);
            if (!kind.equals(run)) {
                close(run, start, i);
                start = i;
                run = kind;
            }
            i = flag;
        }
        close(run, start, text.length());
        return found;
    }

    private void close(Optional<Kind> run, int start, int end) {
        run.ifPresent(kind -> found.add(new Found(kind, start, end, why(kind, start, end))));
    }

    private Optional<Kind> kind(int c, int at, int end) {
        if (c < 0x80) {
            return isControl(c, at, end) ? Optional.of(Kind.CONTROL) : Optional.empty();
        }
        if (c >= 0xE0000 && c <= CANCEL_TAG) {
            return Optional.of(Kind.TAGS);
        }
        if (isVariationSelector(c)) {
            return varies(c, before(at)) ? Optional.empty() : Optional.of(Kind.VARIATION);
        }
        return switch (Character.getType(c)) {
            case Character.PRIVATE_USE -> Optional.of(Kind.PRIVATE_USE);
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                Optional.of(Kind.CONTROL);
            default -> isInvisible(c) && !isNeeded(c, at, end) ? Optional.of(Kind.INVISIBLE) : Optional.empty();
        };
    }

    /// A carriage return is one only in the middle of a line, where it hides what stands before
    /// it on a terminal.
    private boolean isControl(int c, int at, int end) {
        if (c == '\r') {
            return end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r' && at > 0;
        }
        return (c < 0x20 && c != '\t' && c != '\n' && c != '\f') || c == 0x7F;
    }

    private static boolean isInvisible(int c) {
        if (Directions.isControl(c)) {
            return false;
        }
        return switch (c) {
            case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0 -> true;
            default ->
                (Character.getType(c) == Character.FORMAT && !isVisibleFormat(c))
                        || (c >= 0xE0080 && c <= 0xE0FFF)
                        || (c >= 0xFFF0 && c <= 0xFFF8);
        };
    }

    /// Signs of Arabic, Syriac, Kaithi and Egyptian that enclose or join digits and letters,
    /// with a shape of their own.
    private static boolean isVisibleFormat(int c) {
        return (c >= 0x0600 && c <= 0x0605)
                || c == 0x06DD
                || c == 0x070F
                || c == 0x0890
                || c == 0x0891
                || c == 0x08E2
                || c == 0x110BD
                || c == 0x110CD
                || (c >= 0x13430 && c <= 0x1343F);
    }

    private boolean isNeeded(int c, int at, int end) {
        int before = before(at);
        int after = end < text.length() ? text.codePointAt(end) : -1;
        return switch (c) {
            case BYTE_ORDER_MARK -> at == 0;
            case ZERO_WIDTH_SPACE -> isOf(WITHOUT_BLANKS, before) || isOf(WITHOUT_BLANKS, after);
            case 0x200C -> joins(before);
            case JOINER -> joins(before) || (isEmojiPart(before) && isPictographic(after));
            case 0x034F -> isOf(EnumSet.of(UnicodeScript.HEBREW), before);
            case 0x115F, 0x1160 -> isJamo(before) || isJamo(after);
            case 0x2800 -> isBraille(at, end);
            case 0x180E -> isOf(EnumSet.of(UnicodeScript.MONGOLIAN), before);
            default -> c >= 0x1D173 && c <= 0x1D17A && before >= 0x1D100 && before <= 0x1D1FF;
        };
    }

    private int before(int at) {
        return at > 0 ? text.codePointBefore(at) : -1;
    }

    private static boolean isOf(Set<UnicodeScript> scripts, int c) {
        return c >= 0 && scripts.contains(UnicodeScript.of(c));
    }

    /// Whether a joiner after this letter has a meaning. A mark stands for the letter below it.
    private static boolean joins(int c) {
        return c >= 0x0300 && !isOf(WITHOUT_JOINERS, c);
    }

    private static boolean isPictographic(int c) {
        return c >= 0 && Character.isExtendedPictographic(c);
    }

    private static boolean isEmojiPart(int c) {
        return c == 0xFE0F || isPictographic(c) || (c >= 0 && Character.isEmojiModifier(c));
    }

    private static boolean isJamo(int c) {
        return (c >= 0x1100 && c <= 0x11FF && c != 0x115F && c != 0x1160)
                || (c >= 0xA960 && c <= 0xA97C)
                || (c >= 0xD7B0 && c <= 0xD7FB);
    }

    /// A blank of Braille stands beside dots, as far as the blanks go.
    private boolean isBraille(int at, int end) {
        int left = at;
        while (left > 0 && at - left < FarRight.BLANKS_MAX && text.charAt(left - 1) == 0x2800) {
            left--;
        }
        int right = end;
        while (right < text.length() && right - end < FarRight.BLANKS_MAX && text.charAt(right) == 0x2800) {
            right++;
        }
        return isDots(left - 1) || isDots(right);
    }

    private boolean isDots(int at) {
        return at >= 0 && at < text.length() && text.charAt(at) > 0x2800 && text.charAt(at) <= 0x28FF;
    }

    private static boolean isVariationSelector(int c) {
        return (c >= 0xFE00 && c <= 0xFE0F)
                || (c >= 0xE0100 && c <= 0xE01EF)
                || (c >= 0x180B && c <= 0x180D)
                || c == 0x180F;
    }

    /// Whether the character before it has variants: emoji, ideographs, symbols, some scripts.
    /// Never after another one.
    private static boolean varies(int selector, int base) {
        if (base < 0 || isVariationSelector(base)) {
            return false;
        }
        UnicodeScript script = UnicodeScript.of(base);
        if (selector >= 0xE0100) {
            return script == UnicodeScript.HAN;
        }
        if (selector >= 0xFE0E) {
            return Character.isEmoji(base) || isPictographic(base);
        }
        int type = Character.getType(base);
        return switch (script) {
            case MONGOLIAN, PHAGS_PA, MYANMAR, MANICHAEAN, HAN, EGYPTIAN_HIEROGLYPHS -> true;
            default ->
                selector >= 0xFE00
                        && (base == '0'
                                || type == Character.MATH_SYMBOL
                                || type == Character.OTHER_SYMBOL
                                || (base >= 0x3000 && base <= 0x30FF)
                                || (base >= 0xFF00 && base <= 0xFFEF));
        };
    }

    /// The end of a flag of a region (UTS #51): a black flag, tags that spell it, a cancel tag.
    /// The place itself where it is none.
    private int afterFlag(int from) {
        int i = from;
        int letters = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            if (c == CANCEL_TAG) {
                return letters >= 3 && letters <= 6 ? i + 2 : from;
            }
            boolean letter = (c >= 0xE0061 && c <= 0xE007A) || (letters >= 2 && c >= 0xE0030 && c <= 0xE0039);
            if (!letter || ++letters > 6) {
                return from;
            }
            i += 2;
        }
        return from;
    }

    private String why(Kind kind, int start, int end) {
        String names = HiddenText.named(text, start, end);
        int count = text.codePointCount(start, end);
        return switch (kind) {
            case TAGS -> "%d tags, which nobody sees, spell `%s`".formatted(count, decoded(start, end));
            case VARIATION -> "%d variation selectors where nothing varies: %s".formatted(count, names);
            case PRIVATE_USE -> "%s means whatever a font says".formatted(names);
            case CONTROL -> "%s commands a terminal or ends a line for some readers only".formatted(names);
            default -> "%s has no shape".formatted(names);
        };
    }

    private String decoded(int start, int end) {
        StringBuilder decoded = new StringBuilder();
        text.substring(start, end)
                .codePoints()
                .map(c -> c - 0xE0000)
                .filter(c -> c >= 0x20 && c < 0x7F)
                .limit(DECODED_MAX)
                .forEach(decoded::appendCodePoint);
        return decoded.toString();
    }
}
