package io.levee.adapters.formats.code;

import io.levee.adapters.formats.tree.Budget;
import io.levee.adapters.formats.tree.Piece;
import java.util.ArrayList;
import java.util.List;
import org.treesitter.TSLanguage;
import org.treesitter.TSNode;
import org.treesitter.TSParser;
import org.treesitter.TSTree;

/// A file of a programming language as its classes, methods and functions.
///
/// The parser is native code: it sees plain ASCII only, each other character replaced by a letter, so that its offsets
/// are
/// those of the text; it gets no more than [#CHARACTERS_MAX]; and each text has a parser of its own.
public final class CodeText {
    static final int CHARACTERS_MAX = 512 << 10;
    /// Declarations inside declarations; the walk descends once for each bracket as well.
    private static final int DEPTH_MAX = 1_000;

    private final Grammar grammar;
    private final String text;
    private final int first;
    private final Budget budget = new Budget();
    private final List<Piece> pieces = new ArrayList<>();
    private String problem = "";

    /// @param problem the first line that its grammar does not know
    public record Declarations(List<Piece> pieces, String problem) {}

    private CodeText(Grammar grammar, String text, int first) {
        this.grammar = grammar;
        this.text = text;
        this.first = first;
    }

    /// @param first the number of the first line
    public static Declarations read(Grammar grammar, String text, int first) {
        CodeText reader = new CodeText(grammar, text, first);
        if (text.length() > CHARACTERS_MAX) {
            return new Declarations(
                    List.of(), "more than %d characters of code: split the file".formatted(CHARACTERS_MAX));
        }
        try {
            reader.parse();
        } catch (Budget.Refused e) {
            reader.problem = e.problem();
        } catch (LinkageError e) {
            reader.problem = "no parser for this language runs on this machine";
        }
        return new Declarations(reader.pieces, reader.problem);
    }

    private void parse() {
        TSLanguage language = grammar.language().get();
        try (TSParser parser = new TSParser()) {
            parser.setLanguage(language);
            try (TSTree tree = parser.parseString(null, ascii(text))) {
                walk(tree.getRootNode(), "", 0);
            }
        }
    }

    private static String ascii(String text) {
        char[] plain = text.toCharArray();
        for (int i = 0; i < plain.length; i++) {
            if (plain[i] >= 0x80) {
                plain[i] = 'x';
            } else if (plain[i] < ' ' && plain[i] != '\n' && plain[i] != '\t' && plain[i] != '\r') {
                plain[i] = ' ';
            }
        }
        return new String(plain);
    }

    /// @param within the name of what is around, with a dot after it
    private void walk(TSNode node, String within, int depth) {
        budget.spend(line(node), 0);
        if (depth > DEPTH_MAX) {
            throw new Budget.Refused(line(node), "nested more than %d deep: flatten it".formatted(DEPTH_MAX));
        }
        if ((node.isError() || node.isMissing()) && problem.isEmpty()) {
            problem = Budget.problem(line(node), "this is not what the grammar allows here");
        }
        String kind = grammar.kinds().get(node.getType());
        String inside = within;
        if (kind != null) {
            Declaration declaration = new Declaration(grammar, text, node, first, budget);
            Piece piece = declaration.piece(kind, within);
            if (pieces.size() >= Budget.PIECES_MAX) {
                throw new Budget.Refused(
                        line(node), "more than %d declarations: split the file".formatted(Budget.PIECES_MAX));
            }
            pieces.add(piece);
            inside = piece.name() + ".";
        }
        for (int i = 0; i < node.getNamedChildCount(); i++) {
            walk(node.getNamedChild(i), inside, depth + 1);
        }
    }

    private int line(TSNode node) {
        return node.getStartPoint().getRow() + first;
    }
}
