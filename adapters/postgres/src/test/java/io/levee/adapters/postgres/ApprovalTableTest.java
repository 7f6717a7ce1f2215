package io.levee.adapters.postgres;

import io.levee.consent.approval.ApprovalStore;
import io.levee.testkit.ApprovalStoreContract;
import io.levee.testkit.TestPostgres;
import java.sql.PreparedStatement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/// Each store of a test is on a pool of its own, like another replica.
class ApprovalTableTest extends ApprovalStoreContract {
    private final String url = TestPostgres.freshDatabase();
    private final Database[] replicas = {Database.external(url), Database.external(url), Database.external(url)};
    private int next;

    @AfterEach
    void close() {
        for (Database replica : replicas) {
            replica.close();
        }
    }

    @Override
    protected ApprovalStore store() {
        next = (next + 1) % replicas.length;
        return new ApprovalTable(replicas[next]);
    }

    @Override
    protected void pass(Duration time) {
        var _ = replicas[0].with(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE approval.approval SET expires_at = expires_at - ? * interval '1 millisecond'")) {
                update.setLong(1, time.toMillis());
                return update.executeUpdate();
            }
        });
    }
}
