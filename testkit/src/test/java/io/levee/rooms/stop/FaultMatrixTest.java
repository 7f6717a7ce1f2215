package io.levee.rooms.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.facts.Layer;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.identity.ActorId;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every fault on every layer. Whatever happens to one stopper, or to what it stands on: the order is in force, the
/// other
/// layers hold, nothing is called stopped that was not seen, and once the fault is over the order completes by itself.
final class FaultMatrixTest {
    private static final Duration DEADLINE = Duration.ofMillis(250);

    /// What happens to the stopper of one layer.
    enum Fault {
        STOP_THROWS,
        STOP_DIES,
        STOP_HANGS,
        STOP_LIES,
        STOP_IS_SLOW,
        PROBE_THROWS,
        PROBE_HANGS,
        PROBE_SAYS_NO,
        CRASH_BEFORE_EXECUTION,
        CRASH_BEFORE_PROOF,
        LEDGER_AWAY_DURING_STOP,
        CLOCK_AHEAD,
        CLOCK_BEHIND;

        /// Faults that the layer must not show at all.
        boolean isBorne() {
            return this == STOP_IS_SLOW || this == CLOCK_AHEAD || this == CLOCK_BEHIND;
        }
    }

    private final StopStory story = new StopStory();
    private final AtomicBoolean broken = new AtomicBoolean(true);
    private final CountDownLatch never = new CountDownLatch(1);
    /// The healthy stoppers, which have to be done before a slow one is.
    private final CountDownLatch others = new CountDownLatch(Layer.values().length - 1);

    static Stream<Arguments> cells() {
        return Arrays.stream(Fault.values())
                .flatMap(fault -> Arrays.stream(Layer.values()).map(layer -> Arguments.of(fault, layer)));
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("cells")
    void theOrderIsInForceTheOthersHoldAndItCompletes(Fault fault, Layer at) {
        for (Layer layer : Layer.values()) {
            if (layer == at) {
                story.with(
                        layer,
                        "faulty",
                        fault.isBorne() ? Stopper.DEADLINE : DEADLINE,
                        _ -> stop(fault),
                        () -> probe(fault));
            } else {
                story.with(layer, "healthy-" + layer, _ -> {
                    others.countDown();
                    return new Stopper.Done(1, "done");
                });
            }
        }
        clock(fault);

        Stops stops = ordered(fault);
        StopOrder order = stops.list().getFirst();

        assertThat(story.open.all()).as("in force").hasSize(1);
        for (StopExecution.Outcome outcome : order.outcomes()) {
            boolean faulty = outcome.report().layer() == at;
            if (fault != Fault.CRASH_BEFORE_PROOF) {
                assertThat(outcome.holds()).as(outcome.toString()).isEqualTo(!faulty || fault.isBorne());
            }
        }
        if (!fault.isBorne() && !at.cooperative()) {
            assertThat(order.holds()).as("not called stopped").isFalse();
        }

        broken.set(false);
        story.ledger.recover();
        Awaitility.await().untilAsserted(() -> {
            story.pass(StopRetries.LAST); // whatever it waits for is due
            stops.tend();
            assertThat(stops.list().getFirst().outcomes())
                    .hasSize(Layer.values().length)
                    .allMatch(StopExecution.Outcome::holds);
        });
        assertThat(stops.list().getFirst().holds()).isTrue();
        never.countDown();
    }

    /// The order, and the room that has to complete it.
    private Stops ordered(Fault fault) {
        Stops first = story.stops();
        if (fault == Fault.CRASH_BEFORE_EXECUTION || fault == Fault.CRASH_BEFORE_PROOF) {
            story.ledger.write(order());
            if (fault == Fault.CRASH_BEFORE_PROOF) {
                story.ledger.write(new StopFact.Executed(
                        order().stop(),
                        story.stoppers.stream()
                                .map(each -> new StopFact.LayerReport(each.layer(), each.name(), true, 1, 1, "done"))
                                .toList()));
            }
            return story.stops(); // its successor
        }
        if (fault == Fault.LEDGER_AWAY_DURING_STOP) {
            assertThatThrownBy(() -> first.order(StopStory.order("cy", StopStory.WRITER)))
                    .isInstanceOf(LeveeException.class);
            return first;
        }
        StopOrder order = StopStory.done(first.order(StopStory.order("cy", StopStory.WRITER)));
        assertThat(order.reports()).hasSize(Layer.values().length);
        return first;
    }

    private static StopFact.Ordered order() {
        return new StopFact.Ordered(
                new StopId("stop-1"),
                StopStory.WRITER,
                EnumSet.allOf(Layer.class),
                ActorId.person("cy"),
                "a test says so");
    }

    private void clock(Fault fault) {
        switch (fault) {
            case CLOCK_AHEAD -> story.clock.set(story.clock.instant().plus(Duration.ofHours(1)));
            case CLOCK_BEHIND -> story.clock.set(story.clock.instant().minus(Duration.ofHours(1)));
            default -> {}
        }
    }

    private Stopper.Done stop(Fault fault) {
        if (broken.get()) {
            switch (fault) {
                case STOP_THROWS -> throw new IllegalStateException("no route");
                case STOP_DIES -> throw new StackOverflowError();
                case STOP_HANGS -> hang();
                case STOP_IS_SLOW -> await(others);
                case LEDGER_AWAY_DURING_STOP ->
                    story.ledger.refuse(new LeveeException(ErrorCode.DATABASE_UNAVAILABLE, "the database is away"));
                default -> {}
            }
        }
        return new Stopper.Done(1, "done");
    }

    private Stopper.Proof probe(Fault fault) {
        boolean still = broken.get();
        return switch (fault) {
            case PROBE_THROWS -> {
                if (still) {
                    throw new IllegalStateException("no route");
                }
                yield new Stopper.Proof(true, "looked");
            }
            case PROBE_HANGS -> {
                if (still) {
                    hang();
                }
                yield new Stopper.Proof(true, "looked");
            }
            case STOP_THROWS, STOP_DIES, STOP_HANGS, STOP_LIES, PROBE_SAYS_NO ->
                new Stopper.Proof(!still, still ? "it goes on" : "looked");
            case STOP_IS_SLOW,
                    CRASH_BEFORE_EXECUTION,
                    CRASH_BEFORE_PROOF,
                    LEDGER_AWAY_DURING_STOP,
                    CLOCK_AHEAD,
                    CLOCK_BEHIND -> new Stopper.Proof(true, "looked");
        };
    }

    private void hang() {
        await(never);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
