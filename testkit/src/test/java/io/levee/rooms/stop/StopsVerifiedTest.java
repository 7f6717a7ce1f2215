package io.levee.rooms.stop;

import static io.levee.rooms.stop.StopStory.WRITER;
import static io.levee.rooms.stop.StopStory.done;
import static io.levee.rooms.stop.StopStory.order;
import static io.levee.rooms.stop.StopStory.resume;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.levee.facts.Layer;
import io.levee.facts.StopFact;
import io.levee.facts.StopFact.LayerProof;
import io.levee.facts.StopFact.LayerReport;
import io.levee.facts.StopId;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.identity.ActorId;
import io.levee.ledger.Entry;
import io.levee.ledger.Origin;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Nothing is called stopped that its probe did not see.
final class StopsVerifiedTest {
    private static final Stopper.Done SAID_SO = new Stopper.Done(1, "asked it to end");

    private final StopStory story = new StopStory();
    private final AtomicInteger stopped = new AtomicInteger();
    private final Queue<Boolean> found = new ArrayDeque<>();

    @Test
    void aStopperThatLiesIsRed() {
        lying();
        found.add(false);

        StopOrder order = done(story.stops().order(order("cy", WRITER)));

        assertThat(order.holds()).isFalse();
        assertThat(order.reports()).allMatch(StopFact.LayerReport::effective);
        assertThat(order.proofs())
                .extracting(LayerProof::stopper, LayerProof::holds, LayerProof::evidence)
                .containsExactly(tuple("framework", false, "still running"));
    }

    @Test
    void whatDoesNotHoldIsTriedAgainUntilItDoes() {
        lying();
        Stops stops = story.stops(Runnable::run);
        found.addAll(List.of(false, false, true));
        StopId stop = done(stops.order(order("cy", WRITER))).ordered().stop();

        stops.tend();
        assertThat(stopped).as("not at once").hasValue(1);
        story.pass(StopRetries.FIRST);
        stops.tend();
        assertThat(stopped).hasValue(2);
        assertThat(stops.red()).hasSize(1);
        story.pass(StopRetries.FIRST);
        stops.tend();
        assertThat(stopped).as("later each time").hasValue(2);
        story.pass(StopRetries.FIRST);
        stops.tend();
        assertThat(stopped).hasValue(3);
        assertThat(story.book.find(stop).orElseThrow().holds()).isTrue();
        assertThat(stops.red()).isEmpty();
        assertThat(story.ledger.facts(StopFact.Verified.class))
                .as("told when it changed, not at each try")
                .hasSize(2);
        story.pass(StopRetries.LAST);
        stops.tend();
        assertThat(stopped).as("what holds is left alone").hasValue(3);
    }

    @Test
    void whatHeldIsNotAskedAgain() {
        lying();
        AtomicInteger good = new AtomicInteger();
        story.with(Layer.GATEWAY, "calls", _ -> {
            good.incrementAndGet();
            return SAID_SO;
        });
        Stops stops = story.stops(Runnable::run);
        found.addAll(List.of(false, true));
        StopId stop = done(stops.order(order("cy", WRITER))).ordered().stop();
        story.pass(StopRetries.FIRST);
        stops.tend();

        assertThat(good).hasValue(1);
        assertThat(story.book.find(stop).orElseThrow().holds()).isTrue();
    }

    @Test
    void aProbeThatHangsIsRedAfterItsOwnDeadlineAndDelaysNobody() {
        CountDownLatch never = new CountDownLatch(1);
        story.with(Layer.GATEWAY, "calls", _ -> SAID_SO)
                .with(Layer.RUNTIME, "hangs", Duration.ofMillis(30), _ -> SAID_SO, () -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return new Stopper.Proof(true, "too late");
                });
        StopOrder order = done(story.stops().order(order("cy", WRITER)));
        never.countDown();

        assertThat(order.proofs())
                .extracting(LayerProof::stopper, LayerProof::holds, LayerProof::evidence)
                .containsExactlyInAnyOrder(
                        tuple("calls", true, "looked"), tuple("hangs", false, "gave no answer within 30 ms"));
    }

    @Test
    void aProbeThatThrowsIsRed() {
        story.with(Layer.PAYMENT, "cards", Stopper.DEADLINE, _ -> SAID_SO, () -> {
            throw new IllegalStateException("no route to the provider");
        });

        assertThat(done(story.stops().order(order("cy", WRITER))).proofs())
                .extracting(LayerProof::holds, LayerProof::evidence)
                .containsExactly(tuple(false, "failed: no route to the provider"));
    }

    @Test
    void whatASystemOutsideRefusedIsSaidInItsStoppersWords() {
        story.with(Layer.IDENTITY, "roles", _ -> {
            throw new LeveeException(ErrorCode.CONFIGURATION_INVALID, "the stopper's user may not close 1 role");
        });

        assertThat(done(story.stops().order(order("cy", WRITER))).reports())
                .extracting(LayerReport::effective, LayerReport::detail)
                .containsExactly(tuple(false, "failed: the stopper's user may not close 1 role"));
    }

    @Test
    void nobodyTriesWhatWasResumed() {
        lying();
        Stops stops = story.stops(Runnable::run);
        found.add(false);
        StopId stop = done(stops.order(order("cy", WRITER))).ordered().stop();
        stops.resume(resume("cy", stop));
        stops.resume(resume("dee", stop));
        story.pass(StopRetries.LAST);
        stops.tend();

        assertThat(stopped).hasValue(1);
    }

    @Test
    void whatAnotherReplicaLeftIsFinishedHere() {
        StopId stop = new StopId("stop-elsewhere");
        leftBehind(
                stop,
                new StopFact.Executed(
                        stop,
                        List.of(new StopFact.LayerReport(Layer.RUNTIME, "framework", false, 1, 0, "failed: Any"))));
    }

    @Test
    void whatAnotherReplicaNeverBeganIsFinishedHere() {
        leftBehind(new StopId("stop-elsewhere"));
    }

    private void leftBehind(StopId stop, StopFact... reports) {
        lying();
        Stops stops = story.stops(Runnable::run);
        List<StopFact> theirs = new ArrayList<>(
                List.of(new StopFact.Ordered(stop, WRITER, Set.of(Layer.RUNTIME), ActorId.person("cy"), "there")));
        theirs.addAll(List.of(reports));
        theirs.forEach(
                fact -> story.book.learned(new Entry(new Origin("acme", "other"), 7, story.clock.instant(), fact)));
        stops.tend();
        story.pass(Stops.OF_OTHERS_AFTER.minusSeconds(5));
        stops.tend();
        assertThat(stopped).as("its own replica may be at it").hasValue(0);

        found.add(true);
        story.pass(Duration.ofSeconds(5));
        stops.tend();

        assertThat(stopped).hasValue(1);
        assertThat(story.book.find(stop).orElseThrow().holds()).isTrue();
    }

    @Test
    void itIsTriedAfterOneSecondAndThenEachTimeTwiceAsLate() {
        StopRetries retries = new StopRetries();
        StopId stop = new StopId("stop-1");
        long now = 0;
        retries.began(stop, now);
        assertThat(retries.begin(stop, Duration.ofHours(1).toNanos(), Duration.ZERO))
                .as("the first execution still runs")
                .isEmpty();
        retries.ended(stop, now);
        for (int number = 1; number <= 20; number++) {
            long pause = Math.min(60, 1L << Math.min(number - 1, 10));
            now += Duration.ofSeconds(pause).toNanos();
            assertThat(retries.begin(stop, now - 1, Duration.ZERO))
                    .as("try %d, too early", number)
                    .isEmpty();
            assertThat(retries.begin(stop, now, Duration.ZERO)).hasValue(number);
            assertThat(retries.begin(stop, now, Duration.ZERO))
                    .as("it runs already")
                    .isEmpty();
            retries.ended(stop, now);
        }
    }

    /// Says each time that it asked; whether it worked is what [#found] says.
    private void lying() {
        story.with(
                Layer.RUNTIME,
                "framework",
                Stopper.DEADLINE,
                _ -> {
                    stopped.incrementAndGet();
                    return SAID_SO;
                },
                () -> found.remove() ? new Stopper.Proof(true, "ended") : new Stopper.Proof(false, "still running"));
    }
}
