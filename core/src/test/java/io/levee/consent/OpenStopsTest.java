package io.levee.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.facts.Fact;
import io.levee.facts.Layer;
import io.levee.facts.Run;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import io.levee.identity.TeamId;
import io.levee.ledger.Entry;
import io.levee.ledger.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpenStopsTest {
    private static final ActorId ANA = ActorId.person("ana");
    private static final ActorId CY = ActorId.person("cy");
    private static final ActorId SCOUT = ActorId.agent("scout");
    private static final SessionId SESSION = new SessionId("s1");
    private static final SmallWorld WORLD =
            new SmallWorld().person("ana", true, "growth").agent("scout", Set.of(ANA), List.of("*"), List.of());

    private static final Runs RUNS = new Runs(() -> WORLD, _ -> Set.of());

    private final OpenStops stops = new OpenStops();
    private long position;

    @Test
    void a_stop_is_in_force_from_its_order_until_two_people_resumed_it() {
        StopFact.Ordered order = ordered("stop-1", new Scope.Agent(SCOUT));
        learn(order);
        assertThat(covering(stops, Chain.of(ANA, SCOUT))).contains(order);
        learn(new StopFact.Executed(order.stop(), List.of()));
        learn(new StopFact.ResumeProposed(order.stop(), CY, "fixed"));
        assertThat(covering(stops, Chain.of(ANA, SCOUT))).contains(order);
        learn(new StopFact.Resumed(order.stop(), CY, ANA));
        assertThat(covering(stops, Chain.of(ANA, SCOUT))).isEmpty();
        assertThat(stops.find(order.stop())).isEmpty();
    }

    @Test
    void a_team_is_stopped_by_the_owner_of_an_agent_and_by_the_team_of_the_person() {
        learn(ordered("stop-1", new Scope.Team(new TeamId("growth"))));
        assertThat(covering(stops, Chain.of(ANA, SCOUT))).isPresent();
        assertThat(covering(stops, Chain.of(ANA)))
                .as("people in person may still call, or nobody could resume")
                .isEmpty();
        OpenStops owner = new OpenStops();
        owner.learned(entry(ordered("stop-2", new Scope.Team(SmallWorld.OWNER))));
        assertThat(covering(owner, Chain.of(ANA, SCOUT))).isPresent();
    }

    @Test
    void an_order_is_in_force_on_its_layers_alone() {
        learn(ordered("stop-1", new Scope.Agent(SCOUT), Set.of(Layer.GATEWAY, Layer.IDENTITY)));
        assertThat(on(Layer.GATEWAY)).isTrue();
        assertThat(on(Layer.IDENTITY)).isTrue();
        assertThat(on(Layer.RUNTIME)).isFalse();

        learn(new StopFact.Resumed(new StopId("stop-1"), CY, ANA, Set.of(Layer.IDENTITY)));
        assertThat(on(Layer.GATEWAY)).isTrue();
        assertThat(on(Layer.IDENTITY)).isFalse();

        learn(new StopFact.Resumed(new StopId("stop-1"), CY, ANA, Set.of(Layer.GATEWAY)));
        assertThat(stops.all()).isEmpty();
    }

    @Test
    void of_two_orders_that_cover_it_the_other_holds() {
        learn(ordered("stop-1", new Scope.Agent(SCOUT)));
        learn(ordered("stop-2", new Scope.Everything()));
        learn(new StopFact.Resumed(new StopId("stop-1"), CY, ANA));
        assertThat(on(Layer.GATEWAY)).isTrue();
        learn(new StopFact.Expired(new StopId("stop-2"), Instant.EPOCH));
        assertThat(on(Layer.GATEWAY)).isFalse();
    }

    @Test
    void a_stop_is_named_before_a_freeze() {
        learn(new StopFact.Ordered(
                new StopId("stop-1"),
                new Scope.Everything(),
                Set.of(Layer.GATEWAY),
                CY,
                "test",
                true,
                Optional.empty(),
                Set.of()));
        Run reading = RUNS.of(Chain.of(ANA, SCOUT), SESSION, Optional.empty());
        Run changing = reading.calling(Set.of(), true);
        assertThat(stops.covering(Layer.GATEWAY, () -> reading))
                .as("reads go on")
                .isEmpty();
        assertThat(stops.covering(Layer.GATEWAY, () -> changing)).isPresent();
        StopFact.Ordered stop = ordered("stop-2", new Scope.Everything());
        learn(stop);
        assertThat(stops.covering(Layer.GATEWAY, () -> changing)).contains(stop);
    }

    /// Orders, and how they end, in any order, as they come from the logs of several replicas: in force is what was
    /// ordered, on the layers on which nothing was seen to end it, and a run is covered exactly where one of those
    /// covers it.
    @Test
    void what_is_in_force_is_what_was_ordered_and_has_not_ended() {
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            OpenStops folded = new OpenStops();
            Map<StopId, StopFact.Ordered> ordered = new HashMap<>();
            Map<StopId, Set<Layer>> ended = new HashMap<>();
            for (Fact fact : history(random)) {
                folded.learned(entry(fact));
                switch (fact) {
                    case StopFact.Ordered order -> ordered.put(order.stop(), order);
                    case StopFact.Resumed resumed ->
                        ended.computeIfAbsent(resumed.stop(), _ -> new HashSet<>())
                                .addAll(resumed.layers().isEmpty() ? Set.of(Layer.values()) : resumed.layers());
                    case StopFact.Expired expired -> ended.put(expired.stop(), new HashSet<>(Set.of(Layer.values())));
                    default -> throw new AssertionError("only these are made here");
                }
                for (Layer layer : Layer.values()) {
                    Chain chain = random.nextBoolean() ? Chain.of(ANA, SCOUT) : Chain.of(ANA);
                    Run run = RUNS.of(chain, SESSION, Optional.empty());
                    assertThat(folded.covering(layer, () -> run).isPresent())
                            .as("seed %d, %s", seed, layer)
                            .isEqualTo(ordered.values().stream()
                                    .filter(order -> order.layers().contains(layer))
                                    .filter(order -> !ended.getOrDefault(order.stop(), Set.of())
                                            .contains(layer))
                                    .anyMatch(order -> order.scope().covers(run)));
                }
            }
        }
    }

    private List<Fact> history(Random random) {
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            StopId id = new StopId("stop-" + i);
            facts.add(ordered(id.value(), scope(random), layers(random)));
            for (int j = random.nextInt(3); j > 0; j--) {
                facts.add(
                        random.nextInt(4) == 0
                                ? new StopFact.Expired(id, Instant.EPOCH)
                                : new StopFact.Resumed(id, CY, ANA, random.nextBoolean() ? Set.of() : layers(random)));
            }
        }
        Collections.shuffle(facts, random);
        return facts;
    }

    private static Set<Layer> layers(Random random) {
        Set<Layer> layers = new HashSet<>(Set.of(List.of(Layer.values()).get(random.nextInt(Layer.values().length))));
        for (Layer layer : Layer.values()) {
            if (random.nextBoolean()) {
                layers.add(layer);
            }
        }
        return layers;
    }

    private boolean on(Layer layer) {
        return stops.covering(layer, () -> RUNS.of(Chain.of(ANA, SCOUT), SESSION, Optional.empty()))
                .isPresent();
    }

    private static Optional<StopFact.Ordered> covering(OpenStops stops, Chain chain) {
        return stops.covering(Layer.GATEWAY, () -> RUNS.of(chain, SESSION, Optional.empty()));
    }

    private static Scope scope(Random random) {
        List<Scope> scopes = new ArrayList<>(List.of(
                new Scope.Agent(SCOUT),
                new Scope.Agent(ActorId.agent("other")),
                new Scope.Person(CY),
                new Scope.Team(new TeamId("growth")),
                new Scope.Session(new SessionId("s2"))));
        if (random.nextInt(4) == 0) {
            scopes.add(new Scope.Everything());
        }
        return scopes.get(random.nextInt(scopes.size()));
    }

    private static StopFact.Ordered ordered(String id, Scope scope) {
        return ordered(id, scope, Set.of(Layer.GATEWAY));
    }

    private static StopFact.Ordered ordered(String id, Scope scope, Set<Layer> layers) {
        return new StopFact.Ordered(new StopId(id), scope, layers, CY, "test");
    }

    private void learn(Fact fact) {
        stops.learned(entry(fact));
    }

    private Entry entry(Fact fact) {
        return new Entry(new Origin("acme", "r1"), position++, Instant.EPOCH, fact);
    }
}
