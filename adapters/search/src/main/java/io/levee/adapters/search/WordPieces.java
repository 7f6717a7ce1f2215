package io.levee.adapters.search;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The tokenizer that MiniLM was trained with: BERT's, uncased. Text is cleaned, lower cased,
/// freed of accents, cut at spaces and around punctuation and ideographs, and each word becomes
/// the longest pieces that the vocabulary has, from its beginning. Checked against the
/// tokenizer of Hugging Face.
///
/// What looks like a token of the model's own (`[SEP]`) is text like any other.
final class WordPieces {
    /// Tokens of one text, with the two that enclose it; the rest is not read. As the model was
    /// trained.
    static final int TOKENS_MAX = 256;
    /// Characters that are looked at: a token of this model has four on average.
    private static final int TEXT_MAX = 8 * TOKENS_MAX;
    private static final int WORD_MAX = 100;

    private static final int UNKNOWN = 100;
    private static final int BEGIN = 101;
    private static final int END = 102;

    private final Map<String, Integer> vocabulary;

    private WordPieces(Map<String, Integer> vocabulary) {
        this.vocabulary = vocabulary;
    }

    /// @param json a `tokenizer.json` whose model is WordPiece
    static WordPieces read(InputStream json) throws IOException {
        String text = new String(json.readAllBytes(), StandardCharsets.UTF_8);
        Map<String, Integer> vocabulary = vocabulary(text);
        if (vocabulary.getOrDefault("[UNK]", -1) != UNKNOWN
                || vocabulary.getOrDefault("[CLS]", -1) != BEGIN
                || vocabulary.getOrDefault("[SEP]", -1) != END) {
            throw new IOException("this is not the vocabulary of BERT, uncased: take the model's own tokenizer.json");
        }
        return new WordPieces(vocabulary);
    }

    /// Only the object `vocab` matters: texts, each with its number.
    private static Map<String, Integer> vocabulary(String json) {
        Map<String, Integer> vocabulary = new HashMap<>(1 << 16);
        int at = Math.max(0, json.indexOf("\"vocab\""));
        at = Math.max(at, json.indexOf('{', at)) + 1;
        boolean more = at > 0;
        while (more) {
            StringBuilder piece = new StringBuilder();
            int close = unquote(json, json.indexOf('"', at) + 1, piece);
            int from = json.indexOf(':', close) + 1;
            int to = from;
            while (json.charAt(to) != ',' && json.charAt(to) != '}') {
                to++;
            }
            vocabulary.put(
                    piece.toString(), Integer.parseInt(json.substring(from, to).strip()));
            more = json.charAt(to) == ',';
            at = to;
        }
        return vocabulary;
    }

    /// Where the closing quote is.
    private static int unquote(String json, int from, StringBuilder into) {
        int at = from;
        while (json.charAt(at) != '"') {
            if (json.charAt(at) != '\\') {
                into.append(json.charAt(at++));
            } else if (json.charAt(at + 1) == 'u') {
                into.append((char) Integer.parseInt(json.substring(at + 2, at + 6), 16));
                at += 6;
            } else {
                into.append(json.charAt(at + 1));
                at += 2;
            }
        }
        return at;
    }

    /// At most [#TOKENS_MAX] numbers, the first and last of which enclose the text.
    long[] tokens(String text) {
        long[] tokens = new long[TOKENS_MAX];
        int size = 0;
        tokens[size++] = BEGIN;
        for (String word : words(text)) {
            for (int piece : pieces(word)) {
                if (size == TOKENS_MAX - 1) {
                    break;
                }
                tokens[size++] = piece;
            }
        }
        tokens[size++] = END;
        return Arrays.copyOf(tokens, size);
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        clean(text).codePoints().forEach(c -> {
            if (isSpace(c)) {
                end(word, words);
            } else if (isPunctuation(c) || isIdeograph(c)) {
                end(word, words);
                words.add(Character.toString(c));
            } else {
                word.appendCodePoint(c);
            }
        });
        end(word, words);
        return words;
    }

    private static void end(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    /// Without what cannot be seen, without accents, in lower case.
    private static String clean(String text) {
        StringBuilder seen = new StringBuilder();
        text.substring(0, Math.min(text.length(), TEXT_MAX)).codePoints().forEach(c -> {
            if (isSpace(c)) {
                seen.append(' ');
            } else if (c != 0 && c != 0xFFFD && !isControl(c)) {
                seen.appendCodePoint(c);
            }
        });
        StringBuilder plain = new StringBuilder();
        Normalizer.normalize(seen, Normalizer.Form.NFD)
                .codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .forEach(plain::appendCodePoint);
        return plain.toString().toLowerCase(Locale.ROOT);
    }

    private int[] pieces(String word) {
        int length = word.codePointCount(0, word.length());
        if (length > WORD_MAX) {
            return new int[] {UNKNOWN};
        }
        int[] pieces = new int[length];
        int size = 0;
        int from = 0;
        while (from < word.length()) {
            int to = word.length();
            Integer piece = piece(word, from, to);
            while (piece == null && to > from) {
                piece = piece(word, from, --to);
            }
            if (piece == null) {
                return new int[] {UNKNOWN};
            }
            pieces[size++] = piece;
            from = to;
        }
        return Arrays.copyOf(pieces, size);
    }

    private @Nullable Integer piece(String word, int from, int to) {
        return from == to ? null : vocabulary.get((from == 0 ? "" : "##") + word.substring(from, to));
    }

    private static boolean isSpace(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || Character.getType(c) == Character.SPACE_SEPARATOR
                || c == 0x2028
                || c == 0x2029;
    }

    private static boolean isControl(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE -> true;
            default -> false;
        };
    }

    /// All of ASCII that is no letter, digit or space counts, as BERT has it.
    private static boolean isPunctuation(int c) {
        if (c < 0x80) {
            return c > ' ' && !Character.isLetterOrDigit(c);
        }
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }

    private static boolean isIdeograph(int c) {
        return between(c, 0x4E00, 0x9FFF)
                || between(c, 0x3400, 0x4DBF)
                || between(c, 0x20000, 0x2CEAF)
                || between(c, 0xF900, 0xFAFF)
                || between(c, 0x2F800, 0x2FA1F);
    }

    private static boolean between(int c, int first, int last) {
        return c >= first && c <= last;
    }
}
