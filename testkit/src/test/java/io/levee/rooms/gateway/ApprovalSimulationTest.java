package io.levee.rooms.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.AssetId;
import io.levee.catalog.Catalog;
import io.levee.consent.Action;
import io.levee.consent.Consents;
import io.levee.consent.Hold;
import io.levee.consent.InForce;
import io.levee.consent.Policy;
import io.levee.consent.approval.Approval;
import io.levee.consent.approval.ApprovalLimits;
import io.levee.consent.approval.ApprovalStore;
import io.levee.consent.approval.Approvals;
import io.levee.consent.approval.Body;
import io.levee.consent.approval.HeldCall;
import io.levee.consent.approval.HeldCalls;
import io.levee.consent.approval.Payload;
import io.levee.facts.ApprovalFact;
import io.levee.facts.ApprovalId;
import io.levee.facts.DecisionId;
import io.levee.facts.Fact;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.Directory;
import io.levee.identity.Passport;
import io.levee.identity.Person;
import io.levee.identity.SessionId;
import io.levee.ledger.Ledger;
import io.levee.ledger.Origin;
import io.levee.ledger.Receipt;
import io.levee.testkit.MemoryApprovals;
import io.levee.testkit.MemoryLedger;
import io.levee.testkit.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Three replicas over one store, one step at a time in the order that the seed chooses: agents repeat calls that are
/// held and change them by a byte, two people answer both ways, one of them loses the right and gets it back, time
/// passes, and each replica may die at any step. No approval is used twice, and none that was not given.
class ApprovalSimulationTest {
    private static final int HISTORIES = Integer.getInteger("levee.histories", 3_000);
    private static final AssetId ASSET = AssetId.operation("payments", "refundPayment");
    private static final Hold HOLD = new Hold(Duration.ofMinutes(1));

    @Test
    void noneIsUsedTwiceNorWithoutBeingGiven() {
        AtomicInteger used = new AtomicInteger();
        AtomicInteger waited = new AtomicInteger();
        AtomicInteger died = new AtomicInteger();
        AtomicInteger raced = new AtomicInteger();
        Simulation.play(HISTORIES, simulation -> {
            Company company = new Company(simulation);
            company.play();
            company.check();
            used.addAndGet(company.went.size());
            waited.addAndGet(company.waited);
            died.addAndGet(company.died);
            raced.addAndGet(company.raced);
        });
        assertThat(List.of(used.get(), waited.get(), died.get(), raced.get()))
                .as("the histories are worth something")
                .allMatch(count -> count > HISTORIES / 50);
    }

    private static final class Company implements Directory {
        final List<Went> went = new ArrayList<>();
        int waited;
        int died;
        int raced;
        private final RandomGenerator random;
        private final Simulation simulation;
        private final Turns turns;
        private final ApprovalStore store;
        private final List<Replica> replicas = new ArrayList<>();
        private boolean omarMay = true;
        private int ids;

        record Went(ApprovalId approval, HeldCall call, DecisionId decision) {}

        Company(Simulation simulation) {
            this.simulation = simulation;
            this.random = simulation.random();
            this.turns = new Turns(random);
            this.store = new Stepwise(new MemoryApprovals(simulation.clock()));
            for (int i = 0; i < 3; i++) {
                replicas.add(new Replica(i));
            }
        }

        void play() {
            for (int i = 0; i < 4; i++) {
                turns.add(this::agent);
            }
            turns.add(() -> person("omar"));
            turns.add(() -> person("nia"));
            turns.add(this::weather);
            turns.run();
        }

        private void agent() {
            for (int i = 0; i < 6; i++) {
                HeldCall call = call(random.nextInt(4) == 0 ? "b" : "a");
                DecisionId decision = new DecisionId("d" + ids++);
                atReplica(replica -> {
                    switch (replica.calls.ask(call, HOLD, decision)) {
                        case HeldCalls.Answer.Go(var approval, var _) -> went.add(new Went(approval, call, decision));
                        case HeldCalls.Answer.No(var refusal, var _) -> {
                            waited++;
                            raced += refusal.code().equals("approval-used") ? 1 : 0;
                        }
                    }
                });
            }
        }

        private void person(String name) {
            Chain by = Chain.of(ActorId.person(name));
            for (int i = 0; i < 8; i++) {
                atReplica(replica -> {
                    for (Approval approval : replica.people.list(by)) {
                        String digest = random.nextInt(8) == 0 ? call("c").digest() : approval.digest();
                        if (random.nextInt(4) > 0) {
                            replica.people.give(by, approval.id(), digest, "yes");
                        } else {
                            replica.people.refuse(by, approval.id(), digest, "no");
                        }
                    }
                });
            }
        }

        private void weather() {
            for (int i = 0; i < 10; i++) {
                turns.pause();
                switch (random.nextInt(3)) {
                    case 0 -> simulation.clock().advance(Duration.ofSeconds(random.nextInt(40)));
                    case 1 -> omarMay = !omarMay;
                    default -> atReplica(replica -> replica.calls.sweep());
                }
            }
        }

        /// Something at one replica, which may die before any step of it.
        private void atReplica(Consumer<Replica> work) {
            try {
                work.accept(replicas.get(random.nextInt(3)));
            } catch (Died e) {
                died++;
            }
        }

        private void step() {
            turns.pause();
            if (random.nextInt(40) == 0) {
                throw new Died();
            }
        }

        void check() {
            assertThat(went).extracting(Went::approval).doesNotHaveDuplicates();
            List<ApprovalFact> facts = replicas.stream()
                    .flatMap(replica -> replica.ledger.facts(ApprovalFact.class).stream())
                    .toList();
            assertThat(facts.stream()
                            .filter(ApprovalFact.Used.class::isInstance)
                            .map(ApprovalFact::approval))
                    .as("used on record")
                    .doesNotHaveDuplicates();
            for (Went one : went) {
                String digest = one.call.digest();
                assertThat(facts)
                        .as("given for exactly this call")
                        .anyMatch(fact -> fact instanceof ApprovalFact.Given given
                                && given.approval().equals(one.approval)
                                && given.digest().equals(digest))
                        .as("on record before it went on")
                        .anyMatch(fact -> fact instanceof ApprovalFact.Used used
                                && used.approval().equals(one.approval)
                                && used.decision().equals(one.decision))
                        .as("nobody had said no")
                        .noneMatch(fact -> fact instanceof ApprovalFact.Refused refused
                                && refused.approval().equals(one.approval));
            }
        }

        private static HeldCall call(String body) {
            return new HeldCall(
                    Chain.of(ActorId.person("ana"), ActorId.agent("writer")),
                    new SessionId("s1"),
                    List.of(ASSET),
                    new Payload(
                            "POST", "payments", "/refunds", List.of(), new Body(new byte[] {(byte) body.charAt(0)})));
        }

        @Override
        public Optional<Person> person(ActorId person) {
            return Optional.of(new Person(person, person.name(), Set.of(), Set.of(), true));
        }

        @Override
        public Optional<Passport> passport(ActorId agent) {
            return Optional.empty();
        }

        private Policy.Answer policy(ActorId principal, Action action) {
            return action == Action.APPROVE && (omarMay || principal.name().equals("nia"))
                    ? new Policy.Answer.Permitted(List.of())
                    : new Policy.Answer.NotPermitted();
        }

        private final class Replica {
            final MemoryLedger ledger;
            final HeldCalls calls;
            final Approvals people;

            Replica(int number) {
                ledger = new MemoryLedger(new Origin("acme", "replica-" + number), simulation.clock());
                Ledger stepwise = new StepwiseLedger(ledger);
                Consents consents = new Consents(() -> new InForce(
                        "r1", Company.this, Catalog.EMPTY, (principal, action, _) -> policy(principal, action)));
                calls = new HeldCalls(store, _ -> Optional.empty(), consents, stepwise, ApprovalLimits.DEFAULT);
                people = new Approvals(store, consents, stepwise, ApprovalLimits.DEFAULT);
            }
        }

        private final class StepwiseLedger implements Ledger {
            private final Ledger ledger;

            StepwiseLedger(Ledger ledger) {
                this.ledger = ledger;
            }

            @Override
            public Origin origin() {
                return ledger.origin();
            }

            @Override
            public CompletableFuture<Receipt> append(Fact fact) {
                step();
                Receipt receipt = ledger.write(fact);
                step();
                return CompletableFuture.completedFuture(receipt);
            }
        }

        /// Others have a turn, and the replica may die, before and after each step of the store.
        private final class Stepwise implements ApprovalStore {
            private final ApprovalStore store;

            Stepwise(ApprovalStore store) {
                this.store = store;
            }

            @Override
            public Kept keep(ApprovalId id, HeldCall call, Duration within, ApprovalLimits limits) {
                step();
                Kept kept = store.keep(id, call, within, limits);
                step();
                return kept;
            }

            @Override
            public Optional<Approval> find(ApprovalId id) {
                step();
                return store.find(id);
            }

            @Override
            public List<Approval> open(int max) {
                step();
                return store.open(max);
            }

            @Override
            public boolean move(ApprovalId id, Approval.Event event, Optional<Approval.Answer> answer) {
                step();
                boolean moved = store.move(id, event, answer);
                step();
                return moved;
            }

            @Override
            public List<Approval> sweep(int max) {
                step();
                return store.sweep(max);
            }
        }
    }

    /// What kill -9 does to the step that was to come.
    private static final class Died extends RuntimeException {
        Died() {
            super("died", null, false, false);
        }
    }
}
