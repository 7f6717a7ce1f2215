package io.levee.adapters.formats.code;

import io.levee.adapters.formats.tree.Budget;
import io.levee.adapters.formats.tree.Piece;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.treesitter.TSInputEncoding;
import org.treesitter.TSLanguage;
import org.treesitter.TSParser;
import org.treesitter.TSQuery;
import org.treesitter.TSReader;
import org.treesitter.TSTree;

/// A file of a programming language as its classes, methods and functions.
///
/// The parser is native code: it sees plain ASCII only, each other character replaced by a
/// letter, so that its offsets are those of the text; it gets no more than [#CHARACTERS_MAX]
/// and [#TURNS_MAX]; and each text has a parser of its own.
public final class CodeText {
    static final int CHARACTERS_MAX = 256 << 10;
    /// Each is some steps of the parser: code of 200 k characters takes 1,000, hostile text of the
    /// largest size 5,000.
    private static final int TURNS_MAX = 20_000;

    private static final Map<Grammar, Loaded> LOADED = new ConcurrentHashMap<>();

    /// @param problem which limit the text is beyond. What the grammar does not know is none:
    ///                grammars are behind their languages, and whether code compiles others
    ///                tell
    public record Declarations(List<Piece> pieces, String problem) {
        static Declarations none(String problem) {
            return new Declarations(List.of(), problem);
        }
    }

    /// Both never change, and may be used by several threads at the same time.
    private record Loaded(TSLanguage language, TSQuery query) {
        static Loaded of(Grammar grammar) {
            TSLanguage language = grammar.language().get();
            return new Loaded(language, new TSQuery(language, grammar.query()));
        }
    }

    private CodeText() {}

    /// @param first the number of the first line
    public static Declarations read(Grammar grammar, String text, int first) {
        if (text.length() > CHARACTERS_MAX) {
            return Declarations.none("more than %d characters of code: split the file".formatted(CHARACTERS_MAX));
        }
        try {
            return parse(grammar, text, first);
        } catch (LinkageError e) {
            return Declarations.none("no parser for this language runs on this machine");
        }
    }

    private static Declarations parse(Grammar grammar, String text, int first) {
        Loaded loaded = LOADED.computeIfAbsent(grammar, Loaded::of);
        try (TSParser parser = new TSParser()) {
            parser.setLanguage(loaded.language());
            int[] turns = {0};
            TSTree parsed = parser.parseWithOptions(
                    new byte[1 << 16],
                    null,
                    reader(text),
                    TSInputEncoding.TSInputEncodingUTF8,
                    _ -> ++turns[0] > TURNS_MAX);
            if (parsed == null) {
                return Declarations.none("the parser found no end: split the file");
            }
            try (TSTree tree = parsed) {
                Walk walk = new Walk(grammar, text, first);
                try {
                    walk.over(loaded.query(), tree.getRootNode());
                } catch (Budget.Refused e) {
                    return new Declarations(walk.pieces(), e.problem());
                }
                return new Declarations(walk.pieces(), "");
            }
        }
    }

    private static TSReader reader(String text) {
        byte[] plain = ascii(text);
        return (buffer, offset, _) -> {
            int length = Math.clamp(plain.length - (long) offset, 0, buffer.length);
            System.arraycopy(plain, Math.min(offset, plain.length), buffer, 0, length);
            return length;
        };
    }

    private static byte[] ascii(String text) {
        char[] plain = text.toCharArray();
        for (int i = 0; i < plain.length; i++) {
            if (plain[i] >= 0x80) {
                plain[i] = 'x';
            } else if (plain[i] < ' ' && plain[i] != '\n' && plain[i] != '\t' && plain[i] != '\r') {
                plain[i] = ' ';
            }
        }
        return new String(plain).getBytes(StandardCharsets.US_ASCII);
    }
}
