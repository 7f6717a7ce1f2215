package io.levee.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.facts.Fact;
import io.levee.facts.Layer;
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
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OpenStopsTest {
    private static final ActorId ANA = ActorId.person("ana");
    private static final ActorId CY = ActorId.person("cy");
    private static final ActorId SCOUT = ActorId.agent("scout");
    private static final SessionId SESSION = new SessionId("s1");
    private static final SmallWorld WORLD =
            new SmallWorld().person("ana", true, "growth").agent("scout", Set.of(ANA), List.of("*"), List.of());

    private final OpenStops stops = new OpenStops();
    private long position;

    @Test
    void a_stop_is_in_force_from_its_order_until_two_people_resumed_it() {
        StopFact.Ordered order = ordered("stop-1", new Scope.Agent(SCOUT));
        learn(order);
        assertThat(stops.covering(Chain.of(ANA, SCOUT), SESSION, WORLD)).contains(order);
        learn(new StopFact.Executed(order.stop(), List.of()));
        learn(new StopFact.ResumeProposed(order.stop(), CY, "fixed"));
        assertThat(stops.covering(Chain.of(ANA, SCOUT), SESSION, WORLD)).contains(order);
        learn(new StopFact.Resumed(order.stop(), CY, ANA));
        assertThat(stops.covering(Chain.of(ANA, SCOUT), SESSION, WORLD)).isEmpty();
        assertThat(stops.find(order.stop())).isEmpty();
    }

    @Test
    void a_team_is_stopped_by_the_owner_of_an_agent_and_by_the_team_of_the_person() {
        learn(ordered("stop-1", new Scope.Team(new TeamId("growth"))));
        assertThat(stops.covering(Chain.of(ANA, SCOUT), SESSION, WORLD)).isPresent();
        assertThat(stops.covering(Chain.of(ANA), SESSION, WORLD))
                .as("people in person may still call, or nobody could resume")
                .isEmpty();
        OpenStops owner = new OpenStops();
        owner.learned(entry(ordered("stop-2", new Scope.Team(SmallWorld.OWNER))));
        assertThat(owner.covering(Chain.of(ANA, SCOUT), SESSION, WORLD)).isPresent();
    }

    /// Any order of orders and resumptions, also resumptions of what was never ordered: in force is what a list of
    /// orders minus the resumed ones says, and a run is covered exactly where one of those covers it.
    @Test
    void what_is_in_force_is_what_was_ordered_and_not_resumed() {
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            OpenStops folded = new OpenStops();
            TreeMap<String, StopFact.Ordered> expected = new TreeMap<>();
            for (int i = 0; i < 20; i++) {
                StopId id = new StopId("stop-" + random.nextInt(6));
                Fact fact =
                        random.nextInt(3) == 0 ? new StopFact.Resumed(id, CY, ANA) : ordered(id.value(), scope(random));
                folded.learned(entry(fact));
                switch (fact) {
                    case StopFact.Ordered order -> expected.put(id.value(), order);
                    case StopFact.Resumed _ -> expected.remove(id.value());
                    default -> throw new AssertionError("only these two are made here");
                }
                assertThat(folded.all()).as("seed %d", seed).isEqualTo(List.copyOf(expected.values()));
                Chain chain = random.nextBoolean() ? Chain.of(ANA, SCOUT) : Chain.of(ANA);
                Set<TeamId> teams = OpenStops.teams(chain, WORLD);
                assertThat(folded.covering(chain, SESSION, WORLD).isPresent())
                        .as("seed %d", seed)
                        .isEqualTo(expected.values().stream()
                                .anyMatch(order -> order.scope().covers(chain, SESSION, teams)));
            }
        }
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
        return new StopFact.Ordered(new StopId(id), scope, Set.of(Layer.GATEWAY), CY, "test");
    }

    private void learn(Fact fact) {
        stops.learned(entry(fact));
    }

    private Entry entry(Fact fact) {
        return new Entry(new Origin("acme", "r1"), position++, Instant.EPOCH, fact);
    }
}
