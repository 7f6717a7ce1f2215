package io.levee.adapters.postgres;

import io.levee.budget.Account;
import io.levee.budget.Account.Lease;
import io.levee.budget.AccountId;
import io.levee.budget.AccountRules;
import io.levee.budget.Accounts;
import io.levee.budget.Message;
import io.levee.budget.Reply;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/// The accounts of budgets, in schema `budget`. Time is the database's, one instant for each batch of messages.
/// Thread-safe.
public final class BudgetAccounts implements Accounts {
    /// Also ends a transaction that waits for another replica's lock, long before its lease ends.
    private static final Duration STATEMENT_MAX = Duration.ofSeconds(2);

    private final Database database;

    private record Key(AccountId account, long window) {}

    public BudgetAccounts(Database database) {
        this.database = database;
    }

    @Override
    public List<Reply> tell(List<Message> messages) {
        return database.transaction(connection -> {
            Instant now = begin(connection);
            List<Key> keys = messages.stream().map(message -> key(message, now)).toList();
            Map<Key, Account> before = locked(connection, List.copyOf(new LinkedHashSet<>(keys)));
            Map<Key, Account> after = new HashMap<>(before);
            List<Reply> replies = new ArrayList<>();
            for (int i = 0; i < messages.size(); i++) {
                Key key = keys.get(i);
                Account account = after.getOrDefault(key, Account.NEW);
                AccountRules.Outcome outcome = AccountRules.apply(account, messages.get(i), key.window(), now);
                after.put(key, outcome.account());
                replies.add(outcome.reply());
            }
            write(connection, before, after);
            return replies;
        });
    }

    @Override
    public List<Standing> standings(int max) {
        return database.with(connection -> {
            List<Standing> standings = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT spent, lease_id, lease_amount, lease_idle, lease_spent, lease_message, lease_ends,
                           budget, holder, window_seconds, window_ends, now()
                    FROM budget.account WHERE window_ends > now() ORDER BY budget, holder LIMIT ?""")) {
                select.setInt(1, max);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        AccountId id = new AccountId(
                                rows.getString(8), rows.getString(9), Duration.ofSeconds(rows.getLong(10)));
                        Account account = AccountRules.asOf(account(rows), time(rows, 12));
                        standings.add(new Standing(id, account.spent(), account.outstanding(), time(rows, 11)));
                    }
                }
            }
            return standings;
        });
    }

    /// Sweeps some accounts whose window is long over, so that the table stays as large as what is in use. An hour is
    /// kept, so that a clock that is set back finds what was spent.
    private static Instant begin(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                WITH swept AS (
                    DELETE FROM budget.account WHERE ctid IN (
                        SELECT ctid FROM budget.account WHERE window_ends < now() - interval '1 hour'
                        LIMIT 64 FOR UPDATE SKIP LOCKED))
                SELECT now(), set_config('statement_timeout', ?, true)""")) {
            statement.setString(1, Long.toString(STATEMENT_MAX.toMillis()));
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return time(rows, 1);
            }
        }
    }

    private static Key key(Message message, Instant now) {
        AccountId account = message.account();
        return new Key(account, message.window().orElseGet(() -> AccountRules.window(now, account.window())));
    }

    /// Makes those that there are not. All are locked in one order on every replica, so that no two wait for each
    /// other.
    private static Map<Key, Account> locked(Connection connection, List<Key> keys) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO budget.account (budget, holder, window_seconds, window_number, window_ends)
                SELECT b, h, s, n, to_timestamp((n + 1) * s)
                FROM unnest(?, ?, ?, ?) AS k (b, h, s, n) ORDER BY b, h, s, n
                ON CONFLICT DO NOTHING""")) {
            setKeys(connection, insert, keys);
            insert.executeUpdate();
        }
        Map<Key, Account> accounts = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT spent, lease_id, lease_amount, lease_idle, lease_spent, lease_message, lease_ends,
                       budget, holder, window_seconds, window_number
                FROM budget.account AS a JOIN unnest(?, ?, ?, ?) AS k (b, h, s, n)
                    ON (budget, holder, window_seconds, window_number) = (b, h, s, n)
                ORDER BY budget, holder, window_seconds, window_number FOR UPDATE OF a""")) {
            setKeys(connection, select, keys);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    AccountId id =
                            new AccountId(rows.getString(8), rows.getString(9), Duration.ofSeconds(rows.getLong(10)));
                    accounts.put(new Key(id, rows.getLong(11)), account(rows));
                }
            }
        }
        return accounts;
    }

    private static void setKeys(Connection connection, PreparedStatement to, List<Key> keys) throws SQLException {
        to.setArray(1, array(connection, "text", keys, key -> key.account().budget()));
        to.setArray(2, array(connection, "text", keys, key -> key.account().holder()));
        to.setArray(
                3,
                array(connection, "bigint", keys, key -> key.account().window().toSeconds()));
        to.setArray(4, array(connection, "bigint", keys, Key::window));
    }

    /// Those that changed, in one message to the database.
    private static void write(Connection connection, Map<Key, Account> before, Map<Key, Account> after)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE budget.account SET spent = ?, lease_id = ?, lease_amount = ?, lease_idle = ?, lease_spent = ?,
                    lease_message = ?, lease_ends = ?
                WHERE budget = ? AND holder = ? AND window_seconds = ? AND window_number = ?""")) {
            for (Map.Entry<Key, Account> entry : after.entrySet()) {
                if (!entry.getValue().equals(before.get(entry.getKey()))) {
                    set(connection, update, entry.getKey(), entry.getValue());
                    update.addBatch();
                }
            }
            update.executeBatch();
        }
    }

    private static void set(Connection connection, PreparedStatement update, Key key, Account account)
            throws SQLException {
        List<Lease> leases = account.leases();
        update.setLong(1, account.spent());
        update.setArray(2, array(connection, "uuid", leases, Lease::id));
        update.setArray(3, array(connection, "bigint", leases, Lease::amount));
        update.setArray(4, array(connection, "bigint", leases, Lease::idle));
        update.setArray(5, array(connection, "bigint", leases, Lease::spent));
        update.setArray(6, array(connection, "bigint", leases, Lease::number));
        update.setArray(7, array(connection, "bigint", leases, lease -> Micros.of(lease.ends())));
        update.setString(8, key.account().budget());
        update.setString(9, key.account().holder());
        update.setLong(10, key.account().window().toSeconds());
        update.setLong(11, key.window());
    }

    private static <T> Array array(Connection connection, String type, List<T> of, Function<T, Object> what)
            throws SQLException {
        return connection.createArrayOf(type, of.stream().map(what).toArray());
    }

    private static Account account(ResultSet rows) throws SQLException {
        UUID[] ids = (UUID[]) rows.getArray(2).getArray();
        Long[] amounts = longs(rows, 3);
        Long[] idle = longs(rows, 4);
        Long[] spent = longs(rows, 5);
        Long[] numbers = longs(rows, 6);
        Long[] ends = longs(rows, 7);
        List<Lease> leases = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            leases.add(new Lease(ids[i], amounts[i], idle[i], spent[i], numbers[i], Micros.instant(ends[i])));
        }
        return new Account(rows.getLong(1), leases);
    }

    private static Long[] longs(ResultSet rows, int column) throws SQLException {
        return (Long[]) rows.getArray(column).getArray();
    }

    private static Instant time(ResultSet rows, int column) throws SQLException {
        return rows.getObject(column, OffsetDateTime.class).toInstant();
    }
}
