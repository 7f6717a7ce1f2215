package io.levee.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.identity.ActorId;
import io.levee.identity.AgentCredentials;
import io.levee.identity.OnceOnly;
import io.levee.identity.SigningKeys;
import io.levee.testkit.IdentityStoreContract;
import io.levee.testkit.TestPostgres;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class IdentityTablesTest extends IdentityStoreContract {
    private final Database database = Database.external(TestPostgres.freshDatabase());
    private final IdentityTables tables = new IdentityTables(database);

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected SigningKeys keys() {
        return tables;
    }

    @Override
    protected AgentCredentials credentials() {
        return tables;
    }

    @Override
    protected OnceOnly onceOnly() {
        return tables;
    }

    @Test
    void whatHasExpiredIsSweptWithTheNextUse() {
        for (int i = 0; i < 10; i++) {
            tables.use(ActorId.agent("writer"), "old-" + i, Instant.EPOCH);
        }
        tables.use(ActorId.agent("writer"), "new", Instant.parse("2999-01-01T00:00:00Z"));

        int left = database.with(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT count(*) FROM identity.used_once")) {
                rows.next();
                return rows.getInt(1);
            }
        });
        // the last old one and the new one
        assertThat(left).isLessThanOrEqualTo(2);
    }
}
