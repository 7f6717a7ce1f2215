package io.levee.adapters.formats.sql;

import io.levee.adapters.formats.sql.SqlTokens.Kind;
import io.levee.adapters.formats.sql.SqlTokens.Token;
import io.levee.adapters.formats.tree.Budget;
import io.levee.adapters.formats.tree.Piece;
import io.levee.catalog.AssetId;
import java.util.ArrayList;
import java.util.List;

/// A file of SQL as its statements.
public final class SqlText {
    private final SqlTokens.Tokens tokens;
    private final List<Piece> pieces = new ArrayList<>();
    private String problem;
    private boolean transaction;

    /// @param problem what is not closed, or too much
    public record Statements(List<Piece> pieces, String problem) {}

    private SqlText(SqlTokens.Tokens tokens) {
        this.tokens = tokens;
        this.problem = tokens.problem();
    }

    /// @param first the number of the first line
    public static Statements read(String text, int first) {
        SqlText reader = new SqlText(SqlTokens.read(text, first));
        reader.statements();
        return new Statements(reader.pieces, reader.problem);
    }

    private void statements() {
        List<Token> all = tokens.tokens();
        int from = 0;
        int blocks = 0;
        for (int i = 0; i <= all.size(); i++) {
            boolean end = i == all.size();
            if (!end) {
                blocks = Math.max(0, blocks + atomic(all, from, i));
            }
            if (end || (all.get(i).isSign(';') && blocks == 0)) {
                if (i > from && !add(from, i)) {
                    return;
                }
                from = i + 1;
                blocks = 0;
            }
        }
    }

    /// How a token changes the depth of the body of a function that is written in SQL (`BEGIN
    /// ATOMIC … END`).
    private static int atomic(List<Token> all, int from, int at) {
        Token token = all.get(at);
        if (token.is("ATOMIC") && at > from && all.get(at - 1).is("BEGIN")) {
            return 1;
        }
        if (!all.get(from).is("CREATE") || at == from) {
            return 0;
        }
        return token.is("CASE") ? 1 : token.is("END") ? -1 : 0;
    }

    /// Whether there may be more.
    private boolean add(int from, int to) {
        List<Token> own = tokens.tokens().subList(from, to);
        List<String> written = tokens.written().subList(from, to);
        Verbs.Found found = Verbs.of(own, written);
        if (pieces.size() >= Budget.PIECES_MAX) {
            problem = "line %d: more than %d statements: split the file"
                    .formatted(own.getFirst().line(), Budget.PIECES_MAX);
            return false;
        }
        boolean ends = found.verb().equals("COMMIT") || found.verb().equals("ROLLBACK");
        transaction = (transaction && !ends) || found.verb().equals("BEGIN");
        Statement statement = new Statement(found, own, written, transaction, pieces.size() + 1L);
        String object = found.object().isEmpty() ? found.table() : found.object();
        List<AssetId> assets = Verbs.tables(found, own, written).stream()
                .flatMap(table -> AssetId.of("table", table).stream())
                .toList();
        pieces.add(new Piece(
                "statement",
                object,
                found.verb() + " " + object,
                assets,
                statement.tree(),
                own.getFirst().line(),
                Statement.ASIDE));
        return true;
    }

    static boolean isWord(Token token) {
        return token.kind() == Kind.WORD;
    }
}
