package io.levee.adapters.postgres;

import io.levee.identity.ActorId;
import io.levee.identity.AgentCredential;
import io.levee.identity.AgentCredentials;
import io.levee.identity.OnceOnly;
import io.levee.identity.SigningKeys;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the authorization server keeps, in schema `identity`. Thread-safe; each method is one transaction.
public final class IdentityTables implements SigningKeys, AgentCredentials, OnceOnly {
    /// Rows that one use cleans up after others; more than one, so that the table shrinks after a peak.
    private static final int SWEPT_MAX = 16;

    private final Database database;

    public IdentityTables(Database database) {
        this.database = database;
    }

    @Override
    public List<SealedKey> all() {
        return database.read(connection -> {
            List<SealedKey> keys = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT generation, key_id, public_jwk, sealed_private, signs_from
                    FROM identity.signing_key ORDER BY generation LIMIT ?""")) {
                select.setInt(1, KEPT_MAX);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        keys.add(new SealedKey(
                                rows.getInt(1),
                                rows.getString(2),
                                rows.getString(3),
                                rows.getString(4),
                                time(rows, 5)));
                    }
                }
            }
            return keys;
        });
    }

    @Override
    public boolean add(SealedKey key) {
        return database.with(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    INSERT INTO identity.signing_key (generation, key_id, public_jwk, sealed_private, signs_from)
                    VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""")) {
                insert.setInt(1, key.generation());
                insert.setString(2, key.keyId());
                insert.setString(3, key.publicJwk());
                insert.setString(4, key.sealedPrivate());
                insert.setObject(5, key.signsFrom().atOffset(ZoneOffset.UTC));
                return insert.executeUpdate() == 1;
            }
        });
    }

    @Override
    public void forget(int generation) {
        var _ = database.with(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM identity.signing_key WHERE generation = ?")) {
                delete.setInt(1, generation);
                return delete.executeUpdate();
            }
        });
    }

    @Override
    public List<AgentCredential> of(ActorId agent) {
        return database.read(connection -> {
            List<AgentCredential> credentials = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT thumbprint, public_jwk, salt, hash, enrolled_by, enrolled_at
                    FROM identity.agent_credential WHERE agent = ? ORDER BY enrolled_at LIMIT ?""")) {
                select.setString(1, agent.toString());
                select.setInt(2, PER_AGENT_MAX);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        credentials.add(credential(agent, rows));
                    }
                }
            }
            return credentials;
        });
    }

    private static AgentCredential credential(ActorId agent, ResultSet rows) throws SQLException {
        @Nullable String publicJwk = rows.getString(2);
        ActorId by = ActorId.parse(rows.getString(5));
        return publicJwk != null
                ? new AgentCredential.PublicKey(agent, rows.getString(1), publicJwk, by, time(rows, 6))
                : new AgentCredential.SecretHash(
                        agent, rows.getString(1), rows.getString(3), rows.getString(4), by, time(rows, 6));
    }

    @Override
    public boolean enrol(AgentCredential credential) {
        return database.transaction(connection -> {
            // one agent at a time, or two replicas could each add the last one
            try (PreparedStatement lock =
                    connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended(?, 7))")) {
                lock.setString(1, credential.agent().toString());
                lock.execute();
            }
            return count(connection, credential.agent()) < PER_AGENT_MAX && insert(connection, credential);
        });
    }

    private static int count(Connection connection, ActorId agent) throws SQLException {
        try (PreparedStatement count =
                connection.prepareStatement("SELECT count(*) FROM identity.agent_credential WHERE agent = ?")) {
            count.setString(1, agent.toString());
            try (ResultSet rows = count.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private static boolean insert(Connection connection, AgentCredential credential) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO identity.agent_credential
                    (agent, thumbprint, enrolled_by, enrolled_at, public_jwk, salt, hash)
                VALUES (?, ?, ?, ?, ?, ?, ?)""")) {
            insert.setString(1, credential.agent().toString());
            insert.setString(2, credential.thumbprint());
            insert.setString(3, credential.enrolledBy().toString());
            insert.setObject(4, credential.enrolledAt().atOffset(ZoneOffset.UTC));
            switch (credential) {
                case AgentCredential.PublicKey key -> {
                    insert.setString(5, key.publicJwk());
                    insert.setNull(6, java.sql.Types.VARCHAR);
                    insert.setNull(7, java.sql.Types.VARCHAR);
                }
                case AgentCredential.SecretHash secret -> {
                    insert.setNull(5, java.sql.Types.VARCHAR);
                    insert.setString(6, secret.salt());
                    insert.setString(7, secret.hash());
                }
            }
            return insert.executeUpdate() == 1;
        }
    }

    @Override
    public boolean withdraw(ActorId agent, String thumbprint) {
        return database.with(connection -> {
            try (PreparedStatement delete = connection.prepareStatement(
                    "DELETE FROM identity.agent_credential WHERE agent = ? AND thumbprint = ?")) {
                delete.setString(1, agent.toString());
                delete.setString(2, thumbprint);
                return delete.executeUpdate() == 1;
            }
        });
    }

    @Override
    public boolean use(ActorId user, String id, Instant forgetAfter) {
        return database.with(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    WITH swept AS (
                        DELETE FROM identity.used_once WHERE ctid IN (
                            SELECT ctid FROM identity.used_once WHERE forget_after < now() - interval '1 minute'
                            LIMIT ? FOR UPDATE SKIP LOCKED))
                    INSERT INTO identity.used_once (actor, id, forget_after)
                    VALUES (?, ?, ?) ON CONFLICT DO NOTHING""")) {
                insert.setInt(1, SWEPT_MAX);
                insert.setString(2, user.toString());
                insert.setBytes(3, sha256(id));
                insert.setObject(4, forgetAfter.atOffset(ZoneOffset.UTC));
                return insert.executeUpdate() == 1;
            }
        });
    }

    private static Instant time(ResultSet rows, int column) throws SQLException {
        return rows.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
