package io.levee.rooms.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.Asset;
import io.levee.catalog.AssetId;
import io.levee.consent.SessionLabels;
import io.levee.facts.DecisionId;
import io.levee.facts.LabelFact;
import io.levee.identity.ActorId;
import io.levee.identity.SessionId;
import io.levee.identity.TeamId;
import io.levee.ledger.Entry;
import io.levee.ledger.Origin;
import io.levee.testkit.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// INVARIANT I11 with people who let things go: three replicas fold each other's logs late and in
/// different orders while one session reads and sends on all of them. What was decided to be read after
/// a declassification came into effect is never sent where it is not cleared.
class DeclassificationSimulationTest {
    private static final int HISTORIES = Integer.getInteger("levee.histories", 4_000);
    private static final SessionId SESSION = new SessionId("s1");
    private static final AssetId SOURCE = AssetId.parse("table:pay");
    private static final AssetId SINK = AssetId.parse("channel:all");
    private static final Asset OPEN =
            new Asset(SINK, new TeamId("platform"), "", Set.of(), Set.of(), Set.of(), Set.of());

    @Test
    void whatIsReadAfterItTookEffectIsNotCovered() {
        AtomicInteger sent = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        AtomicInteger again = new AtomicInteger();
        Simulation.play(HISTORIES, simulation -> {
            Company company = new Company(simulation);
            company.plan();
            simulation.run();
            company.foldAll();
            company.allAgree();
            sent.addAndGet(company.sent);
            refused.addAndGet(company.refused);
            again.addAndGet(company.raisedAgain);
        });
        if (HISTORIES > 1 && Long.getLong("levee.seed") == null) {
            assertThat(List.of(sent.get(), refused.get(), again.get()))
                    .as("sent under a declassification, refused, raised again: the story is not empty")
                    .allMatch(count -> count > HISTORIES / 20);
        }
    }

    private static final class Company {
        private static final int REPLICAS = 3;

        private final Simulation simulation;
        private final List<Replica> replicas;
        private final List<DecisionId> lookedAt = new ArrayList<>();
        private int order;
        private int ids;
        private int lastRead = -1;
        private int lastRelease = -1;
        private int sent;
        private int refused;
        private int raisedAgain;

        Company(Simulation simulation) {
            this.simulation = simulation;
            this.replicas = IntStream.range(0, REPLICAS)
                    .mapToObj(number -> new Replica(number, simulation))
                    .toList();
        }

        void plan() {
            for (int i = 0; i < 14; i++) {
                Replica at = replicas.get(simulation.random().nextInt(REPLICAS));
                switch (simulation.random().nextInt(4)) {
                    case 0 -> later(400, "read at " + at.number, () -> read(at));
                    case 1 -> later(400, "declassify at " + at.number, () -> declassify(at));
                    default -> later(400, "send at " + at.number, () -> send(at));
                }
            }
            for (int i = 0; i < 200; i++) {
                Replica at = replicas.get(simulation.random().nextInt(REPLICAS));
                Replica from = replicas.get(simulation.random().nextInt(REPLICAS));
                later(450, at.number + " hears from " + from.number, () -> at.hear(from));
            }
        }

        private void later(int millis, String what, Runnable action) {
            simulation.in(Duration.ofMillis(simulation.random().nextInt(millis)), what, action);
        }

        private void read(Replica at) {
            if (!at.labels.toldToAll(SESSION, SOURCE).isEmpty()) {
                lastRead = order++;
                return;
            }
            DecisionId decision = id();
            raisedAgain += at.labels.of(SESSION).isEmpty() ? 0 : 1;
            int position = at.append(new LabelFact.Raised(SESSION, Set.of("payroll"), SOURCE, decision));
            int decided = order++; // a declassification covers what was decided by then, though it is read later
            whenAllHeard(at, position, () -> {
                at.labels.toldAll(SESSION, decision);
                lastRead = Math.max(lastRead, decided);
            });
        }

        private void declassify(Replica at) {
            List<LabelFact.Raised> raises = at.labels.raises(SESSION, Set.of("payroll"));
            if (raises.isEmpty()) {
                return;
            }
            // a person may look at the same refused call again, on another replica too
            boolean again = !lookedAt.isEmpty() && simulation.random().nextBoolean();
            DecisionId decision = again ? lookedAt.get(simulation.random().nextInt(lookedAt.size())) : id();
            lookedAt.add(decision);
            Set<DecisionId> covered =
                    raises.stream().map(LabelFact.Raised::decision).collect(Collectors.toSet());
            int position = at.append(new LabelFact.Declassified(
                    SESSION, Set.of("payroll"), covered, Set.of(SINK), decision, ActorId.person("fay"), "why"));
            whenAllHeard(at, position, () -> {
                at.append(new LabelFact.Released(SESSION, decision, covered));
                lastRelease = order++;
            });
        }

        private void send(Replica at) {
            Flow flow = Flow.of(
                    at.labels.of(SESSION),
                    source -> at.labels.toldToAll(SESSION, source),
                    at.labels.letGo(SESSION),
                    List.of(OPEN));
            if (flow.isLeak()) {
                refused++;
                return;
            }
            if (lastRead >= 0) {
                sent++;
                assertThat(lastRelease)
                        .as("sent at %s what was read after the last release", at.number)
                        .isGreaterThan(lastRead);
            }
        }

        private void whenAllHeard(Replica at, int position, Runnable then) {
            if (replicas.stream().allMatch(replica -> replica.heard[at.number] > position)) {
                then.run();
            } else if (simulation.random().nextInt(60) > 0) { // else the caller gave up waiting
                later(20, "wait", () -> whenAllHeard(at, position, then));
            }
        }

        private DecisionId id() {
            return new DecisionId("d" + ids++);
        }

        void foldAll() {
            for (int round = 0; round < 100; round++) {
                replicas.forEach(at -> replicas.forEach(at::hear));
            }
        }

        void allAgree() {
            assertThat(replicas)
                    .extracting(
                            replica -> Set.copyOf(replica.labels.letGo(SESSION).getOrDefault("payroll", List.of())))
                    .containsOnly(
                            Set.copyOf(replicas.getFirst().labels.letGo(SESSION).getOrDefault("payroll", List.of())));
        }
    }

    private static final class Replica {
        final int number;
        final SessionLabels labels;
        final List<Entry> log = new ArrayList<>();
        final int[] heard = new int[Company.REPLICAS];
        private final Simulation simulation;

        Replica(int number, Simulation simulation) {
            this.number = number;
            this.simulation = simulation;
            this.labels = new SessionLabels(simulation.clock());
        }

        int append(LabelFact fact) {
            log.add(new Entry(
                    new Origin("acme", "replica-" + number),
                    log.size(),
                    simulation.clock().instant(),
                    fact));
            hear(this);
            return log.size() - 1;
        }

        void hear(Replica from) {
            if (heard[from.number] < from.log.size()) {
                labels.learned(from.log.get(heard[from.number]++));
            }
        }
    }
}
