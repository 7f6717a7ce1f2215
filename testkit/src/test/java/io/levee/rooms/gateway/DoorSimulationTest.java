package io.levee.rooms.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.budget.Budgets;
import io.levee.catalog.AssetId;
import io.levee.consent.Consents;
import io.levee.consent.OpenStops;
import io.levee.consent.SessionLabels;
import io.levee.consent.approval.ApprovalLimits;
import io.levee.consent.approval.HeldCalls;
import io.levee.facts.CallFact;
import io.levee.facts.DecisionId;
import io.levee.facts.Fact;
import io.levee.facts.LabelFact;
import io.levee.facts.Layer;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.Identity;
import io.levee.identity.IdentityRefusal;
import io.levee.identity.SessionId;
import io.levee.identity.TokenId;
import io.levee.ledger.Origin;
import io.levee.steps.Steps;
import io.levee.testkit.FakeClock;
import io.levee.testkit.MemoryApprovals;
import io.levee.testkit.MemoryLedger;
import io.levee.testkit.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// INVARIANTS I1, I2, I3, I7, I8 and I11 at the door: chance makes an organisation and lets calls
/// come while people, passports, policies and labels change, tokens are books.revoked, stops are
/// books.ordered, somebody lets labels go, the disk
/// breaks, and the other replicas fall silent. What the door allows is held against what
/// [RandomCompany] and this test's own books say; and where they see nothing against it, the door has
/// to allow it.
class DoorSimulationTest {
    private static final int HISTORIES = Integer.getInteger("levee.histories", 10_000);
    private static final int CALLS_EACH = 16;
    private static final CallLimits LIMITS = new CallLimits(5, 3);

    @Test
    void nothingIsAllowedThatMayNotBe() {
        Map<String, Integer> answers = new TreeMap<>();
        Simulation.play(HISTORIES, simulation -> {
            Story story = new Story(simulation);
            story.plan();
            simulation.run();
            story.answers.forEach((answer, count) -> answers.merge(answer, count, Integer::sum));
        });
        if (HISTORIES >= 10_000 && Long.getLong("levee.seed") == null) {
            assertThat(answers.values().stream().mapToInt(Integer::intValue).sum())
                    .isGreaterThanOrEqualTo(100_000);
            assertThat(answers)
                    .as("the story is not empty")
                    .containsKeys("view-stale", "record-unavailable", "stopped", "token-revoked", "label-not-cleared")
                    .containsKeys("caller-busy", "gateway-busy", "not-permitted", "policy-forbids", "policy-error")
                    .containsKeys("passport-does-not-cover", "agent-unknown", "agent-not-for-person", "let go")
                    .containsKeys("asset-not-described", "operation-not-declared", "method-not-declared", "cut", "held")
                    .hasEntrySatisfying("allowed", count -> assertThat(count).isGreaterThan(HISTORIES));
        }
    }

    private record Opened(DoorBooks.Asked asked, OpenCall call) {}

    private static final class Story {
        final Map<String, Integer> answers = new HashMap<>();
        private final Simulation simulation;
        private final RandomGenerator random;
        private final MemoryLedger ledger;
        private final OpenStops stops = new OpenStops();
        private final SessionLabels labels;
        private final InFlight inFlight = new InFlight(LIMITS);
        private final Calls calls;
        private final Declassifications declassifications;
        private final List<Opened> open = new ArrayList<>();
        private final List<DecisionId> refusedForLabels = new ArrayList<>();
        private final DoorBooks books;
        private int count;

        Story(Simulation simulation) {
            this.simulation = simulation;
            this.random = simulation.random();
            this.books = new DoorBooks(new RandomCompany(random, 0), simulation.clock());
            FakeClock clock = simulation.clock();
            this.ledger = new MemoryLedger(clock);
            this.labels = new SessionLabels(clock);
            Consents consents = new Consents(() -> books.company.inForce());
            this.calls = new Calls(
                    () -> books.company.inForce(),
                    (bearer, _) -> identified(bearer),
                    consents,
                    stops,
                    labels,
                    (_, _) -> silent(),
                    () -> books.viewAge,
                    ledger,
                    inFlight,
                    new HeldCalls(
                            new MemoryApprovals(clock),
                            _ -> Optional.empty(),
                            consents,
                            ledger,
                            ApprovalLimits.DEFAULT),
                    Budgets.none(),
                    clock,
                    new Random(simulation.seed()),
                    Steps.unwatched());
            this.declassifications = new Declassifications(consents, labels, ledger, ledger, (_, _) -> silent());
            ledger.follow(Set.of(Fact.Family.STOP), stops);
            ledger.follow(Set.of(Fact.Family.LABEL), calls.labels());
        }

        void plan() {
            for (int i = 0; i < CALLS_EACH; i++) {
                at("call", this::call);
            }
            for (int i = 0; i < 5; i++) {
                at("finish", this::finishOne);
                at("let go", this::letGo);
                at("tend", this::tend);
            }
            rarely("reload", () -> books.company = new RandomCompany(random, ++count));
            rarely("revoke", () -> books.revoked.add(token()));
            rarely("stop", this::stop);
            rarely("resume", this::resume);
            rarely("disk", this::disk);
            rarely("silence", () -> books.replicaSilent = !books.replicaSilent);
            rarely("stale", () -> books.viewAge = Duration.ofMillis(random.nextInt(14_000)));
            rarely("fresh", () -> books.viewAge = Duration.ZERO);
        }

        private void at(String what, Runnable action) {
            simulation.in(Duration.ofMillis(random.nextInt(60_000)), what, action);
        }

        private void rarely(String what, Runnable action) {
            if (random.nextInt(4) == 0) {
                at(what, action);
            }
        }

        private void call() {
            int table = random.nextInt(RandomCompany.TABLES.size() + 1);
            boolean changes = random.nextBoolean();
            String target = switch (random.nextInt(12)) {
                case 0 -> "/w/nothing";
                case 1 -> "/nobody/rows";
                case 2 -> "/w/tables/t%2F0";
                case 3, 4, 5, 6 -> "/w/rows";
                default -> "/w/tables/t" + table;
            };
            String method = changes ? "POST" : random.nextInt(20) == 0 ? "DELETE" : "GET";
            DoorBooks.Asked asked = asked(target, changes);
            long before = inFlight.count();
            long beforeByCaller = open.stream()
                    .filter(one ->
                            one.asked().chain().caller().equals(asked.chain().caller()))
                    .count();
            boolean held = random.nextInt(8) == 0;
            if (held) {
                ledger.hold();
            }
            CompletableFuture<CallDecision> deciding = calls.decide(CallRequest.of(method, target, bearer(asked)));
            if (held) {
                // I1: not before its decision is durable
                assertThat(changes && deciding.isDone() && deciding.join() instanceof CallDecision.Allow)
                        .as("a change was let go on before its decision was durable")
                        .isFalse();
                answers.merge("held", 1, Integer::sum);
                ledger.release();
            }
            switch (deciding.join()) {
                case CallDecision.Allow allow -> {
                    assertThat(books.against(asked))
                            .as("%s %s, allowed", method, target)
                            .isEmpty();
                    assertThat(before).as("open calls").isLessThan(LIMITS.openMax());
                    assertThat(beforeByCaller).as("open calls of the caller").isLessThan(LIMITS.openPerCallerMax());
                    assertThat(!changes
                                    || !ledger.about(allow.decision().value()).isEmpty())
                            .as("durable before it goes on")
                            .isTrue();
                    books.told(asked, raised(allow.decision()));
                    open.add(new Opened(asked, allow.call()));
                    books.remember(asked);
                    answers.merge("allowed", 1, Integer::sum);
                }
                case CallDecision.Deny deny -> {
                    boolean busy = before >= LIMITS.openMax() || beforeByCaller >= LIMITS.openPerCallerMax();
                    boolean carries = !labels.of(asked.session()).isEmpty();
                    boolean labelled = asked.named().stream()
                            .anyMatch(id -> !books.company.asset(id).labels().isEmpty());
                    assertThat(asked.named().isEmpty()
                                    || method.equals("DELETE")
                                    || busy
                                    || carries
                                    || labelled
                                    || !books.against(asked).isEmpty())
                            .as("%s %s, refused with %s though nothing is against it", method, target, deny.refusal())
                            .isTrue();
                    books.told(asked, raised(deny.decision()));
                    if (deny.refusal() == GatewayRefusal.LABEL_NOT_CLEARED) {
                        refusedForLabels.add(deny.decision());
                    }
                    answers.merge(deny.refusal().code(), 1, Integer::sum);
                }
            }
        }

        /// What this decision raised, where every replica has heard of it by now.
        private List<LabelFact.Raised> raised(DecisionId decision) {
            return books.replicaSilent
                    ? List.of()
                    : ledger.facts(LabelFact.Raised.class).stream()
                            .filter(raised -> raised.decision().equals(decision))
                            .toList();
        }

        private void letGo() {
            if (refusedForLabels.isEmpty()) {
                return;
            }
            DecisionId decision = refusedForLabels.get(random.nextInt(refusedForLabels.size()));
            Chain person = new Chain(RandomCompany.PEOPLE.get(random.nextInt(2)), List.of());
            if (books.broken
                    || !(declassifications.declassify(person, decision, "why")
                            instanceof Declassifications.Answer.Done(LabelFact.Declassified act))) {
                return;
            }
            assertThat(books.replicaSilent)
                    .as("let go while a replica did not know")
                    .isFalse();
            assertThat(books.againstLettingGo(person, act)).isEmpty();
            books.letGo(act);
            answers.merge("let go", 1, Integer::sum);
        }

        /// Open calls that are older than a second are asked again.
        private void tend() {
            Instant now = simulation.clock().instant();
            calls.tend();
            boolean stale = books.viewAge.compareTo(books.company.newsNeeded(false, now)) > 0;
            for (Opened one : open) {
                boolean young =
                        one.call().startedAt().plus(Cuts.ASKED_AGAIN_AFTER).isAfter(now);
                if (!one.call().isCut() && !young) {
                    assertThat(books.againstGoingOn(one.asked())).as("goes on").isEmpty();
                    assertThat(stale).as("goes on without news").isFalse();
                }
            }
            forgetCut();
        }

        private void finishOne() {
            if (!open.isEmpty()) {
                Opened one = open.remove(random.nextInt(open.size()));
                one.call().finish(CallFact.Ending.COMPLETED, 200, 0, 1);
            }
        }

        private void stop() {
            if (books.broken) {
                return;
            }
            StopFact.Ordered order = new StopFact.Ordered(
                    new StopId("stop-" + count++),
                    scope(),
                    Set.of(random.nextInt(8) == 0 ? Layer.IDENTITY : Layer.GATEWAY),
                    ActorId.person("p0"),
                    "why",
                    random.nextInt(4) == 0,
                    Optional.empty(),
                    Set.of());
            ledger.write(order);
            if (order.layers().contains(Layer.GATEWAY)) {
                books.ordered.put(order.stop().value(), order);
            } // what is ordered for another layer refuses nothing here
            calls.cut(order);
            assertThat(open.stream()
                            .filter(_ -> order.layers().contains(Layer.GATEWAY))
                            .filter(one -> order.covers(books.run(one.asked()))))
                    .allMatch(one -> one.call().isCut());
            forgetCut();
        }

        private Scope scope() {
            return switch (random.nextInt(8)) {
                case 0 -> new Scope.Everything();
                case 1 -> new Scope.Agent(RandomCompany.AGENTS.get(random.nextInt(3)));
                case 2 -> new Scope.Person(RandomCompany.PEOPLE.get(random.nextInt(2)));
                case 3 -> new Scope.Session(new SessionId("s" + random.nextInt(RandomCompany.PEOPLE.size())));
                case 4 -> new Scope.Operation(random.nextBoolean() ? RandomCompany.READ : RandomCompany.WRITE);
                case 5 -> new Scope.Operation(RandomCompany.READ_TABLE);
                default -> new Scope.Label(RandomCompany.LABELS.get(random.nextInt(RandomCompany.LABELS.size())));
            };
        }

        private void resume() {
            if (!books.broken && !books.ordered.isEmpty()) {
                String stop = books.ordered.keySet().iterator().next();
                ledger.write(new StopFact.Resumed(new StopId(stop), ActorId.person("p0"), ActorId.person("p1")));
                books.ordered.remove(stop);
            }
        }

        private void forgetCut() {
            for (Opened one : List.copyOf(open)) {
                if (one.call().isCut()) {
                    one.call().finish(CallFact.Ending.COMPLETED, 200, 0, 1);
                    open.remove(one);
                    answers.merge("cut", 1, Integer::sum);
                }
            }
        }

        private void disk() {
            books.broken = !books.broken;
            if (books.broken) {
                ledger.refuse(new LeveeException(ErrorCode.DATABASE_UNAVAILABLE, "the disk is broken"));
            } else {
                ledger.recover();
            }
        }

        private Set<Origin> silent() {
            return books.replicaSilent ? Set.of(new Origin("acme", "replica-2")) : Set.of();
        }

        private String token() {
            return "token-" + random.nextInt(4);
        }

        private DoorBooks.Asked asked(String target, boolean changes) {
            List<ActorId> agents = new ArrayList<>(RandomCompany.AGENTS);
            Collections.shuffle(agents, Random.from(random));
            int person = random.nextInt(RandomCompany.PEOPLE.size());
            Chain chain = new Chain(RandomCompany.PEOPLE.get(person), agents.subList(0, random.nextInt(3)));
            AssetId table = AssetId.parse(
                    "table:" + target.substring(target.lastIndexOf('/') + 1).replace("%2F", "-"));
            List<AssetId> named = switch (target) {
                case "/w/rows" -> List.of(changes ? RandomCompany.WRITE : RandomCompany.READ);
                case "/w/tables/t0", "/w/tables/t1" ->
                    List.of(changes ? RandomCompany.WRITE_TABLE : RandomCompany.READ_TABLE, table);
                default -> List.of();
            };
            return new DoorBooks.Asked(chain, new SessionId("s" + person), token(), changes, named);
        }

        private static String bearer(DoorBooks.Asked asked) {
            return Stream.concat(
                            Stream.of(
                                    asked.token(),
                                    asked.session().value(),
                                    asked.chain().person().name()),
                            asked.chain().agents().stream().map(ActorId::name))
                    .reduce((one, other) -> one + "/" + other)
                    .orElseThrow();
        }

        private Identity identified(String bearer) {
            List<String> parts = List.of(bearer.split("/"));
            if (books.revoked.contains(parts.getFirst())) {
                return new Identity.Unknown(IdentityRefusal.TOKEN_REVOKED, parts.getFirst());
            }
            Chain chain = new Chain(
                    ActorId.person(parts.get(2)),
                    parts.subList(3, parts.size()).stream().map(ActorId::agent).toList());
            return new Identity.Known(
                    chain, new SessionId(parts.get(1)), new TokenId(parts.getFirst()), Instant.EPOCH, Instant.MAX);
        }
    }
}
