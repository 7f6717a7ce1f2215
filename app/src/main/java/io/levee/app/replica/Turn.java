package io.levee.app.replica;

import io.levee.adapters.postgres.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;

/// Work that one replica at a time may do: whoever holds the lock in the database does it.
///
/// @param name of the work, the same on every replica
record Turn(Database database, String name) {
    /// Does it, or nothing where another replica does it now. Throws what the database throws where it is away.
    void take(Runnable work) {
        database.with(connection -> {
            connection.setAutoCommit(false);
            try (PreparedStatement lock =
                    connection.prepareStatement("select pg_try_advisory_xact_lock(hashtextextended(?, 0))")) {
                lock.setString(1, "levee " + name);
                try (ResultSet taken = lock.executeQuery()) {
                    if (taken.next() && taken.getBoolean(1)) {
                        work.run();
                    }
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            return true;
        });
    }
}
