package io.levee.adapters.postgres;

import io.levee.adapters.json.JacksonFactCodec;
import io.levee.ledger.Origin;
import io.levee.ledger.proof.NoteSigner;
import java.time.Duration;
import java.time.InstantSource;

/// One replica of a test: its key stays the same over restarts.
final class Replica implements AutoCloseable {
    final Origin origin;
    final NoteSigner signer;
    final Database database;
    private final Duration patience;
    private final boolean listening;
    private PostgresLedger ledger;

    private Replica(String name, String url, Duration patience, boolean listening) {
        this.origin = new Origin("acme", name);
        this.signer = NoteSigner.generate(origin.toString());
        this.database = Database.external(url);
        this.patience = patience;
        this.listening = listening;
        this.ledger = open(signer);
    }

    static Replica start(String name, String url) {
        return new Replica(name, url, LedgerWriter.PATIENCE, true);
    }

    /// Refuses facts soon while the database is away.
    static Replica impatient(String name, String url) {
        return new Replica(name, url, Duration.ofMillis(300), true);
    }

    /// Loses every notification.
    static Replica deaf(String name, String url) {
        return new Replica(name, url, LedgerWriter.PATIENCE, false);
    }

    PostgresLedger ledger() {
        return ledger;
    }

    void restart() {
        ledger.close();
        ledger = open(signer);
    }

    /// A second process for the same log.
    PostgresLedger open(NoteSigner key) {
        return PostgresLedger.open(
                database,
                origin,
                key,
                new JacksonFactCodec(),
                InstantSource.system(),
                new PostgresLedger.Options(Duration.ofMillis(100), patience, listening));
    }

    @Override
    public void close() {
        ledger.close();
        database.close();
    }
}
