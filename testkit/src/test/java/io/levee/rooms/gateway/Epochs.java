package io.levee.rooms.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.AssetId;
import io.levee.consent.OpenStops;
import io.levee.facts.Layer;
import io.levee.facts.Run;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import io.levee.ledger.Entry;
import io.levee.ledger.Freshness;
import io.levee.ledger.MaxStaleness;
import io.levee.ledger.Origin;
import io.levee.testkit.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;

/// One schedule of [StopEpochSimulationTest]: a database that keeps the logs and who was heard when, as the real one
/// does, and replicas that ask it in rounds. What a replica folds, its [OpenStops] is; what it refuses as stale, the
/// gate's own rule says.
final class Epochs {
    private static final int REPLICAS = 3;
    private static final int CALLS = 40;
    private static final Duration LENGTH = Duration.ofSeconds(40);
    private static final List<String> SCOPES =
            List.of("everything", "agent:a0", "agent:a1", "session:s0", "operation:w/rows", "label:payroll");

    enum Gate {
        WHOLE,
        WITHOUT_LEASE,
        WITHOUT_SECOND_LOOK
    }

    enum Seen {
        ALLOWED,
        STOPPED,
        STALE,
        REFUSED_AT_THE_SECOND_LOOK,
        EFFECTIVE,
        EFFECTIVE_WITHOUT_A_REPLICA,
        ENDED,
        END_LEARNED_FIRST
    }

    final Map<Seen, Integer> seen = new EnumMap<>(Seen.class);
    private final Simulation simulation;
    private final RandomGenerator random;
    private final Gate gate;
    private final List<Replica> replicas = new ArrayList<>();
    /// Said to be effective, and not ended in any log.
    private final Map<StopId, StopFact.Ordered> effective = new HashMap<>();
    private final Map<StopId, StopFact.Ordered> ordered = new HashMap<>();
    private int count;
    private boolean over;

    Epochs(Simulation simulation, Gate gate) {
        this.simulation = simulation;
        this.random = simulation.random();
        this.gate = gate;
        for (int i = 0; i < REPLICAS; i++) {
            replicas.add(new Replica(i));
        }
    }

    void play() {
        replicas.forEach(replica -> later(Duration.ofMillis(250), "round", replica::round));
        for (int i = 0; i < CALLS; i++) {
            later(LENGTH, "call", () -> any().call());
        }
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            later(LENGTH.dividedBy(2), "order", () -> any().order());
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            later(LENGTH, "end", () -> any().end());
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            later(LENGTH, "partition", () -> any().cutOffUntil = now().plusMillis(random.nextInt(20_000)));
            later(LENGTH, "pause", () -> any().pausedUntil = now().plusMillis(random.nextInt(30_000)));
        }
        simulation.in(LENGTH, "heal", this::heal);
        simulation.run();
        for (Replica replica : replicas) {
            assertThat(replica.stops.all())
                    .as("in the end, on %s", replica.origin)
                    .isEqualTo(replicas.getFirst().stops.all());
        }
    }

    /// Everybody hears everything.
    private void heal() {
        over = true;
        for (Replica replica : replicas) {
            replica.cutOffUntil = Instant.MIN;
            replica.pausedUntil = Instant.MIN;
            replicas.forEach(other -> replica.fold(other, other.log.size()));
        }
    }

    private Replica any() {
        return replicas.get(random.nextInt(REPLICAS));
    }

    private Instant now() {
        return simulation.clock().instant();
    }

    private void later(Duration within, String what, Runnable action) {
        simulation.in(Duration.ofNanos(random.nextLong(within.toNanos())), what, action);
    }

    private void saw(Seen what) {
        seen.merge(what, 1, Integer::sum);
    }

    private final class Replica {
        private final Origin origin;
        private final OpenStops stops = new OpenStops();
        private final Duration skew = Duration.ofMinutes(random.nextInt(-60, 61));
        /// In the database: this replica's log, when it was heard last, and how far it said it was with the others'.
        private final List<Entry> log = new ArrayList<>();

        private Instant heard = now();
        private Map<Replica, Integer> told = Map.of();
        private final Map<Replica, Integer> folded = new HashMap<>();
        private Instant completeAt = now();
        private Instant cutOffUntil = Instant.MIN;
        private Instant pausedUntil = Instant.MIN;

        Replica(int number) {
            this.origin = new Origin("acme", "r" + number);
        }

        /// Like `Replication`: asks which logs there are, fetches and folds them one by one in no order, tells how far
        /// it is, and believes its view complete from before it asked, once it was answered.
        void round() {
            step(() -> {
                if (over) {
                    return;
                }
                Instant asked = now();
                step(() -> {
                    List<Replica> others = new ArrayList<>(replicas);
                    others.remove(this);
                    Collections.shuffle(others, Random.from(random));
                    Map<Replica, Integer> sizes = new HashMap<>();
                    others.forEach(other -> sizes.put(other, other.log.size()));
                    if (hears()) {
                        fetch(others, sizes, asked);
                    } else {
                        again();
                    }
                });
            });
        }

        private void fetch(List<Replica> others, Map<Replica, Integer> sizes, Instant asked) {
            if (others.isEmpty()) {
                step(() -> tell(asked));
                return;
            }
            step(() -> {
                if (hears()) {
                    Replica other = others.getFirst();
                    fold(other, sizes.getOrDefault(other, 0));
                    fetch(others.subList(1, others.size()), sizes, asked);
                } else {
                    again(); // what was folded stays folded
                }
            });
        }

        private void tell(Instant asked) {
            if (hears()) {
                heard = now();
                told = Map.copyOf(folded);
                step(() -> {
                    if (hears()) { // else it was heard, and does not know it
                        completeAt = asked;
                    }
                    again();
                });
            } else {
                again();
            }
        }

        private void again() {
            later(Duration.ofMillis(900), "round", this::round);
        }

        /// A moment later, now and then much later, and not while the process is paused.
        private void step(Runnable action) {
            Duration delay = random.nextInt(50) == 0 ? Duration.ofSeconds(4) : Duration.ofMillis(40);
            later(delay, origin.replica(), () -> awake(action));
        }

        private void awake(Runnable action) {
            if (now().isBefore(pausedUntil)) {
                simulation.in(Duration.between(now(), pausedUntil), "awake", () -> awake(action));
            } else {
                action.run();
            }
        }

        private boolean hears() {
            return !now().isBefore(cutOffUntil);
        }

        void fold(Replica other, int size) {
            for (int at = folded.getOrDefault(other, 0); at < size; at++) {
                Entry entry = other.log.get(at);
                if (entry.fact() instanceof StopFact.Resumed resumed
                        && stops.find(resumed.stop()).isEmpty()) {
                    saw(Seen.END_LEARNED_FIRST);
                }
                stops.learned(entry);
            }
            folded.merge(other, size, Math::max);
        }

        /// Durable, then folded here.
        private void write(StopFact fact) {
            log.add(new Entry(origin, log.size(), now().plus(skew), fact));
            fold(this, log.size());
        }

        void order() {
            awake(() -> {
                if (over || !hears()) {
                    return;
                }
                StopId stop = new StopId("stop-" + count++);
                Scope scope = Scope.parse(SCOPES.get(random.nextInt(SCOPES.size())));
                StopFact.Ordered order = new StopFact.Ordered(
                        stop,
                        scope,
                        Set.of(Layer.GATEWAY, Layer.IDENTITY),
                        ActorId.person("cy"),
                        "why",
                        random.nextInt(4) == 0,
                        random.nextInt(4) == 0
                                ? Optional.of(now().plusMillis(random.nextInt(15_000)))
                                : Optional.empty(),
                        Set.of());
                ordered.put(stop, order);
                write(order);
                await(order, log.size());
                order.expiresAt()
                        .ifPresent(
                                end -> simulation.in(Duration.between(now(), end), "expiry", () -> any().expire(stop)));
            });
        }

        /// Like `SeenByReplicas`: waits for whoever was heard within the lease.
        private void await(StopFact.Ordered order, int size) {
            step(() -> {
                if (over || !ordered.containsKey(order.stop())) {
                    return;
                }
                List<Replica> alive = replicas.stream()
                        .filter(other -> other != this && other.heard.isAfter(now().minus(Freshness.ALL_DENIED_AFTER)))
                        .toList();
                boolean seenByAll = alive.stream().allMatch(other -> other.told.getOrDefault(this, 0) >= size);
                if (hears() && seenByAll) {
                    effective.put(order.stop(), order);
                    saw(alive.size() == REPLICAS - 1 ? Seen.EFFECTIVE : Seen.EFFECTIVE_WITHOUT_A_REPLICA);
                } else {
                    await(order, size);
                }
            });
        }

        /// Two people resume what this replica knows of, on one layer or on all.
        void end() {
            awake(() -> {
                List<StopFact.Ordered> known = stops.all();
                if (over || !hears() || known.isEmpty()) {
                    return;
                }
                StopId stop = known.get(random.nextInt(known.size())).stop();
                Set<Layer> layers = switch (random.nextInt(3)) {
                    case 0 -> Set.of(Layer.IDENTITY);
                    case 1 -> Set.of(Layer.GATEWAY);
                    default -> Set.of();
                };
                write(new StopFact.Resumed(stop, ActorId.person("cy"), ActorId.person("dee"), layers));
                if (!layers.equals(Set.of(Layer.IDENTITY))) {
                    ended(stop);
                }
            });
        }

        /// Whoever hears it that the shared clock says so.
        private void expire(StopId stop) {
            awake(() -> {
                if (!over && hears()) {
                    write(new StopFact.Expired(stop, now()));
                    ended(stop);
                }
            });
        }

        private void ended(StopId stop) {
            ordered.remove(stop);
            effective.remove(stop);
            saw(Seen.ENDED);
        }

        /// Decided now, and let through once the decision is durable: that may be much later.
        void call() {
            Run run = run();
            awake(() -> {
                Optional<GatewayRefusal> no = look(run);
                if (no.isPresent()) {
                    saw(no.get() == GatewayRefusal.VIEW_STALE ? Seen.STALE : Seen.STOPPED);
                    return;
                }
                Duration delay = random.nextInt(4) == 0 ? Duration.ofSeconds(15) : Duration.ofMillis(20);
                later(delay, "durable", () -> awake(() -> open(run)));
            });
        }

        private void open(Run run) {
            if (gate != Gate.WITHOUT_SECOND_LOOK && look(run).isPresent()) {
                saw(Seen.REFUSED_AT_THE_SECOND_LOOK);
                return;
            }
            saw(Seen.ALLOWED);
            assertThat(effective.values().stream().filter(order -> order.covers(run)))
                    .as("%s was allowed after these were effective", run)
                    .isEmpty();
        }

        private Optional<GatewayRefusal> look(Run run) {
            Duration age = gate == Gate.WITHOUT_LEASE ? Duration.ZERO : Duration.between(completeAt, now());
            return GatewayRules.hindrance(
                    stops.covering(Layer.GATEWAY, () -> run), run.changes(), MaxStaleness.HOUSE, age);
        }

        private Run run() {
            int which = random.nextInt(3);
            Chain chain = Chain.of(ActorId.person("ana"), ActorId.agent("a" + which));
            Set<String> labels = random.nextInt(3) == 0 ? Set.of("payroll") : Set.of();
            return new Run(chain, Set.of(new SessionId("s" + which)), Set.of(), labels)
                    .calling(
                            random.nextBoolean() ? Set.of(AssetId.operation("w", "rows")) : Set.of(),
                            random.nextBoolean());
        }
    }
}
