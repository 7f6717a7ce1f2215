package io.levee.app.replica;

import io.levee.adapters.http.LedgerFiles;
import io.levee.adapters.http.TilePath;
import io.levee.adapters.postgres.LedgerLogs;
import io.levee.ledger.LedgerProof;
import io.levee.ledger.Origin;
import io.levee.ledger.proof.SignedNote;
import io.levee.ledger.proof.Tile;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The logs in PostgreSQL as the HTTP API hands them out.
record ExportedLedger(LedgerLogs logs) implements LedgerFiles {
    @Override
    public List<String> keys() {
        return logs.keys();
    }

    @Override
    public Optional<byte[]> checkpoint(Origin origin) {
        return logs.checkpoint(origin).map(SignedNote::toString).map(note -> note.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Optional<byte[]> tile(Origin origin, TilePath path) {
        if (path.level() > Tile.LEVEL_MAX) {
            return Optional.empty(); // C2SP names such tiles; no log grows that far
        }
        return path.level() == TilePath.ENTRIES
                ? logs.entries(origin, new Tile(0, path.index(), path.width()))
                : logs.tile(origin, new Tile(path.level(), path.index(), path.width()));
    }

    @Override
    public Optional<byte[]> proof(Origin origin, long position) {
        return logs.proof(origin, position)
                .map(LedgerProof::toString)
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void export(OutputStream out) {
        logs.export(out);
    }
}
