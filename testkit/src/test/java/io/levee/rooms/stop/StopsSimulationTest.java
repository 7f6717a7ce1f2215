package io.levee.rooms.stop;

import static io.levee.rooms.stop.StopStory.order;
import static io.levee.rooms.stop.StopStory.resume;
import static org.assertj.core.api.Assertions.assertThat;

import io.levee.facts.Layer;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.identity.ActorId;
import io.levee.testkit.Simulation;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// People order and resume at random; after every event, whatever is in force is what two different permitted people
/// did not end.
final class StopsSimulationTest {
    private static final List<String> PEOPLE = List.of("ana", "bo", "cy", "dee", "gone");
    private static final List<String> SCOPES =
            List.of("agent:writer", "agent:nobody", "person:ana", "person:cy", "team:growth", "everything");

    @Test
    void aStopEndsOnlyByTwoDifferentPermittedPeople() {
        Simulation.play(300, simulation -> {
            StopStory story = new StopStory().with(Layer.GATEWAY, "calls", _ -> new Stopper.Done(0, ""));
            Stops stops = story.stops(Runnable::run);
            for (int step = 0; step < 40; step++) {
                simulation.in(
                        Duration.ofMillis(simulation.random().nextInt(1_000)),
                        "somebody does something",
                        () -> act(simulation, stops));
            }
            simulation.always("a stop ends only by two different permitted people", () -> check(story));
            simulation.run();
        });
    }

    private static void act(Simulation simulation, Stops stops) {
        String person = PEOPLE.get(simulation.random().nextInt(PEOPLE.size()));
        List<StopOrder> known = stops.list();
        if (known.isEmpty() || simulation.random().nextInt(3) == 0) {
            stops.order(order(person, Scope.parse(SCOPES.get(simulation.random().nextInt(SCOPES.size())))));
            return;
        }
        StopId stop =
                known.get(simulation.random().nextInt(known.size())).ordered().stop();
        stops.resume(resume(person, stop));
    }

    /// The story again, told from the facts alone.
    private static void check(StopStory story) {
        Map<StopId, StopFact.Ordered> inForce = new HashMap<>();
        Map<StopId, Set<ActorId>> said = new HashMap<>();
        for (StopFact fact : story.ledger.facts(StopFact.class)) {
            switch (fact) {
                case StopFact.Ordered ordered -> inForce.put(ordered.stop(), ordered);
                case StopFact.ResumeProposed(var stop, var by, var _, var _) ->
                    said.computeIfAbsent(stop, _ -> new HashSet<>()).add(by);
                case StopFact.Resumed(var stop, var first, var second, var _) -> {
                    said.computeIfAbsent(stop, _ -> new HashSet<>()).add(second);
                    assertThat(said.get(stop)).hasSizeGreaterThanOrEqualTo(2).contains(first, second);
                    assertThat(said.get(stop)).isSubsetOf(ActorId.person("cy"), ActorId.person("dee"));
                    StopFact.Ordered ended = inForce.remove(stop);
                    assertThat(ended).as("a stop ends once").isNotNull();
                }
                case StopFact.Alarmed _,
                        StopFact.Drilled _,
                        StopFact.Executed _,
                        StopFact.Verified _,
                        StopFact.Expired _,
                        StopFact.Refused _,
                        StopFact.ResumeRefused _ -> {}
            }
        }
        assertThat(story.open.all()).containsExactlyInAnyOrderElementsOf(inForce.values());
    }
}
