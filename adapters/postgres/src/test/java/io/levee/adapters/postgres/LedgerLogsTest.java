package io.levee.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.ledger.Origin;
import io.levee.ledger.proof.Checkpoint;
import io.levee.ledger.proof.Hash;
import io.levee.ledger.proof.MerkleFrontier;
import io.levee.ledger.proof.Tile;
import io.levee.testkit.SampleFacts;
import io.levee.testkit.TestPostgres;
import io.levee.verifier.KeptCheckpoints;
import io.levee.verifier.Report;
import io.levee.verifier.TrustedKey;
import io.levee.verifier.Verification;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What others get to check the ledger with, held against what they check it with.
class LedgerLogsTest {
    private static final int ENTRIES = 600;
    private final String url = TestPostgres.freshDatabase();

    @Test
    void theExportOfTwoReplicasPassesTheVerifierAndFailsItAfterAChange() throws Exception {
        try (Replica one = Replica.start("replica-1", url);
                Replica two = Replica.start("replica-2", url)) {
            write(one, ENTRIES);
            write(two, 3);
            var _ = two.ledger().logs().checkpoint(two.origin).orElseThrow();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            one.ledger().logs().export(out);
            byte[] export = out.toByteArray();
            Report report = verify(one, export);
            assertThat(report.ok()).as(report.toString()).isTrue();
            assertThat(report.logs()).extracting(Report.LogReport::size).containsExactly((long) ENTRIES, 3L);
            export[export.length / 2] ^= 1;
            assertThat(verify(one, export).ok()).isFalse();
        }
    }

    @Test
    void tilesAndBundlesRebuildTheTreeThatTheCheckpointSigned() {
        try (Replica one = Replica.start("replica-1", url)) {
            write(one, ENTRIES);
            LedgerLogs logs = one.ledger().logs();
            Checkpoint checkpoint = logs.checkpoint(one.origin).orElseThrow().checkpoint();
            MerkleFrontier fromTiles = MerkleFrontier.empty();
            MerkleFrontier fromEntries = MerkleFrontier.empty();
            for (Tile tile : Tile.ofLevel(0, ENTRIES)) {
                ByteBuffer hashes = ByteBuffer.wrap(logs.tile(one.origin, tile).orElseThrow());
                while (hashes.hasRemaining()) {
                    byte[] hash = new byte[Hash.BYTES];
                    hashes.get(hash);
                    fromTiles.append(Hash.of(hash));
                }
                ByteBuffer bundle =
                        ByteBuffer.wrap(logs.entries(one.origin, tile).orElseThrow());
                while (bundle.hasRemaining()) {
                    byte[] line = new byte[Short.toUnsignedInt(bundle.getShort())];
                    bundle.get(line);
                    fromEntries.append(Hash.ofLeaf(line));
                }
            }
            assertThat(fromTiles.root()).isEqualTo(checkpoint.root());
            assertThat(fromEntries.root()).isEqualTo(checkpoint.root());
            assertThat(logs.tile(one.origin, new Tile(1, 0, 2))).isPresent();
        }
    }

    @Test
    void whatIsNotThereIsEmpty() {
        try (Replica one = Replica.start("replica-1", url)) {
            write(one, 3);
            LedgerLogs logs = one.ledger().logs();
            assertThat(logs.tile(one.origin, new Tile(0, 0, 4))).isEmpty();
            assertThat(logs.tile(new Origin("acme", "nobody"), new Tile(0, 0, 1)))
                    .isEmpty();
            assertThat(logs.checkpoint(new Origin("acme", "nobody"))).isEmpty();
            assertThat(logs.proof(one.origin, 3)).isEmpty();
            assertThat(logs.proof(one.origin, -1)).isEmpty();
        }
    }

    @Test
    void aProofOfOneEntryPassesTheVerifier() throws Exception {
        try (Replica one = Replica.start("replica-1", url)) {
            write(one, ENTRIES);
            String proof =
                    one.ledger().logs().proof(one.origin, 300).orElseThrow().toString();
            assertThat(verification(one).entry(proof).ok()).isTrue();
        }
    }

    private static Report verify(Replica replica, byte[] export) throws Exception {
        return verification(replica).export(new ByteArrayInputStream(export));
    }

    private static Verification verification(Replica replica) {
        List<TrustedKey> keys =
                replica.ledger().logs().keys().stream().map(TrustedKey::parse).toList();
        return new Verification(keys, KeptCheckpoints.none());
    }

    private static void write(Replica replica, int count) {
        for (int i = 0; i < count - 1; i++) {
            var _ = replica.ledger().append(SampleFacts.decided("d" + i));
        }
        replica.ledger().write(SampleFacts.decided("last"));
    }
}
