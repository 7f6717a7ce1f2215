package io.levee.rooms.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.levee.catalog.Catalog;
import io.levee.consent.OpenStops;
import io.levee.facts.Layer;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.facts.WorkloadFact;
import io.levee.facts.WorkloadId;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.fault.Refusal;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.Person;
import io.levee.identity.SessionId;
import io.levee.ledger.proof.NoteSigner;
import io.levee.ledger.proof.SignedNote;
import io.levee.ledger.proof.VerifierKey;
import io.levee.organisation.Organisation;
import io.levee.organisation.Settings;
import io.levee.rooms.stop.signed.OrderJournal;
import io.levee.rooms.stop.signed.SignedAnswer;
import io.levee.rooms.stop.signed.SignedOrder;
import io.levee.rooms.stop.signed.SignedOrders;
import io.levee.rooms.stop.signed.SignedRefusal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// Orders that an operator signed, with and without a ledger.
final class SignedOrdersTest {
    private static final NoteSigner CY = NoteSigner.generate("operator/cy");
    private static final NoteSigner GONE = NoteSigner.generate("operator/gone");
    private static final NoteSigner STRANGER = NoteSigner.generate("operator/cy");

    private final StopStory story =
            new StopStory().with(Layer.GATEWAY, "calls", _ -> new Stopper.Done(3, "everywhere"));
    private final StopStory here = new StopStory().with(Layer.GATEWAY, "calls", _ -> new Stopper.Done(2, "here"));
    private final Kept journal = new Kept();

    @Test
    void isObeyedWhileTheLedgerIsAwayAndToldWhenItIsBack() {
        story.ledger.refuse(new LeveeException(ErrorCode.DATABASE_UNAVAILABLE, "the database is away"));
        SignedOrders orders = orders();

        SignedAnswer.Obeyed obeyed = obeyed(orders.obey(signed(CY, "stop-1")));

        assertThat(obeyed.holds()).isTrue();
        assertThat(obeyed.kept()).isTrue();
        assertThat(obeyed.recorded()).isFalse();
        assertThat(obeyed.outcomes()).extracting(it -> it.report().detail()).containsExactly("here");
        assertThat(story.open.all()).extracting(StopFact.Ordered::stop).containsExactly(new StopId("stop-1"));
        assertThat(story.book.all()).as("nobody else knows").isEmpty();

        story.ledger.recover();
        orders.tend();

        await().untilAsserted(() -> assertThat(story.book.find(new StopId("stop-1")))
                .hasValueSatisfying(order -> assertThat(order.holds()).isTrue()));
        await().untilAsserted(() -> assertThat(journal.kept()).isEmpty());
        assertThat(story.book.find(new StopId("stop-1")).orElseThrow().ordered().by())
                .isEqualTo(ActorId.person("cy"));
    }

    @Test
    void isRecordedAtOnceWhereTheLedgerIsThere() {
        SignedAnswer.Obeyed obeyed = obeyed(orders().obey(signed(CY, "stop-1")));

        assertThat(obeyed.recorded()).isTrue();
        await().untilAsserted(() -> assertThat(journal.kept()).isEmpty());
    }

    @Test
    void whoeverIsNoOperatorIsRefused() {
        SignedOrders orders = orders();

        assertThat(refused(orders.obey(signed(STRANGER, "stop-1")))).isEqualTo(SignedRefusal.ORDER_NOT_SIGNED);
        assertThat(refused(orders.obey(signed(GONE, "stop-2", ActorId.person("gone"), StopStory.WRITER, now()))))
                .as("an operator who left")
                .isEqualTo(SignedRefusal.ORDER_NOT_SIGNED);
        assertThat(refused(orders.obey(signed(CY, "stop-3", ActorId.person("dee"), StopStory.WRITER, now()))))
                .as("in the name of another")
                .isEqualTo(SignedRefusal.ORDER_NOT_SIGNED);
        assertThat(refused(orders.obey(signed(CY, "stop-4").replace("agent:writer", "everything"))))
                .as("changed on the way")
                .isEqualTo(SignedRefusal.ORDER_NOT_SIGNED);
        assertThat(story.open.all()).isEmpty();
        assertThat(journal.kept()).isEmpty();
    }

    @Test
    void whatIsNoOrderOrOfAnotherDayOrOfNobodyIsRefused() {
        SignedOrders orders = orders();

        for (String note : List.of(
                "",
                "levee stop order v1\n",
                "x".repeat(10_000),
                CY.sign("levee stop order v1\n").toString())) {
            assertThat(refused(orders.obey(note))).isEqualTo(SignedRefusal.ORDER_MALFORMED);
        }
        for (Duration age : List.of(Duration.ofHours(25), Duration.ofHours(-25))) {
            assertThat(refused(orders.obey(
                            signed(CY, "stop-1", ActorId.person("cy"), StopStory.WRITER, now().minus(age)))))
                    .isEqualTo(SignedRefusal.ORDER_TOO_OLD);
        }
        assertThat(refused(orders.obey(
                        signed(CY, "stop-2", ActorId.person("cy"), new Scope.Agent(ActorId.agent("writre")), now()))))
                .as("a slip must not look like a stop")
                .isEqualTo(StopRefusal.STOP_SCOPE_UNKNOWN);
        assertThat(story.open.all()).isEmpty();
    }

    @Test
    void aClockThatIsAnHourWrongStopsAllTheSame() {
        SignedOrders orders = orders();
        for (Duration wrong : List.of(Duration.ofHours(1), Duration.ofHours(-1))) {
            String id = "stop-" + wrong.toMinutes();
            assertThat(obeyed(orders.obey(signed(CY, id, ActorId.person("cy"), StopStory.WRITER, now().plus(wrong))))
                            .holds())
                    .isTrue();
        }
    }

    @Test
    void anOrderThatTwoPeopleResumedIsNotObeyedAgain() {
        SignedOrders orders = orders();
        Stops stops = story.stops();
        String note = signed(CY, "stop-1");
        var _ = orders.obey(note);
        await().untilAsserted(
                        () -> assertThat(story.book.find(new StopId("stop-1"))).isPresent());
        var _ = stops.resume(StopStory.resume("cy", new StopId("stop-1")));
        var _ = stops.resume(StopStory.resume("dee", new StopId("stop-1")));
        assertThat(story.open.all()).isEmpty();

        assertThat(refused(orders.obey(note))).isEqualTo(SignedRefusal.ORDER_OVER);
        assertThat(story.open.all()).isEmpty();
        // another replica that was away tells late what it kept
        var _ = story.ledger.write(new StopFact.Ordered(
                new StopId("stop-1"), StopStory.WRITER, Set.of(Layer.GATEWAY), ActorId.person("cy"), "late"));
        assertThat(story.open.all()).isEmpty();
    }

    @Test
    void whomItStoppedDoesNotResumeIt() {
        story.live = new OneProgram();
        var _ = orders().obey(signed(CY, "stop-1"));
        await().untilAsserted(
                        () -> assertThat(story.book.find(new StopId("stop-1"))).isPresent());

        assertThat(StopStory.refused(story.stops().resume(StopStory.resume("dee", new StopId("stop-1")))))
                .isEqualTo(StopRefusal.RESUME_BY_STOPPED);
    }

    @Test
    void aLayerOnWhichThereIsNothingOfTheScopeIsRefused() {
        SignedNote note = CY.sign(new SignedOrder(
                        new StopId("stop-1"),
                        Scope.parse("job:run-1"),
                        Set.of(Layer.GATEWAY),
                        ActorId.person("cy"),
                        now(),
                        "a test says so")
                .text());
        story.live = new OneProgram();

        assertThat(refused(orders().obey(note.toString()))).isEqualTo(StopRefusal.STOP_LAYER_UNFIT);
        assertThat(story.open.all()).isEmpty();
    }

    @Test
    void whatWasKeptIsInForceAgainAfterARestart() {
        story.ledger.refuse(new LeveeException(ErrorCode.DATABASE_UNAVAILABLE, "the database is away"));
        var _ = orders().obey(signed(CY, "stop-1"));
        OpenStops fresh = new OpenStops();
        SignedOrders successor = orders(fresh, journal);

        successor.restore();

        assertThat(fresh.all()).extracting(StopFact.Ordered::scope).containsExactly(StopStory.WRITER);
    }

    @Test
    void aDiskThatIsFullKeepsNobodyFromStopping() {
        SignedOrders orders = orders(story.open, new Kept() {
            @Override
            public synchronized void keep(StopId stop, String note) {
                throw new LeveeException(ErrorCode.CONFIGURATION_INVALID, "the disk is full");
            }
        });

        SignedAnswer.Obeyed obeyed = obeyed(orders.obey(signed(CY, "stop-1")));

        assertThat(obeyed.kept()).isFalse();
        assertThat(obeyed.holds()).isTrue();
        assertThat(story.open.all()).hasSize(1);
    }

    @Test
    void aStopperThatHangsIsRedAndDelaysNobody() {
        CountDownLatch never = new CountDownLatch(1);
        story.with(Layer.RUNTIME, "hangs", _ -> new Stopper.Done(0, ""));
        here.with(
                Layer.RUNTIME,
                "hangs",
                Duration.ofMillis(50),
                _ -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return new Stopper.Done(0, "");
                },
                () -> new Stopper.Proof(false, "it goes on"));

        SignedAnswer.Obeyed obeyed = obeyed(orders().obey(signed(CY, "stop-1")));

        assertThat(obeyed.holds()).isFalse();
        assertThat(obeyed.outcomes())
                .filteredOn(it -> it.report().effective())
                .extracting(it -> it.report().stopper())
                .containsExactly("calls");
        never.countDown();
    }

    @Test
    void whatOnlyAsksIsNoStopAndSpoilsNone() {
        Stopper.Proof nobodyHeard = new Stopper.Proof(false, "0 of 1 listeners told");
        here.with(
                Layer.FRAMEWORK, "interrupts", Stopper.DEADLINE, _ -> new Stopper.Done(1, "asked"), () -> nobodyHeard);
        story.with(Layer.FRAMEWORK, "interrupts", _ -> new Stopper.Done(1, "asked"));

        assertThat(obeyed(orders().obey(signed(CY, "stop-1"))).holds())
                .as("the gate holds")
                .isTrue();

        SignedNote onlyAsked = CY.sign(new SignedOrder(
                        new StopId("stop-2"),
                        StopStory.WRITER,
                        Set.of(Layer.FRAMEWORK),
                        ActorId.person("cy"),
                        now(),
                        "a test says so")
                .text());
        assertThat(obeyed(orders().obey(onlyAsked.toString())).holds())
                .as("only asked")
                .isFalse();
    }

    @Test
    void anOrderReadsAsItWasWritten() {
        SignedOrder order = new SignedOrder(
                new StopId("stop-1"),
                new Scope.Everything(),
                Set.of(Layer.GATEWAY, Layer.RUNTIME),
                ActorId.person("cy"),
                Instant.parse("2026-11-29T09:30:00Z"),
                "incident 4711: deletes what it should read");

        assertThat(SignedOrder.parse(order.text())).isEqualTo(order);
        assertThat(order.text()).contains("layers runtime,gateway\n");
    }

    private SignedOrders orders() {
        return orders(story.open, journal);
    }

    private SignedOrders orders(OpenStops open, OrderJournal into) {
        return new SignedOrders(
                SignedOrdersTest::organisation,
                into,
                open,
                new StopExecution(() -> List.copyOf(here.stoppers), Thread::startVirtualThread, System::nanoTime),
                story.stops(),
                story.ledger.origin(),
                story.clock,
                System::nanoTime,
                Thread::startVirtualThread);
    }

    private String signed(NoteSigner signer, String stop) {
        return signed(signer, stop, ActorId.person("cy"), StopStory.WRITER, now());
    }

    private static String signed(NoteSigner signer, String stop, ActorId by, Scope scope, Instant issued) {
        SignedNote note =
                signer.sign(new SignedOrder(new StopId(stop), scope, Set.of(), by, issued, "a test says so").text());
        return note.toString();
    }

    private Instant now() {
        return story.clock.instant();
    }

    private static Organisation organisation() {
        Map<ActorId, Person> people = new HashMap<>();
        for (String name : StopStory.PEOPLE) {
            ActorId id = ActorId.person(name);
            people.put(id, StopStory.inForce().directory().person(id).orElseThrow());
        }
        Map<ActorId, VerifierKey> operators =
                Map.of(ActorId.person("cy"), CY.logKey(), ActorId.person("gone"), GONE.logKey());
        return new Organisation(
                "r1",
                new Settings("acme", Optional.empty(), true, operators),
                people,
                Map.of(),
                new Catalog(List.of(), List.of(), List.of()),
                List.of());
    }

    private static SignedAnswer.Obeyed obeyed(SignedAnswer answer) {
        return switch (answer) {
            case SignedAnswer.Obeyed obeyed -> obeyed;
            case SignedAnswer.Refused(var refusal, var detail) -> throw new AssertionError(refusal + " " + detail);
        };
    }

    private static Refusal refused(SignedAnswer answer) {
        return switch (answer) {
            case SignedAnswer.Refused(var refusal, var _) -> refusal;
            case SignedAnswer.Obeyed obeyed -> throw new AssertionError("was obeyed: " + obeyed);
        };
    }

    /// Whatever is asked after is one program, which runs for dee.
    private record OneProgram() implements LiveRuns {
        @Override
        public Set<ActorId> people(Scope scope) {
            return Set.of(ActorId.person("dee"));
        }

        @Override
        public Optional<WorkloadFact.Launched> job(WorkloadId job) {
            return Optional.of(new WorkloadFact.Launched(
                    job, "process-tree", Chain.of(ActorId.person("dee")), new SessionId("s-1"), Optional.empty()));
        }

        @Override
        public Set<String> labels() {
            return Set.of();
        }
    }

    /// Keeps orders for as long as the test runs.
    private static class Kept implements OrderJournal {
        private final Map<StopId, String> notes = new LinkedHashMap<>();

        @Override
        public synchronized void keep(StopId stop, String note) {
            notes.putIfAbsent(stop, note);
        }

        @Override
        public synchronized List<String> kept() {
            return List.copyOf(notes.values());
        }

        @Override
        public synchronized void told(StopId stop) {
            notes.remove(stop);
        }
    }
}
