package io.levee.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationTest {
    @Test
    void eventsHappenInTheOrderOfTheClockAndThenOfTheirScheduling() {
        List<String> happened = new ArrayList<>();
        Simulation.playOne(7, simulation -> {
            simulation.in(Duration.ofSeconds(2), "late", () -> happened.add("late"));
            simulation.in(Duration.ofSeconds(1), "first", () -> happened.add("first"));
            simulation.in(Duration.ofSeconds(1), "second", () -> {
                happened.add("second");
                simulation.in(Duration.ofMillis(1), "consequence", () -> happened.add("consequence"));
            });
            simulation.run();
        });
        assertThat(happened).containsExactly("first", "second", "consequence", "late");
    }

    @Test
    void theSameSeedGivesTheSameHistory() {
        List<Integer> drawn = new ArrayList<>();
        Simulation.playOne(3, simulation -> drawn.add(simulation.random().nextInt()));
        Simulation.playOne(3, simulation -> drawn.add(simulation.random().nextInt()));
        assertThat(drawn.getFirst()).isEqualTo(drawn.getLast());
    }

    @Test
    void aBrokenInvariantNamesItselfTheSeedAndWhatHappened() {
        assertThatThrownBy(() -> Simulation.playOne(42, simulation -> {
                    simulation.always("nothing ever happens", () -> {
                        throw new AssertionError("something did");
                    });
                    simulation.in(Duration.ZERO, "a call arrives", () -> {});
                    simulation.run();
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("nothing ever happens")
                .hasMessageContaining("-Dlevee.seed=42")
                .hasMessageContaining("a call arrives");
    }
}
