package io.levee.adapters.formats.sql;

import io.levee.adapters.formats.sql.SqlTokens.Token;
import java.util.List;
import java.util.Set;

/// Which words of an action of `ALTER TABLE` are SQL's own, and not names.
final class Keywords {
    /// Those that appear in actions (PostgreSQL 18, `ALTER TABLE` and column constraints), with
    /// the types that are several words long.
    private static final Set<String> WORDS = Set.of(
            ("ACTION ADD ALL ALTER ALWAYS AND ANY AS ATTACH BIGINT BIGSERIAL BOOLEAN BY BYTEA CASCADE CHAR CHARACTER CHECK"
                            + " CLUSTER COLLATE COLUMN COMPRESSION CONCURRENTLY CONSTRAINT CURRENT_DATE CURRENT_TIMESTAMP DATA"
                            + " DATE DEFAULT DEFERRABLE DEFERRED DELETE DETACH DISABLE DISTINCT DOUBLE DROP ENABLE EXCLUDE"
                            + " EXISTS EXPRESSION FALSE FINALIZE FIRST FOR FORCE FOREIGN FROM FULL GENERATED IDENTITY IF"
                            + " IMMEDIATE IN INCLUDE INDEX INHERIT INITIALLY INT INT2 INT4 INT8 INTEGER INTERVAL IS JSON JSONB"
                            + " KEY LEVEL LOGGED MATCH NO NOT NOTHING NULL NULLS NUMERIC OF OIDS ON ONLY OPTIONS OR OWNER"
                            + " PARTIAL PARTITION PRECISION PRIMARY REAL REFERENCES RENAME REPLICA RESET RESTART RESTRICT ROW"
                            + " RULE SCHEMA SECURITY SEQUENCE SERIAL SET SIMPLE SMALLINT START STATISTICS STORAGE STORED"
                            + " TABLESPACE TEXT TIME TIMESTAMP TIMESTAMPTZ TO TRIGGER TRUE TYPE UNIQUE UNLOGGED UPDATE USER"
                            + " USING UUID VALID VALIDATE VALUES VARCHAR VARYING VIRTUAL WITH WITHOUT ZONE")
                    .split(" "));
    /// Behind these stands a name, whatever it is called.
    private static final Set<String> NAMING = Set.of("COLUMN", "CONSTRAINT", "TO");

    private Keywords() {}

    static boolean are(List<Token> tokens, int at) {
        Token token = tokens.get(at);
        if (!SqlText.isWord(token) || !WORDS.contains(token.text())) {
            return false;
        }
        boolean named = at > 0
                && SqlText.isWord(tokens.get(at - 1))
                && NAMING.contains(tokens.get(at - 1).text());
        return !named || token.is("IF");
    }
}
