package io.levee.adapters.http;

import io.levee.adapters.mcp.McpServers;
import io.levee.adapters.reports.Ascii;
import io.levee.adapters.reports.ChangeReport;
import io.levee.adapters.reports.ReviewReport;
import io.levee.catalog.Catalog;
import io.levee.catalog.Team;
import io.levee.consent.Action;
import io.levee.consent.Consents;
import io.levee.consent.InForce;
import io.levee.consent.OpenStops;
import io.levee.consent.Policy;
import io.levee.consent.Runs;
import io.levee.consent.SessionLabels;
import io.levee.consent.approval.ApprovalLimits;
import io.levee.consent.approval.Approvals;
import io.levee.facts.Fact;
import io.levee.facts.Layer;
import io.levee.facts.ReviewId;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.identity.ActorId;
import io.levee.identity.Audience;
import io.levee.identity.Chain;
import io.levee.identity.Directory;
import io.levee.identity.Identities;
import io.levee.identity.Identity;
import io.levee.identity.IdentityRefusal;
import io.levee.identity.Passport;
import io.levee.identity.Person;
import io.levee.identity.Role;
import io.levee.identity.SessionId;
import io.levee.identity.TeamId;
import io.levee.identity.TokenId;
import io.levee.knowledge.Conditions;
import io.levee.knowledge.Guardrail;
import io.levee.knowledge.Knowledge;
import io.levee.knowledge.Severity;
import io.levee.ledger.Entry;
import io.levee.ledger.FactCodec;
import io.levee.ledger.Receipt;
import io.levee.ledger.ReplicaView;
import io.levee.rooms.gateway.Declassifications;
import io.levee.rooms.gateway.Evaluations;
import io.levee.rooms.review.Panel;
import io.levee.rooms.review.PathOwners;
import io.levee.rooms.review.ReviewBook;
import io.levee.rooms.review.ReviewDecision;
import io.levee.rooms.review.ReviewRequest;
import io.levee.rooms.review.ReviewShelf;
import io.levee.rooms.review.Reviewer;
import io.levee.rooms.review.Reviews;
import io.levee.rooms.review.Rulebook;
import io.levee.rooms.stop.Drills;
import io.levee.rooms.stop.LiveRuns;
import io.levee.rooms.stop.Rehearsals;
import io.levee.rooms.stop.StopBook;
import io.levee.rooms.stop.Stopper;
import io.levee.rooms.stop.Stops;
import io.levee.testkit.FakeClock;
import io.levee.testkit.MemoryApprovals;
import io.levee.testkit.MemoryLedger;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A whole API over a memory ledger, with people `ana`, `bo` and `cai` (who may audit nothing)
/// and one agent.
final class TestApi implements AutoCloseable {
    final MemoryLedger ledger = new MemoryLedger(FakeClock.start());
    final DecisionFeed feed = new DecisionFeed();
    final MemoryApprovals approvals = new MemoryApprovals(FakeClock.start());
    final OpenStops open = new OpenStops();
    final Interrupts interrupts = new Interrupts(new Runs(People::new, _ -> Set.of()));
    final Drills drills = new Drills();
    final Rehearsals rehearsals =
            new Rehearsals(() -> List.of(new Cut()), Thread::startVirtualThread, FakeClock.start(), System::nanoTime);
    final Shelf shelf = new Shelf();
    final Set<String> revoked = ConcurrentHashMap.newKeySet();
    /// What the one readiness check says.
    final AtomicReference<String> problem = new AtomicReference<>("");
    final AtomicReference<List<McpServers.Standing>> tools = new AtomicReference<>(List.of());
    private final ApiServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    TestApi(Routes... more) {
        ledger.follow(Set.of(Fact.Family.CALL), feed);
        StopBook book = new StopBook();
        ledger.follow(Set.of(Fact.Family.STOP), book);
        ledger.follow(Set.of(Fact.Family.STOP), open);
        Guard guard = new Guard(identities(), new Consents(TestApi::inForce));
        AtomicLong ids = new AtomicLong();
        Stops stops = new Stops(
                TestApi::inForce,
                ledger,
                book,
                () -> List.of(new Cut()),
                LiveRuns.none(),
                Instant::now,
                () -> new StopId("stop-" + ids.incrementAndGet()),
                Thread::startVirtualThread,
                System::nanoTime);
        Readiness.Check check =
                new Readiness.Check("ledger", () -> Optional.of(problem.get()).filter(said -> !said.isEmpty()));
        List<Routes> routes = new ArrayList<>(List.of(more));
        routes.add(new DecisionRoutes(guard, feed, ledger, declassifications()));
        routes.add(new SessionRoutes(guard, feed, ledger));
        routes.add(new ApprovalRoutes(
                guard, new Approvals(approvals, new Consents(TestApi::inForce), ledger, ApprovalLimits.DEFAULT)));
        routes.add(new ToolRoutes(guard, tools::get));
        routes.add(new StopRoutes(guard, stops));
        routes.add(new ReviewRoutes(guard, reviews(ids)));
        routes.add(new StopperRoutes(guard, rehearsals, drills));
        routes.add(new InterruptRoutes(identities(), interrupts, open));
        routes.add(new OrganisationRoutes(guard, () -> Catalog.EMPTY));
        routes.add(new LedgerRoutes(guard, ledger, new FewFiles(), new SubjectsOnly()));
        routes.add(new ExplainRoutes(guard, new Consents(TestApi::inForce)));
        routes.add(new EvaluationRoutes(guard, evaluations(), "http://levee.example"));
        routes.add(new HealthRoutes(
                new Readiness(List.of(check), Thread::startVirtualThread, System::nanoTime),
                () -> "levee_up 1\n".getBytes(StandardCharsets.UTF_8)));
        server = ApiServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), routes);
    }

    /// The Kafka team lets no line `flood` pass.
    private Reviews reviews(AtomicLong ids) {
        ReviewBook reviewed = new ReviewBook();
        ledger.follow(Set.of(Fact.Family.REVIEW), reviewed);
        TeamId kafka = new TeamId("kafka");
        Guardrail rule = new Guardrail(
                "no-floods",
                kafka,
                Severity.HIGH,
                "this floods",
                "",
                List.of(),
                new Guardrail.AppliesTo(List.of(), Set.of(), Set.of(), List.of()),
                Guardrail.Each.LINE,
                "true",
                List.of());
        Conditions conditions = _ -> new Conditions.Compiled.Ready(asked ->
                asked.line().orElseThrow().text().equals("flood") ? Conditions.Answer.YES : Conditions.Answer.NO);
        Rulebook rulebook = new Rulebook(
                Catalog.EMPTY,
                PathOwners.NOBODY,
                List.of(Reviewer.of(kafka, List.of(rule), conditions)),
                Knowledge.NONE,
                List.of(),
                kafka,
                List.of());
        return new Reviews(
                () -> new Reviews.Sitting(new Panel(rulebook, (_, _) -> Optional.empty()), "revision-1"),
                new Consents(TestApi::inForce),
                ledger,
                reviewed,
                () -> new ReviewId("rev-" + ids.incrementAndGet()),
                shelf);
    }

    private Evaluations evaluations() {
        return new Evaluations(
                TestApi::inForce,
                new Consents(TestApi::inForce),
                new OpenStops(),
                new SessionLabels(InstantSource.system()),
                () -> Duration.ZERO,
                ledger,
                InstantSource.system(),
                new Random(5));
    }

    private Declassifications declassifications() {
        SessionLabels labels = new SessionLabels(InstantSource.system());
        ledger.follow(Set.of(Fact.Family.LABEL), labels);
        return new Declassifications(new Consents(TestApi::inForce), labels, ledger, ledger, ReplicaView.alone());
    }

    URI address() {
        return server.address();
    }

    HttpRequest.Builder request(String path, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address().resolve(path));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    Answer get(String path, String token) throws IOException, InterruptedException {
        return send(request(path, token).build());
    }

    Answer post(String path, String token, String body) throws IOException, InterruptedException {
        return send(request(path, token)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    Answer send(HttpRequest request) throws IOException, InterruptedException {
        return new Answer(client.send(request, HttpResponse.BodyHandlers.ofString()));
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }

    record Answer(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String body() {
            return response.body();
        }

        JsonNode json() {
            return JsonMapper.shared().readTree(response.body());
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    private Identities identities() {
        return (bearer, audience) -> {
            if (bearer.isEmpty()) {
                return new Identity.Unknown(IdentityRefusal.CREDENTIAL_MISSING, "");
            }
            if (audience != Audience.API || revoked.contains(bearer)) {
                return new Identity.Unknown(IdentityRefusal.TOKEN_REVOKED, "token-" + bearer.length());
            }
            String[] names = bearer.split("/", 2);
            Chain chain = names.length == 1
                    ? Chain.of(ActorId.person(names[0]))
                    : Chain.of(ActorId.person(names[0]), ActorId.agent(names[1]));
            var now = FakeClock.start().instant();
            return new Identity.Known(
                    chain, new SessionId("session-1"), new TokenId("token-1"), now, now.plusSeconds(600));
        };
    }

    private static InForce inForce() {
        Policy policy = (principal, action, _) -> principal.name().equals("cai") && action != Action.READ
                ? new Policy.Answer.NotPermitted()
                : new Policy.Answer.Permitted(List.of());
        Team team = new Team(new TeamId("kafka"), "Kafka", ActorId.person("ana"), "#kafka", true, List.of());
        return new InForce("revision-1", new People(), new Catalog(List.of(team), List.of(), List.of()), policy);
    }

    private static final class People implements Directory {
        @Override
        public Optional<Person> person(ActorId person) {
            return Set.of("ana", "bo", "cai").contains(person.name())
                    ? Optional.of(new Person(person, person.name(), Set.of(), Set.of(new Role("operator")), true))
                    : Optional.empty();
        }

        @Override
        public Optional<Passport> passport(ActorId agent) {
            return agent.name().equals("report-writer")
                    ? Optional.of(new Passport(
                            agent,
                            "writes reports",
                            new TeamId("kafka"),
                            "a pod",
                            Set.of(ActorId.person("ana")),
                            List.of(),
                            List.of(),
                            new Passport.Spend(0, 0),
                            List.of(),
                            Set.of(),
                            Set.of()))
                    : Optional.empty();
        }
    }

    /// Shows of every entry what it is about, and cannot read it back.
    private static final class SubjectsOnly implements FactCodec {
        @Override
        public byte[] encode(Entry entry) {
            return "{\"id\":\"%s\"}".formatted(entry.fact().subject()).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Entry decode(byte[] line) {
            throw new UnsupportedOperationException("nothing here reads lines");
        }
    }

    /// Keeps the last review as the JSON that its own adapter would make of it.
    static final class Shelf implements ReviewShelf {
        private final ConcurrentHashMap<ReviewId, Shelved> kept = new ConcurrentHashMap<>();

        @Override
        public void keep(ReviewId review, ReviewRequest request, ReviewDecision decision) {
            kept.put(review, new Shelved(Ascii.json(ReviewReport.of(decision)), Ascii.json(ChangeReport.of(request))));
        }

        @Override
        public Optional<Shelved> find(ReviewId review) {
            return Optional.ofNullable(kept.get(review));
        }
    }

    private record Cut() implements Stopper {
        @Override
        public Layer layer() {
            return Layer.GATEWAY;
        }

        @Override
        public String name() {
            return "cut";
        }

        @Override
        public Done stop(StopFact.Ordered order, Receipt at) {
            return new Done(3, "");
        }

        @Override
        public Proof verify(StopFact.Ordered order, Receipt at) {
            return new Proof(true, "0 calls open");
        }
    }
}
