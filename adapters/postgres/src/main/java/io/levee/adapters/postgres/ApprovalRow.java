package io.levee.adapters.postgres;

import io.levee.catalog.AssetId;
import io.levee.consent.approval.Approval;
import io.levee.consent.approval.Body;
import io.levee.consent.approval.HeldCall;
import io.levee.consent.approval.Payload;
import io.levee.facts.ApprovalId;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One row of [ApprovalTable], there and back.
final class ApprovalRow {
    static final String COLUMNS = """
            id, digest, person, agents, session, assets, method, api, target, header_names, header_values, body,
            requested_at, expires_at, state, answered_by, reason""";
    static final String FORGET_PAYLOAD =
            ", method = NULL, api = NULL, target = NULL, header_names = NULL, header_values = NULL, body = NULL ";

    private ApprovalRow() {}

    /// The first twelve columns.
    static void set(PreparedStatement insert, ApprovalId id, String digest, HeldCall call) throws SQLException {
        Payload sent = call.payload();
        insert.setString(1, id.value());
        insert.setString(2, digest);
        insert.setString(3, call.chain().person().toString());
        setTexts(insert, 4, call.chain().agents().stream().map(ActorId::toString));
        insert.setString(5, call.session().value());
        setTexts(insert, 6, call.assets().stream().map(AssetId::toString));
        insert.setString(7, sent.method());
        insert.setString(8, sent.api());
        insert.setString(9, sent.target());
        setTexts(insert, 10, sent.headers().stream().map(Payload.Header::name));
        setTexts(insert, 11, sent.headers().stream().map(Payload.Header::value));
        insert.setBytes(12, sent.body().bytes());
    }

    static Approval read(ResultSet row) throws SQLException {
        List<ActorId> agents = texts(row, "agents").stream().map(ActorId::parse).toList();
        String by = row.getString("answered_by");
        return new Approval(
                new ApprovalId(row.getString("id")),
                row.getString("digest"),
                new Chain(ActorId.parse(row.getString("person")), agents),
                new SessionId(row.getString("session")),
                texts(row, "assets").stream().map(AssetId::parse).toList(),
                payload(row),
                time(row, "requested_at"),
                time(row, "expires_at"),
                Approval.State.valueOf(row.getString("state")),
                by == null
                        ? Optional.empty()
                        : Optional.of(new Approval.Answer(ActorId.parse(by), row.getString("reason"))));
    }

    private static Optional<Payload> payload(ResultSet row) throws SQLException {
        byte[] body = row.getBytes("body");
        if (body == null) {
            return Optional.empty();
        }
        List<String> names = texts(row, "header_names");
        List<String> values = texts(row, "header_values");
        List<Payload.Header> headers = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            headers.add(new Payload.Header(names.get(i), values.get(i)));
        }
        return Optional.of(new Payload(
                row.getString("method"), row.getString("api"), row.getString("target"), headers, new Body(body)));
    }

    private static void setTexts(PreparedStatement insert, int at, Stream<String> texts) throws SQLException {
        insert.setArray(at, insert.getConnection().createArrayOf("text", texts.toArray()));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return Arrays.asList((String[]) array.getArray());
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
