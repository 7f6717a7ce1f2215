package io.levee.adapters.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;

/// The lines of one log in order, fetched in pieces. Not thread-safe.
final class StoredLines implements Iterator<byte[]> {
    private static final int PIECE = 1_000;

    private final Connection connection;
    private final int log;
    private final long end;
    private final Queue<byte[]> fetched = new ArrayDeque<>();
    private long next;

    StoredLines(Connection connection, int log, long end) {
        this.connection = connection;
        this.log = log;
        this.end = end;
    }

    /// False as well where an entry is missing: the verifier says so.
    @Override
    public boolean hasNext() {
        if (fetched.isEmpty() && next < end) {
            try {
                long count = Math.min(PIECE, end - next);
                fetched.addAll(new EntryTable(connection).lines(log, next, count));
                next += count;
            } catch (SQLException e) {
                throw SqlFailures.translated(e);
            }
        }
        return !fetched.isEmpty();
    }

    @Override
    public byte[] next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return fetched.remove();
    }
}
