package io.levee.testkit;

import io.levee.catalog.AssetId;
import io.levee.facts.CallFact;
import io.levee.facts.DecisionId;
import io.levee.facts.Evidence;
import io.levee.facts.IdentityFact;
import io.levee.facts.Layer;
import io.levee.facts.OrganisationFact;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import io.levee.identity.TeamId;
import io.levee.identity.TokenId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Facts for tests that need some fact and do not care for its details.
public final class SampleFacts {
    public static final ActorId ANA = ActorId.person("ana");
    public static final ActorId REPORT_WRITER = ActorId.agent("report-writer");

    private SampleFacts() {}

    /// A call that was allowed, as the gateway records it.
    public static CallFact.Decided decided(String id) {
        return new CallFact.Decided(
                new DecisionId(id),
                Optional.of(new CallFact.Caller(
                        Chain.of(ANA, REPORT_WRITER), new SessionId("session-1"), new TokenId("token-1"))),
                new CallFact.Target(
                        "warehouse",
                        "GET",
                        "/v1/tables/orders/rows",
                        Optional.of(AssetId.parse("table:orders")),
                        false),
                true,
                "allowed",
                "",
                List.of(new Evidence("policy", "warehouse.cedar#analysts-read", "permits")),
                List.of(AssetId.parse("table:orders")),
                List.of(new TeamId("warehouse")),
                3,
                "revision-1");
    }

    public static CallFact.Finished finished(String id) {
        return new CallFact.Finished(
                new DecisionId(id), CallFact.Ending.COMPLETED, 200, 0, 1024, 850, Optional.empty());
    }

    /// An order to stop the report writer.
    public static StopFact.Ordered ordered(String id) {
        return new StopFact.Ordered(
                new StopId(id),
                new Scope.Agent(REPORT_WRITER),
                Set.of(Layer.GATEWAY, Layer.IDENTITY),
                ANA,
                "it does not answer");
    }

    public static IdentityFact.TokenRevoked revoked(String token) {
        return new IdentityFact.TokenRevoked(new TokenId(token), ANA, "lost", Instant.parse("2026-11-02T10:00:00Z"));
    }

    public static OrganisationFact.Loaded loaded(String revision) {
        return new OrganisationFact.Loaded(revision, 20, 12, 10, 80, 9);
    }
}
