package io.levee.rooms.gateway;

import io.levee.budget.Budgets;
import io.levee.catalog.Api;
import io.levee.catalog.Asset;
import io.levee.catalog.AssetId;
import io.levee.catalog.AssetTemplate;
import io.levee.catalog.Catalog;
import io.levee.catalog.Decoys;
import io.levee.consent.Consents;
import io.levee.consent.InForce;
import io.levee.consent.OpenStops;
import io.levee.consent.Policy;
import io.levee.consent.SessionLabels;
import io.levee.consent.approval.ApprovalLimits;
import io.levee.consent.approval.Approvals;
import io.levee.consent.approval.CallReviews;
import io.levee.consent.approval.HeldCalls;
import io.levee.consent.approval.Legibility;
import io.levee.facts.Fact;
import io.levee.identity.ActorId;
import io.levee.identity.AssetPattern;
import io.levee.identity.Chain;
import io.levee.identity.Directory;
import io.levee.identity.Identities;
import io.levee.identity.Identity;
import io.levee.identity.IdentityRefusal;
import io.levee.identity.Passport;
import io.levee.identity.Person;
import io.levee.identity.SessionId;
import io.levee.identity.TeamId;
import io.levee.identity.TokenId;
import io.levee.ledger.History;
import io.levee.ledger.Ledger;
import io.levee.ledger.ReplicaView;
import io.levee.steps.Steps;
import io.levee.testkit.FakeClock;
import io.levee.testkit.MemoryApprovals;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The door with fakes around it. `pause` is called wherever the door asks one of them, so that a
/// test can let something else happen there.
final class Rooms implements Directory {
    static final Chain CHAIN = Chain.of(ActorId.person("ana"), ActorId.agent("report-writer"));
    /// A decoy.
    static final AssetId GHOST = AssetId.parse("table:ghost");
    static final String DECOY_CREDENTIAL = "ghp_nobody";
    private static final TeamId GROWTH = new TeamId("growth");
    private static final TeamId OWNER = new TeamId("warehouse");

    final FakeClock clock = FakeClock.start();
    final OpenStops stops = new OpenStops();
    final SessionLabels labels = new SessionLabels(clock);
    final InFlight inFlight = new InFlight(new CallLimits(10, 5));
    final Set<String> revoked = new HashSet<>();
    final Supplier<InForce> inForce;
    final MemoryApprovals store = new MemoryApprovals(clock);
    final Consents consents;
    final Approvals people;
    final HeldCalls approvals;
    final Calls calls;
    Legibility legibility = _ -> Optional.empty();
    CallReviews reviews = CallReviews.NONE;
    Policy.Answer answer = new Policy.Answer.Permitted(List.of());
    /// `answer` to everything, unless a test says otherwise.
    Policy policy = (_, _, _) -> answer;
    /// What nobody is permitted, whatever `answer` says of the rest.
    @Nullable
    AssetId withheld;

    Duration viewAge = Duration.ZERO;

    Rooms(Ledger ledger, Runnable pause) {
        this(ledger, ReplicaView.alone(), pause);
    }

    Rooms(Ledger ledger, ReplicaView replicas, Runnable pause) {
        this(ledger, replicas, Budgets.none(), pause);
    }

    Rooms(Ledger ledger, ReplicaView replicas, Budgets budgets, Runnable pause) {
        InForce now = new InForce("r1", this, catalog(), (principal, action, resource) -> {
            pause.run();
            return resource.equals(withheld)
                    ? new Policy.Answer.NotPermitted()
                    : policy.ask(principal, action, resource);
        });
        inForce = () -> now;
        Identities identities = (bearer, _) -> {
            pause.run();
            return identified(bearer);
        };
        consents = new Consents(inForce);
        approvals = new HeldCalls(
                store,
                payload -> legibility.objection(payload),
                consents,
                ledger,
                ApprovalLimits.DEFAULT,
                call -> reviews.of(call));
        people = new Approvals(store, consents, ledger, ApprovalLimits.DEFAULT);
        calls = new Calls(
                inForce,
                identities,
                consents,
                stops,
                labels,
                replicas,
                () -> {
                    pause.run();
                    return viewAge;
                },
                ledger,
                inFlight,
                approvals,
                budgets,
                clock,
                new Random(7),
                Steps.unwatched());
    }

    /// What the wiring does with facts about stops and labels.
    void follow(History history) {
        history.follow(Set.of(Fact.Family.STOP), stops);
        history.follow(Set.of(Fact.Family.LABEL), calls.labels());
    }

    CallDecision get(String target) {
        return calls.decide(CallRequest.of("GET", target, "ana")).join();
    }

    private Identity identified(String bearer) {
        if (!bearer.startsWith("ana")) {
            return new Identity.Unknown(IdentityRefusal.TOKEN_MALFORMED, "");
        }
        return revoked.contains(bearer)
                ? new Identity.Unknown(IdentityRefusal.TOKEN_REVOKED, "t1")
                : new Identity.Known(
                        CHAIN,
                        new SessionId(bearer.equals("ana") ? "s1" : "s2"),
                        new TokenId("t1"),
                        Instant.EPOCH,
                        Instant.MAX);
    }

    @Override
    public Optional<Person> person(ActorId person) {
        return Optional.of(new Person(person, "Ana", Set.of(GROWTH), Set.of(), true));
    }

    @Override
    public Optional<Passport> passport(ActorId agent) {
        List<AssetPattern> all = List.of(new AssetPattern("*"));
        return Optional.of(new Passport(
                agent,
                "reports",
                GROWTH,
                "here",
                Set.of(ActorId.person("ana")),
                all,
                all,
                new Passport.Spend(0, 0),
                List.of(),
                Set.of(),
                Set.of()));
    }

    private static Catalog catalog() {
        AssetId read = AssetId.operation("warehouse", "readRows");
        AssetId write = AssetId.operation("warehouse", "writeRows");
        AssetId payroll = AssetId.operation("warehouse", "readPayroll");
        AssetId board = AssetId.operation("warehouse", "tellBoard");
        AssetId table = AssetId.operation("warehouse", "readTable");
        AssetId find = AssetId.operation("warehouse", "findRows");
        AssetId post = AssetId.tool("board", "post");
        List<AssetTemplate> aTable = List.of(AssetTemplate.parse("table:{table}"));
        Api warehouse = new Api(
                "warehouse",
                OWNER,
                Api.Protocol.HTTP,
                URI.create("http://localhost:1"),
                List.of(
                        new Api.Operation(read, "GET", "/rows", false, List.of()),
                        new Api.Operation(write, "POST", "/rows", true, List.of()),
                        new Api.Operation(payroll, "GET", "/payroll", false, List.of()),
                        new Api.Operation(board, "POST", "/board", true, List.of()),
                        new Api.Operation(table, "GET", "/tables/{table}", false, aTable),
                        new Api.Operation(find, "GET", "/find", false, aTable)));
        Api tools = new Api(
                "board",
                OWNER,
                Api.Protocol.MCP,
                URI.create("http://localhost:2/mcp"),
                List.of(new Api.Operation(
                        post, CallRequest.CALL, "/post", true, List.of(AssetTemplate.parse("channel:{channel}")))));
        return new Catalog(
                List.of(),
                List.of(
                        asset(read, Set.of(), Set.of()),
                        asset(write, Set.of(), Set.of()),
                        asset(payroll, Set.of("payroll", "personal"), Set.of()),
                        asset(board, Set.of(), Set.of("payroll", "personal")),
                        asset(table, Set.of(), Set.of("payroll")),
                        asset(find, Set.of(), Set.of()),
                        asset(post, Set.of(), Set.of("payroll")),
                        asset(AssetId.parse("table:pay"), Set.of("payroll"), Set.of()),
                        asset(AssetId.parse("table:orders"), Set.of(), Set.of("payroll")),
                        asset(GHOST, Set.of(), Set.of("payroll")),
                        asset(AssetId.parse("channel:board"), Set.of(), Set.of("payroll")),
                        asset(AssetId.parse("channel:all"), Set.of(), Set.of())),
                List.of(warehouse, tools),
                new Decoys(Set.of(GHOST), Map.of(Decoys.digest(DECOY_CREDENTIAL), "ci-backup")));
    }

    private static Asset asset(AssetId id, Set<String> labels, Set<String> clearedFor) {
        return new Asset(id, OWNER, "", Set.of(), Set.of(), labels, clearedFor);
    }
}
