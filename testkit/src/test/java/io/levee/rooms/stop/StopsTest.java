package io.levee.rooms.stop;

import static io.levee.rooms.stop.StopStory.WRITER;
import static io.levee.rooms.stop.StopStory.done;
import static io.levee.rooms.stop.StopStory.order;
import static io.levee.rooms.stop.StopStory.refused;
import static io.levee.rooms.stop.StopStory.resume;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.levee.facts.Layer;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StopsTest {
    private final StopStory story = new StopStory();

    @Test
    void theOrderIsInForceBeforeAnyStopperRuns() {
        story.with(Layer.GATEWAY, "calls", order -> {
            assertThat(story.open.find(order.stop())).isPresent();
            return new Stopper.Done(2, "cut");
        });

        StopOrder order = done(story.stops().order(order("cy", WRITER)));

        assertThat(order.state()).isEqualTo(StopState.EXECUTED);
        assertThat(order.reports()).singleElement().satisfies(report -> {
            assertThat(report.effective()).isTrue();
            assertThat(report.affected()).isEqualTo(2);
        });
        assertThat(story.ledger.facts(StopFact.class))
                .hasExactlyElementsOfTypes(StopFact.Ordered.class, StopFact.Executed.class, StopFact.Verified.class);
        assertThat(order.holds()).isTrue();
    }

    @Test
    void aStopperThatThrowsIsRedAndDelaysNobody() {
        story.with(Layer.IDENTITY, "tokens", _ -> {
                    throw new IllegalStateException("no route to the provider");
                })
                .with(Layer.GATEWAY, "calls", _ -> new Stopper.Done(1, ""));

        StopOrder order = done(story.stops().order(order("cy", WRITER)));

        assertThat(order.reports())
                .extracting(StopFact.LayerReport::stopper, StopFact.LayerReport::effective)
                .containsExactlyInAnyOrder(tuple("tokens", false), tuple("calls", true));
        assertThat(story.open.find(order.ordered().stop())).isPresent();
    }

    @Test
    void stoppersRunAtTheSameTime() {
        CountDownLatch both = new CountDownLatch(2);
        for (String name : Set.of("a", "b")) {
            story.with(Layer.GATEWAY, name, _ -> {
                both.countDown();
                await(both);
                return new Stopper.Done(0, "");
            });
        }

        assertThat(done(story.stops().order(order("cy", WRITER))).reports()).allMatch(StopFact.LayerReport::effective);
    }

    @Test
    void aLayerWithoutStopperIsSaidToBeIneffective() {
        story.with(Layer.GATEWAY, "calls", _ -> new Stopper.Done(0, ""));
        StopRequest request =
                new StopRequest(Chain.of(ActorId.person("cy")), WRITER, Set.of(Layer.PAYMENT), "spends too much");

        assertThat(done(story.stops().order(request)).reports())
                .singleElement()
                .satisfies(report -> assertThat(report.effective()).isFalse());
    }

    @ParameterizedTest
    @CsvSource({
        "cy,   agent:writer,  ",
        "cy,   everything,    ",
        "cy,   session:s-1,   ",
        "ana,  agent:writer,  ", // her team is a stopper in the passport
        "bo,   person:bo,     ", // one may always stop what acts for oneself
        "bo,   agent:writer,  STOP_NOT_PERMITTED",
        "bo,   person:ana,    STOP_NOT_PERMITTED",
        "ana,  everything,    STOP_NOT_PERMITTED",
        "gone, person:gone,   STOP_NOT_PERMITTED",
        "cy,   agent:nobody,  STOP_SCOPE_UNKNOWN",
        "cy,   person:nobody, STOP_SCOPE_UNKNOWN",
        "cy,   team:nobody,   STOP_SCOPE_UNKNOWN",
        "cy,   job:run-1,     ",
        "cy,   job:run-2,     STOP_SCOPE_UNKNOWN",
        "cy,   label:payroll, ", // a session carries it
        "cy,   label:personal,", // an asset has it
        "cy,   label:pay,     STOP_SCOPE_UNKNOWN",
        "bo,   label:payroll, STOP_NOT_PERMITTED",
        "cy,   operation:warehouse/readRows, ",
        "ana,  operation:warehouse/readRows, ", // her team owns it
        "bo,   operation:warehouse/readRows, STOP_NOT_PERMITTED",
        "cy,   operation:warehouse/readRow,  STOP_SCOPE_UNKNOWN",
        "cy,   tool:board/post,              ",
        "cy,   model:claude/large-1,         ",
        "cy,   model:claude/large-2,         STOP_SCOPE_UNKNOWN",
    })
    void whoMayStopWhat(String person, String scope, StopRefusal refusal) {
        story.live = new Live(Set.of());
        StopAnswer answer = story.stops().order(order(person, Scope.parse(scope)));

        if (refusal == null) {
            assertThat(done(answer).ordered().by()).isEqualTo(ActorId.person(person));
        } else {
            assertThat(refused(answer)).isEqualTo(refusal);
            assertThat(story.ledger.facts(StopFact.Refused.class)).hasSize(1);
            assertThat(story.open.all()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "operation:warehouse/readRow, near: operation:warehouse/readRows",
        "model:claude/large-2,        near: model:claude/large-1",
        "team:grow,                   near: team:growth",
        "label:payrol,                near: label:payroll",
        "label:zebra,                 label:zebra",
    })
    void whoeverIsInAHurryIsToldWhatIsNear(String scope, String near) {
        story.live = new Live(Set.of());
        StopAnswer answer = story.stops().order(order("cy", Scope.parse(scope)));
        assertThat(answer)
                .isInstanceOfSatisfying(
                        StopAnswer.Refused.class,
                        refused -> assertThat(refused.detail()).endsWith(near));
    }

    @ParameterizedTest
    @CsvSource({
        "operation:warehouse/readRows, GATEWAY",
        "model:claude/large-1,         GATEWAY",
        "job:run-1,                    RUNTIME",
    })
    void whatIsAboutOneThingLeavesTheOtherLayersAlone(String scope, Layer layer) {
        story.live = new Live(Set.of());
        for (Layer each : Layer.values()) {
            story.with(each, "all", _ -> new Stopper.Done(0, ""));
        }
        assertThat(done(story.stops().order(order("cy", Scope.parse(scope))))
                        .ordered()
                        .layers())
                .containsExactly(layer);
        StopRequest unfit =
                new StopRequest(Chain.of(ActorId.person("cy")), Scope.parse(scope), Set.of(Layer.IDENTITY), "why");
        assertThat(refused(story.stops().order(unfit))).isEqualTo(StopRefusal.STOP_LAYER_UNFIT);
    }

    @Test
    void aJobIsFrozenByItsSession() {
        story.live = new Live(Set.of());
        StopRequest freeze = new StopRequest(
                Chain.of(ActorId.person("cy")), Scope.parse("job:run-1"), Set.of(), "why", true, Optional.empty());
        assertThat(done(story.stops().order(freeze)).ordered().scope()).isEqualTo(new Scope.Session(Live.SESSION));
    }

    @Test
    void anAgentStopsNobodyNotEvenForSomebodyWhoMay() {
        StopRequest request = new StopRequest(
                Chain.of(ActorId.person("cy"), ActorId.agent("writer")), new Scope.Everything(), Set.of(), "trust me");

        assertThat(refused(story.stops().order(request))).isEqualTo(StopRefusal.STOP_NOT_PERMITTED);
    }

    @Test
    void resumingTakesTwoDifferentPeople() {
        Stops stops = story.stops();
        StopId stop = done(stops.order(order("cy", WRITER))).ordered().stop();

        assertThat(done(stops.resume(resume("cy", stop))).state()).isEqualTo(StopState.PROPOSED);
        assertThat(refused(stops.resume(resume("cy", stop)))).isEqualTo(StopRefusal.RESUME_NEEDS_ANOTHER_PERSON);
        assertThat(story.open.find(stop)).isPresent();
        assertThat(refused(stops.resume(resume("ana", stop)))).isEqualTo(StopRefusal.RESUME_NOT_PERMITTED);

        assertThat(done(stops.resume(resume("dee", stop))).state()).isEqualTo(StopState.RESUMED);
        assertThat(story.open.find(stop)).isEmpty();
        assertThat(refused(stops.resume(resume("dee", stop)))).isEqualTo(StopRefusal.STOP_ALREADY_RESUMED);
    }

    @Test
    void whoWasStoppedResumesNothing() {
        Stops stops = story.stops();
        StopId stop = done(stops.order(order("dee", new Scope.Person(ActorId.person("cy")))))
                .ordered()
                .stop();

        assertThat(refused(stops.resume(resume("cy", stop)))).isEqualTo(StopRefusal.RESUME_BY_STOPPED);
    }

    @Test
    void resumingAnUnknownStopIsRefused() {
        assertThat(refused(story.stops().resume(resume("cy", new StopId("stop-99")))))
                .isEqualTo(StopRefusal.STOP_UNKNOWN);
    }

    @Test
    void whatACrashInterruptedIsFinishedAtTheNextStart() {
        StopFact.Ordered ordered = new StopFact.Ordered(
                new StopId("stop-7"), WRITER, Set.of(Layer.GATEWAY), ActorId.person("cy"), "before the crash");
        story.ledger.write(ordered);
        story.with(Layer.GATEWAY, "calls", _ -> new Stopper.Done(0, ""));
        Stops stops = story.stops();

        assertThat(stops.finishInterrupted()).hasSize(1);
        assertThat(story.book.find(ordered.stop()).orElseThrow().state()).isEqualTo(StopState.EXECUTED);
        assertThat(stops.finishInterrupted()).isEmpty();
    }

    @Test
    void everyStepOfTheLifeIsTaken() {
        for (StopState from : StopState.values()) {
            for (StopState.Event event : StopState.Event.values()) {
                StopState to = from.after(event);
                boolean listed = StopState.TABLE.containsKey(new StopState.Step(from, event));
                assertThat(listed || to == from).as("%s after %s", from, event).isTrue();
                if (!from.inForce()) {
                    assertThat(to).isEqualTo(from);
                }
            }
        }
    }

    @Test
    void aReasonIsOneLineAndNotEmpty() {
        assertThatThrownBy(() -> new StopRequest(Chain.of(ActorId.person("cy")), WRITER, Set.of(), " "))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StopRequest(Chain.of(ActorId.person("cy")), WRITER, Set.of(), "a\nb"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
