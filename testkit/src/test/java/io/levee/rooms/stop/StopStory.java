package io.levee.rooms.stop;

import io.levee.catalog.Asset;
import io.levee.catalog.AssetId;
import io.levee.catalog.Catalog;
import io.levee.catalog.Team;
import io.levee.consent.Action;
import io.levee.consent.InForce;
import io.levee.consent.OpenStops;
import io.levee.consent.Policy;
import io.levee.facts.Fact;
import io.levee.facts.Layer;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.Directory;
import io.levee.identity.Passport;
import io.levee.identity.Person;
import io.levee.identity.Role;
import io.levee.identity.TeamId;
import io.levee.ledger.Receipt;
import io.levee.testkit.FakeClock;
import io.levee.testkit.MemoryLedger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// A stop room over a memory ledger. Operators `cy` and `dee` may stop and resume; `ana` has no right, acts through
/// `writer`, and is on the team that the passport names as a stopper; `bo` is nobody in particular; `gone` is inactive.
final class StopStory {
    static final Scope WRITER = new Scope.Agent(ActorId.agent("writer"));
    static final Set<String> PEOPLE = Set.of("ana", "bo", "cy", "dee", "gone");

    final FakeClock clock = FakeClock.start();
    final MemoryLedger ledger = new MemoryLedger(clock);
    final StopBook book = new StopBook();
    final OpenStops open = new OpenStops();
    /// Between all replicas; `clock` is this one's own.
    final FakeClock shared = FakeClock.start();
    LiveRuns live = LiveRuns.none();
    final List<Stopper> stoppers = new ArrayList<>();
    private final AtomicLong ids = new AtomicLong();
    private final AtomicLong ahead = new AtomicLong();

    StopStory() {
        ledger.follow(Set.of(Fact.Family.STOP), book);
        ledger.follow(Set.of(Fact.Family.STOP), open);
    }

    /// A stopper whose probe finds what its stop did.
    StopStory with(Layer layer, String name, Function<StopFact.Ordered, Stopper.Done> work) {
        return with(layer, name, Stopper.DEADLINE, work, () -> new Stopper.Proof(true, "looked"));
    }

    /// One that says on which layers of an order it let go.
    StopStory with(Layer layer, String name, Function<StopFact.Ordered, Stopper.Done> work, List<String> letGo) {
        with(layer, name, work);
        Stopper stopper = stoppers.removeLast();
        stoppers.add(new Stopper() {
            @Override
            public Layer layer() {
                return layer;
            }

            @Override
            public String name() {
                return name;
            }

            @Override
            public Done stop(StopFact.Ordered order, Receipt at) {
                return stopper.stop(order, at);
            }

            @Override
            public Proof verify(StopFact.Ordered order, Receipt at) {
                return stopper.verify(order, at);
            }

            @Override
            public void resume(StopFact.Ordered order) {
                letGo.add(layer + " " + order.layers());
            }
        });
        return this;
    }

    StopStory with(
            Layer layer,
            String name,
            Duration deadline,
            Function<StopFact.Ordered, Stopper.Done> work,
            Supplier<Stopper.Proof> probe) {
        stoppers.add(new Stopper() {
            @Override
            public Layer layer() {
                return layer;
            }

            @Override
            public String name() {
                return name;
            }

            @Override
            public Duration deadline() {
                return deadline;
            }

            @Override
            public Done stop(StopFact.Ordered order, Receipt at) {
                return work.apply(order);
            }

            @Override
            public Proof verify(StopFact.Ordered order, Receipt at) {
                return probe.get();
            }
        });
        return this;
    }

    /// Lets so much time pass for whoever measures it.
    void pass(Duration time) {
        ahead.addAndGet(time.toNanos());
    }

    Stops stops() {
        return stops(Thread::startVirtualThread);
    }

    Stops stops(Executor threads) {
        return new Stops(
                StopStory::inForce,
                ledger,
                book,
                () -> List.copyOf(stoppers),
                live,
                shared::instant,
                () -> new StopId("stop-" + ids.incrementAndGet()),
                threads,
                () -> System.nanoTime() + ahead.get());
    }

    static StopRequest order(String person, Scope scope) {
        return new StopRequest(Chain.of(ActorId.person(person)), scope, Set.of(), "a test says so");
    }

    static ResumeRequest resume(String person, StopId stop) {
        return new ResumeRequest(Chain.of(ActorId.person(person)), stop, "it is safe again");
    }

    static StopOrder done(StopAnswer answer) {
        return switch (answer) {
            case StopAnswer.Done(var order) -> order;
            case StopAnswer.Refused(var refusal, var detail) -> throw new AssertionError(refusal + " " + detail);
        };
    }

    static StopRefusal refused(StopAnswer answer) {
        return switch (answer) {
            case StopAnswer.Refused(var refusal, var _) -> refusal;
            case StopAnswer.Done(var order) -> throw new AssertionError("was done: " + order);
        };
    }

    static InForce inForce() {
        Policy policy = (principal, action, _) ->
                Set.of("cy", "dee").contains(principal.name()) && (action == Action.STOP || action == Action.RESUME)
                        ? new Policy.Answer.Permitted(List.of())
                        : new Policy.Answer.NotPermitted();
        TeamId growth = new TeamId("growth");
        Team team = new Team(growth, "Growth", ActorId.person("ana"), "#growth", false, List.of());
        List<Asset> assets = Stream.of("operation:warehouse/readRows", "tool:board/post", "model:claude/large-1")
                .map(AssetId::parse)
                .map(id -> new Asset(id, growth, "", Set.of(), Set.of(), Set.of("personal"), Set.of()))
                .toList();
        return new InForce("r1", new People(), new Catalog(List.of(team), assets, List.of()), policy);
    }

    private record People() implements Directory {
        private static final Map<String, String> TEAMS = Map.of("ana", "growth");

        @Override
        public Optional<Person> person(ActorId person) {
            return Optional.of(person.name())
                    .filter(PEOPLE::contains)
                    .map(name -> new Person(
                            person,
                            name,
                            TEAMS.containsKey(name) ? Set.of(new TeamId(TEAMS.get(name))) : Set.of(),
                            Set.of(new Role("any")),
                            !name.equals("gone")));
        }

        @Override
        public Optional<Passport> passport(ActorId agent) {
            return Optional.of(agent)
                    .filter(ActorId.agent("writer")::equals)
                    .map(_ -> new Passport(
                            agent,
                            "writes",
                            new TeamId("growth"),
                            "a pod",
                            Set.of(ActorId.team("growth")),
                            List.of(),
                            List.of(),
                            new Passport.Spend(1, 1),
                            List.of(),
                            Set.of(ActorId.team("growth")),
                            Set.of()));
        }
    }
}
