package io.levee.adapters.postgres;

import io.levee.facts.ReviewId;
import io.levee.rooms.review.ReviewShelf.Shelved;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;

/// The evidence of reviews, in schema `review`: the newest of them. Thread-safe; each method is one
/// transaction.
public final class ShelfTable {
    /// Reviews that are kept; each is at most some MiB.
    public static final int REVIEWS_MAX = 2_000;
    /// One in so many puts takes away what is too much.
    private static final int SWEEP_EVERY = 16;

    private final Database database;

    public ShelfTable(Database database) {
        this.database = database;
    }

    /// A review that is there already stays what it was.
    public void put(ReviewId review, Shelved shelved) {
        database.with(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO review.shelf (review, report, change) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")) {
                insert.setString(1, review.value());
                insert.setString(2, shelved.report());
                insert.setString(3, shelved.change());
                return insert.executeUpdate();
            }
        });
        if (Math.floorMod(review.value().hashCode(), SWEEP_EVERY) == 0) {
            sweep(REVIEWS_MAX);
        }
    }

    public Optional<Shelved> get(ReviewId review) {
        return database.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT report, change FROM review.shelf WHERE review = ?")) {
                select.setString(1, review.value());
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(new Shelved(row.getString(1), row.getString(2))) : Optional.empty();
                }
            }
        });
    }

    /// Takes away all but the newest. Returns how many.
    int sweep(int max) {
        return database.with(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("""
                    DELETE FROM review.shelf WHERE kept_at < (
                        SELECT kept_at FROM review.shelf ORDER BY kept_at DESC OFFSET ? LIMIT 1)""")) {
                delete.setInt(1, max - 1);
                return delete.executeUpdate();
            }
        });
    }
}
