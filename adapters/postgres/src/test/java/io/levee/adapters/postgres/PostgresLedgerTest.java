package io.levee.adapters.postgres;

import io.levee.adapters.json.JacksonFactCodec;
import io.levee.ledger.Origin;
import io.levee.ledger.proof.NoteSigner;
import io.levee.testkit.LedgerContract;
import io.levee.testkit.TestPostgres;
import org.junit.jupiter.api.AfterEach;

class PostgresLedgerTest extends LedgerContract {
    private static final Origin ORIGIN = new Origin("acme", "replica-1");

    private final Database database = Database.external(TestPostgres.freshDatabase());
    private final PostgresLedger ledger = PostgresLedger.open(
            database, ORIGIN, NoteSigner.generate(ORIGIN.toString()), new JacksonFactCodec(), clock);

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
