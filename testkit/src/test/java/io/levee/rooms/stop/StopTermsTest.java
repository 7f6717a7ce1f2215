package io.levee.rooms.stop;

import static io.levee.rooms.stop.StopStory.WRITER;
import static io.levee.rooms.stop.StopStory.done;
import static io.levee.rooms.stop.StopStory.order;
import static io.levee.rooms.stop.StopStory.refused;
import static io.levee.rooms.stop.StopStory.resume;
import static org.assertj.core.api.Assertions.assertThat;

import io.levee.facts.Layer;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.ledger.Entry;
import io.levee.ledger.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// When an order ends, on which layers, and for whom it is not to say so.
final class StopTermsTest {
    private static final Stopper.Done ENDED = new Stopper.Done(1, "ended");

    private final StopStory story = new StopStory();
    private final List<String> letGo = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {-3_600, 0, 3_600})
    void anOrderEndsWhenItSaidByTheClockThatIsShared(long skewSeconds) {
        story.clock.set(story.shared.instant().plusSeconds(skewSeconds)); // this replica's own
        StopStory on = both();
        Stops stops = on.stops(Runnable::run);
        StopId stop = ordered(stops, Duration.ofMinutes(30));

        on.shared.advance(Duration.ofMinutes(30).minusMillis(1));
        stops.tend();
        assertThat(on.open.find(stop)).as("not early").isPresent();
        on.shared.advance(Duration.ofMillis(1));
        stops.tend();
        assertThat(on.open.find(stop)).as("not late").isEmpty();
        assertThat(on.book.find(stop).orElseThrow().state()).isEqualTo(StopState.EXPIRED);
        assertThat(letGo).containsExactlyInAnyOrder("GATEWAY [GATEWAY]", "IDENTITY [IDENTITY]");
        stops.tend();
        assertThat(on.ledger.facts(StopFact.Expired.class)).as("said once").hasSize(1);
        assertThat(refused(stops.resume(resume("cy", stop)))).isEqualTo(StopRefusal.STOP_ALREADY_RESUMED);
    }

    @Test
    void nothingEndsByItselfThatDidNotSaySo() {
        Stops stops = both().stops(Runnable::run);
        StopId stop = done(stops.order(order("cy", WRITER))).ordered().stop();
        story.shared.advance(Duration.ofDays(400));
        stops.tend();
        assertThat(story.open.find(stop)).isPresent();
    }

    @Test
    void anotherReplicaEndsWhatTheOneThatTookItDoesNot() {
        Instant end = story.shared.instant().plusSeconds(60);
        StopFact.Ordered ordered = new StopFact.Ordered(
                new StopId("stop-9"),
                WRITER,
                Set.of(Layer.GATEWAY),
                ActorId.person("cy"),
                "there",
                false,
                Optional.of(end),
                Set.of());
        Entry entry = new Entry(new Origin("acme", "replica-2"), 0, story.clock.instant(), ordered);
        story.book.learned(entry);
        story.open.learned(entry);
        Stops stops = both().stops(Runnable::run);

        story.shared.advance(Duration.ofSeconds(60));
        stops.tend();
        assertThat(story.open.all()).as("its own replica may say it").hasSize(1);
        story.shared.advance(StopExpiries.OF_OTHERS_AFTER);
        stops.tend();
        assertThat(story.open.all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PT0S", "PT-1S", "PT720H0.001S", "PT99999999H"})
    void anEndIsASecondToThirtyDaysAway(Duration time) {
        StopAnswer answer = both().stops().order(lasting(new StopExpiry.In(time)));
        assertThat(refused(answer)).isEqualTo(StopRefusal.STOP_EXPIRY_RANGE);
        assertThat(story.open.all()).isEmpty();
    }

    @Test
    void anEndMayBeAnInstantOfTheClockThatIsShared() {
        Instant end = story.shared.instant().plusSeconds(90);
        StopOrder order = done(both().stops().order(lasting(new StopExpiry.At(end))));
        assertThat(order.ordered().expiresAt()).contains(end);
    }

    @Test
    void aLayerIsLetGoAlone() {
        Stops stops = both().stops(Runnable::run);
        StopId stop = done(stops.order(order("cy", WRITER))).ordered().stop();

        StopOrder proposed = done(stops.resume(of("cy", stop, Layer.IDENTITY)));
        assertThat(proposed.state()).isEqualTo(StopState.PROPOSED);
        StopOrder partly = done(stops.resume(of("dee", stop)));
        assertThat(partly.state()).isEqualTo(StopState.EXECUTED);
        assertThat(partly.layers()).containsExactly(Layer.GATEWAY);
        assertThat(partly.holds()).isTrue();
        assertThat(story.open.find(stop).orElseThrow().layers()).containsExactly(Layer.GATEWAY);
        assertThat(letGo).containsExactly("IDENTITY [IDENTITY]");

        assertThat(refused(stops.resume(of("cy", stop, Layer.IDENTITY)))).isEqualTo(StopRefusal.RESUME_LAYER);
        assertThat(done(stops.resume(of("dee", stop))).state())
                .as("one person's word for another layer is no second word")
                .isEqualTo(StopState.PROPOSED);
        assertThat(refused(stops.resume(of("dee", stop)))).isEqualTo(StopRefusal.RESUME_NEEDS_ANOTHER_PERSON);
        assertThat(done(stops.resume(of("cy", stop, Layer.GATEWAY))).state()).isEqualTo(StopState.RESUMED);
        assertThat(story.open.all()).isEmpty();
        assertThat(letGo).containsExactly("IDENTITY [IDENTITY]", "GATEWAY [GATEWAY]");
    }

    @Test
    void whoNamesOtherLayersProposesAnew() {
        Stops stops = both().stops();
        StopId stop = done(stops.order(order("cy", WRITER))).ordered().stop();
        stops.resume(of("cy", stop, Layer.IDENTITY));
        assertThat(done(stops.resume(of("dee", stop, Layer.GATEWAY))).state()).isEqualTo(StopState.PROPOSED);
        assertThat(story.open.find(stop).orElseThrow().layers())
                .containsExactlyInAnyOrder(Layer.GATEWAY, Layer.IDENTITY);
    }

    @Test
    void ofTwoOrdersTheOtherHolds() {
        Stops stops = both().stops();
        StopId one = done(stops.order(order("cy", WRITER))).ordered().stop();
        StopId other =
                done(stops.order(order("cy", new Scope.Everything()))).ordered().stop();
        stops.resume(resume("cy", one));
        stops.resume(resume("dee", one));
        assertThat(story.open.all()).extracting(StopFact.Ordered::stop).containsExactly(other);
        assertThat(refused(stops.resume(resume("dee", one)))).isEqualTo(StopRefusal.STOP_ALREADY_RESUMED);
    }

    /// A stopper that is still at it when the order ends would leave stopped what nobody starts again.
    @Test
    void whatIsResumedWhileItIsExecutedIsLetGoAfterwards() {
        List<Stops> room = new ArrayList<>();
        story.with(
                Layer.IDENTITY,
                "slow",
                order -> {
                    room.getFirst().resume(resume("cy", order.stop()));
                    room.getFirst().resume(resume("dee", order.stop()));
                    assertThat(letGo).as("not while it is being stopped").isEmpty();
                    return ENDED;
                },
                letGo);
        Stops stops = story.stops(Runnable::run);
        room.add(stops);

        StopOrder order = done(stops.order(order("cy", WRITER)));
        assertThat(order.state()).isEqualTo(StopState.RESUMED);
        stops.tend();
        assertThat(letGo).containsExactly("IDENTITY [IDENTITY]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent:writer", "session:s-1"})
    void forWhomItRanDoesNotResumeIt(String scope) {
        story.live = new Live(Set.of(ActorId.person("dee")));
        Stops stops = both().stops();
        StopOrder order = done(stops.order(order("cy", Scope.parse(scope))));
        assertThat(order.ordered().people()).containsExactly(ActorId.person("dee"));
        assertThat(refused(stops.resume(resume("dee", order.ordered().stop()))))
                .isEqualTo(StopRefusal.RESUME_BY_STOPPED);
        stops.resume(resume("cy", order.ordered().stop()));
        assertThat(story.open.all()).hasSize(1);
    }

    @Test
    void somebodyMustBeLeftToResumeEverything() {
        story.live = new Live(Set.of(ActorId.person("cy"), ActorId.person("dee")));
        Stops stops = both().stops();
        StopId stop =
                done(stops.order(order("cy", new Scope.Everything()))).ordered().stop();
        stops.resume(resume("cy", stop));
        assertThat(done(stops.resume(resume("dee", stop))).state()).isEqualTo(StopState.RESUMED);
    }

    @Test
    void anAgentResumesNothingWhoeverItActsFor() {
        Stops stops = both().stops();
        StopId stop = done(stops.order(order("cy", WRITER))).ordered().stop();
        ResumeRequest request =
                new ResumeRequest(Chain.of(ActorId.person("cy"), ActorId.agent("writer")), stop, "trust me");
        assertThat(refused(stops.resume(request))).isEqualTo(StopRefusal.RESUME_NOT_PERMITTED);
    }

    @Test
    void whatOnlyAsksIsNeverAStop() {
        both().with(Layer.FRAMEWORK, "asks", _ -> {
            throw new IllegalStateException("nobody listens");
        });
        assertThat(done(story.stops().order(order("cy", WRITER))).holds()).isTrue();

        StopStory alone = new StopStory().with(Layer.FRAMEWORK, "asks", _ -> ENDED);
        assertThat(done(alone.stops().order(order("cy", WRITER))).holds())
                .as("asked only")
                .isFalse();
    }

    @Test
    void aFreezeTouchesNothingButTheGate() {
        StopRequest request = new StopRequest(
                Chain.of(ActorId.person("cy")), new Scope.Everything(), Set.of(), "release", true, Optional.empty());
        StopOrder order = done(both().stops().order(request));
        assertThat(order.ordered().layers()).containsExactly(Layer.GATEWAY);
        assertThat(order.reports()).extracting(StopFact.LayerReport::layer).containsExactly(Layer.GATEWAY);
        StopRequest tokens = new StopRequest(
                request.actor(), request.scope(), Set.of(Layer.IDENTITY), "release", true, Optional.empty());
        assertThat(refused(story.stops().order(tokens))).isEqualTo(StopRefusal.STOP_LAYER_UNFIT);
    }

    private StopStory both() {
        return story.with(Layer.GATEWAY, "calls", _ -> ENDED, letGo).with(Layer.IDENTITY, "tokens", _ -> ENDED, letGo);
    }

    private static StopId ordered(Stops stops, Duration time) {
        return done(stops.order(lasting(new StopExpiry.In(time)))).ordered().stop();
    }

    private static StopRequest lasting(StopExpiry expiry) {
        return new StopRequest(
                Chain.of(ActorId.person("cy")), WRITER, Set.of(), "for a while", false, Optional.of(expiry));
    }

    private static ResumeRequest of(String person, StopId stop, Layer... layers) {
        return new ResumeRequest(Chain.of(ActorId.person(person)), stop, "it is safe again", Set.of(layers));
    }
}
