package io.levee.adapters.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/// What is done with a connection while one has it.
@FunctionalInterface
public interface SqlWork<T> {
    T on(Connection connection) throws SQLException;
}
