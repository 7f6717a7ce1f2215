package io.levee.adapters.postgres;

import io.levee.testkit.TestPostgres;

class PostgresLedgerTest extends PostgresLedgerContract {
    PostgresLedgerTest() {
        super(TestPostgres.freshDatabase());
    }
}
