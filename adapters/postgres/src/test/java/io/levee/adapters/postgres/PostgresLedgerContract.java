package io.levee.adapters.postgres;

import io.levee.adapters.json.JacksonFactCodec;
import io.levee.ledger.Origin;
import io.levee.ledger.proof.NoteSigner;
import io.levee.testkit.LedgerContract;
import org.junit.jupiter.api.AfterEach;

/// The ledger's contract on one empty database.
abstract class PostgresLedgerContract extends LedgerContract {
    private static final Origin ORIGIN = new Origin("acme", "replica-1");

    private final Database database;
    private final PostgresLedger ledger;

    PostgresLedgerContract(String url) {
        database = Database.external(url);
        ledger = PostgresLedger.open(
                database, ORIGIN, NoteSigner.generate(ORIGIN.toString()), new JacksonFactCodec(), clock);
    }

    @Override
    protected Opened open() {
        return new Opened(ledger, ledger);
    }

    @AfterEach
    void close() {
        ledger.close();
        database.close();
    }
}
