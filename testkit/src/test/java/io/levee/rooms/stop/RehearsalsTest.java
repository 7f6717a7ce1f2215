package io.levee.rooms.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.levee.facts.Layer;
import io.levee.facts.StopFact;
import io.levee.ledger.Receipt;
import io.levee.testkit.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// What is tried between two drills.
final class RehearsalsTest {
    private final List<Stopper> stoppers = new ArrayList<>();
    private final Rehearsals rehearsals = new Rehearsals(
            () -> List.copyOf(stoppers), Thread::startVirtualThread, FakeClock.start(), System::nanoTime);

    @Test
    void aBrokenPathIsDisarmedAndDelaysNobody() {
        CountDownLatch never = new CountDownLatch(1);
        stoppers.add(of("works", () -> Optional.of(new Stopper.Proof(true, "1 of 1"))));
        stoppers.add(of("rotated", () -> {
            throw new IllegalStateException("password of cards is hunter2");
        }));
        stoppers.add(of("lies", () -> Optional.of(new Stopper.Proof(false, "it goes on"))));
        stoppers.add(of("hangs", () -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Optional.empty();
        }));
        stoppers.add(of("alone", Optional::empty));

        rehearsals.rehearse();

        assertThat(rehearsals.last())
                .extracting(Rehearsals.Rehearsal::stopper, Rehearsals.Rehearsal::state)
                .containsExactly(
                        tuple("alone", Rehearsals.State.UNTRIED),
                        tuple("hangs", Rehearsals.State.DISARMED),
                        tuple("lies", Rehearsals.State.DISARMED),
                        tuple("rotated", Rehearsals.State.DISARMED),
                        tuple("works", Rehearsals.State.ARMED));
        assertThat(rehearsals.last())
                .extracting(Rehearsals.Rehearsal::evidence)
                .noneMatch(evidence -> evidence.contains("hunter2"));
        never.countDown();
    }

    @Test
    void whatIsRepairedIsArmedAgainAndWhatIsGoneIsForgotten() {
        boolean[] works = {false};
        stoppers.add(of("cards", () -> Optional.of(new Stopper.Proof(works[0], ""))));
        rehearsals.rehearse();
        assertThat(rehearsals.disarmed()).hasSize(1);
        works[0] = true;
        rehearsals.rehearse();
        assertThat(rehearsals.disarmed()).isEmpty();
        stoppers.clear();
        rehearsals.rehearse();
        assertThat(rehearsals.last()).isEmpty();
    }

    private static Stopper of(String name, Supplier<Optional<Stopper.Proof>> rehearsal) {
        return new Stopper() {
            @Override
            public Layer layer() {
                return Layer.PAYMENT;
            }

            @Override
            public String name() {
                return name;
            }

            @Override
            public Duration deadline() {
                return Duration.ofMillis(100);
            }

            @Override
            public Done stop(StopFact.Ordered order, Receipt at) {
                throw new AssertionError("nobody ordered a stop");
            }

            @Override
            public Proof verify(StopFact.Ordered order, Receipt at) {
                throw new AssertionError("nobody ordered a stop");
            }

            @Override
            public Optional<Proof> rehearse() {
                return rehearsal.get();
            }
        };
    }
}
