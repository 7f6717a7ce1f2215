package io.levee.rooms.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.testkit.Simulation;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// I3 between replicas: three of them with views of their own, each other's news delayed, lost, sent again and in any
/// order, partitions, pauses of half a minute, and clocks an hour apart. Orders, resumptions, ends and calls come at
/// random. Whatever the schedule, nothing is allowed once an order that covers it was said to be effective, and in the
/// end every replica has the same orders in force.
class StopEpochSimulationTest {
    private static final int SCHEDULES = 10_000;

    @Test
    void nothingIsAllowedAtOrAfterAStopEpoch() {
        Map<Epochs.Seen, Integer> seen = new EnumMap<>(Epochs.Seen.class);
        Simulation.play(SCHEDULES, simulation -> {
            Epochs epochs = new Epochs(simulation, Epochs.Gate.WHOLE);
            epochs.play();
            epochs.seen.forEach((what, count) -> seen.merge(what, count, Integer::sum));
        });
        if (Long.getLong("levee.seed") == null) {
            assertThat(seen).as("the schedules are not empty").containsOnlyKeys(Epochs.Seen.values());
        }
    }

    /// The simulation finds what each half of the gate is for.
    @Test
    void withoutTheLeaseSomethingWouldBeAllowed() {
        assertThatThrownBy(() -> play(Epochs.Gate.WITHOUT_LEASE)).hasMessageContaining("allowed after");
    }

    @Test
    void withoutTheSecondLookSomethingWouldBeAllowed() {
        assertThatThrownBy(() -> play(Epochs.Gate.WITHOUT_SECOND_LOOK)).hasMessageContaining("allowed after");
    }

    private static void play(Epochs.Gate gate) {
        for (long seed = 0; seed < SCHEDULES; seed++) {
            Simulation.playOne(seed, simulation -> new Epochs(simulation, gate).play());
        }
    }
}
