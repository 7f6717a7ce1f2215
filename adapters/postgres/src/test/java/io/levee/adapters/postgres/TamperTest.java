package io.levee.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.ledger.proof.Checkpoint;
import io.levee.ledger.proof.Hash;
import io.levee.testkit.SampleFacts;
import io.levee.testkit.TestPostgres;
import java.sql.PreparedStatement;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Somebody with access to the database changes what is recorded.
class TamperTest {
    private static final int ENTRIES = 300; // more than one tile
    private final String url = TestPostgres.freshDatabase();
    private final Replica replica = Replica.start("replica-1", url);

    @AfterEach
    void close() {
        replica.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    UPDATE ledger.entry SET line = 'x' WHERE position = 299           | was changed
                    DELETE FROM ledger.entry WHERE position = 299                     | were acknowledged
                    DELETE FROM ledger.entry WHERE position = 298                     | is missing
                    UPDATE ledger.log SET size = 299                                  | its frontier 300
                    UPDATE ledger.log SET frontier = '\\x00'                          | cannot be read
                    UPDATE ledger.log SET checkpoint_frontier = frontier              | not what this replica signed
                    UPDATE ledger.log SET checkpoint_note = concat(checkpoint_note, 'x') | cannot be read
                    UPDATE ledger.tile SET hashes = repeat('x', 8192)::bytea          | its tiles give another root
                    DELETE FROM ledger.tile                                           | is missing""")
    void aReplicaDoesNotGoOnWithALogThatDoesNotAgreeWithItself(String change, String why) {
        var _ = replica.ledger().logs().checkpoint(replica.origin).orElseThrow();
        write(ENTRIES);
        killWithoutCheckpoint();
        change(change);
        assertThatThrownBy(() -> replica.open(replica.signer))
                .isInstanceOfSatisfying(
                        LeveeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LEDGER_CORRUPT))
                .hasMessageContaining(why);
    }

    @Test
    void anUntouchedLogGoesOn() {
        write(ENTRIES);
        replica.restart();
        assertThat(replica.ledger().write(SampleFacts.decided("next")).position())
                .isEqualTo(ENTRIES);
        write(600); // the edges of tiles were found again: proofs over the restart hold
        assertThat(replica.ledger().logs().proof(replica.origin, 5))
                .hasValueSatisfying(proof ->
                        assertThat(proof.holds(replica.signer.logKey())).isTrue());
    }

    @Test
    void aRewrittenLogIsNoticedByTheOtherReplicasEvenWhereItsKeySigned() {
        try (Replica witness = Replica.start("replica-2", url)) {
            write(ENTRIES);
            var _ = replica.ledger().logs().checkpoint(replica.origin).orElseThrow();
            witness.ledger().witness();
            assertThat(witness.ledger().logs().conflicts()).isEmpty();
            assertThat(witness.ledger().logs().witnessed()).anySatisfy(note -> {
                assertThat(note.checkpoint().size()).isEqualTo(ENTRIES);
                assertThat(witness.signer.witnessKey().signed(note)).isTrue();
            });
            replica.ledger().close();
            forge(new Checkpoint(replica.origin.toString(), ENTRIES, Hash.ofLeaf(new byte[0])));
            witness.ledger().witness();
            assertThat(witness.ledger().logs().conflicts())
                    .singleElement()
                    .asString()
                    .startsWith("acme/replica-1: ")
                    .contains("do not begin with");
        }
    }

    @Test
    void aLogThatLostItsTailIsNoticedByTheOtherReplicas() {
        try (Replica witness = Replica.start("replica-2", url)) {
            write(3);
            var _ = replica.ledger().logs().checkpoint(replica.origin).orElseThrow();
            witness.ledger().witness();
            replica.ledger().close();
            forge(new Checkpoint(replica.origin.toString(), 1, Hash.ofLeaf(new byte[0])));
            witness.ledger().witness();
            assertThat(witness.ledger().logs().conflicts()).containsExactly("acme/replica-1: it had 3 entries, now 1");
        }
    }

    /// Signed with the replica's own key, as somebody who took over its machine could.
    private void forge(Checkpoint checkpoint) {
        replica.database.with(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE ledger.log SET checkpoint_note = ?, checkpoint_size = ? WHERE replica = 'replica-1'")) {
                update.setString(1, replica.signer.sign(checkpoint).toString());
                update.setLong(2, checkpoint.size());
                return update.executeUpdate();
            }
        });
    }

    private void write(int count) {
        for (int i = 0; i < count - 1; i++) {
            var _ = replica.ledger().append(SampleFacts.decided("d" + i));
        }
        replica.ledger().write(SampleFacts.decided("last"));
    }

    /// Back to the first checkpoint, as if the process had been killed before it signed another.
    private void killWithoutCheckpoint() {
        var first = replica.ledger().logs().checkpoint(replica.origin).orElseThrow();
        assertThat(first.checkpoint().size()).isEqualTo(ENTRIES);
        replica.ledger().close();
        Checkpoint empty = new Checkpoint(replica.origin.toString(), 0, Hash.EMPTY_TREE);
        replica.database.with(connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    UPDATE ledger.log SET checkpoint_note = ?, checkpoint_size = 0, checkpoint_frontier = ?""")) {
                update.setString(1, replica.signer.sign(empty).toString());
                update.setBytes(2, new byte[8]);
                return update.executeUpdate();
            }
        });
    }

    private void change(String sql) {
        replica.database.with(connection -> {
            try (Statement statement = connection.createStatement()) {
                return assertThat(statement.executeUpdate(sql)).isPositive();
            }
        });
    }
}
