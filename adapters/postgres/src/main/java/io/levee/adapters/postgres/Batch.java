package io.levee.adapters.postgres;

import io.levee.fault.LeveeException;
import io.levee.ledger.Entry;
import io.levee.ledger.FactCodec;
import io.levee.ledger.Origin;
import io.levee.ledger.proof.Checkpoint;
import io.levee.ledger.proof.Hash;
import io.levee.ledger.proof.MerkleFrontier;
import io.levee.ledger.proof.NoteSigner;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What one statement adds to a log: where the log ends before and after, and the entries between.
///
/// @param waiting who waits for which entry, in the same order
record Batch(LogState before, LogState after, List<Entry> entries, List<byte[]> lines, List<Pending> waiting) {
    /// Gives every fact its place, time and line. A fact that has no line ([FactCodec#LINE_BYTES_MAX]) is
    /// refused here and takes no place.
    static Batch of(LogState before, Origin origin, List<Pending> waiting, FactCodec codec, Instant now) {
        Instant time = later(before.lastTime(), now.truncatedTo(ChronoUnit.MICROS));
        MerkleFrontier frontier = before.frontier().copy();
        TileEdge edge = before.edge().copy();
        List<Entry> entries = new ArrayList<>(waiting.size());
        List<byte[]> lines = new ArrayList<>(waiting.size());
        List<Pending> placed = new ArrayList<>(waiting.size());
        for (Pending pending : waiting) {
            Entry entry = new Entry(origin, frontier.size(), time, pending.fact());
            byte[] line;
            try {
                line = codec.encode(entry);
            } catch (LeveeException e) {
                pending.receipt().completeExceptionally(e);
                continue;
            }
            frontier.append(Hash.ofLeaf(line), edge);
            entries.add(entry);
            lines.add(line);
            placed.add(pending);
        }
        Instant last = entries.isEmpty() ? before.lastTime() : time;
        LogState after = new LogState(frontier.size(), last, frontier, edge, before.signed());
        return new Batch(before, after, entries, lines, placed);
    }

    /// The same batch with a checkpoint that covers it.
    Batch signed(NoteSigner signer) {
        Checkpoint checkpoint = new Checkpoint(
                signer.logKey().name(), after.size(), after.frontier().root());
        LogState.Signed signed = new LogState.Signed(after.frontier().copy(), signer.sign(checkpoint));
        LogState end =
                new LogState(after.size(), after.lastTime(), after.frontier(), after.edge(), Optional.of(signed));
        return new Batch(before, end, entries, lines, waiting);
    }

    /// True where the database has nothing to change.
    boolean nothing() {
        return entries.isEmpty() && after.signed().equals(before.signed());
    }

    /// What the next batch starts from.
    LogState end() {
        return new LogState(
                after.size(), after.lastTime(), after.frontier(), after.edge().copy(), after.signed());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
