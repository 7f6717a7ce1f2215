package io.levee.rooms.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.levee.catalog.Catalog;
import io.levee.consent.InForce;
import io.levee.consent.Policy;
import io.levee.facts.CallFact;
import io.levee.facts.DecisionId;
import io.levee.facts.Evidence;
import io.levee.facts.Layer;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.facts.StopFact.AlarmMode;
import io.levee.facts.StopId;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.Directory;
import io.levee.identity.Passport;
import io.levee.identity.Person;
import io.levee.identity.SessionId;
import io.levee.identity.TeamId;
import io.levee.identity.TokenId;
import io.levee.ledger.Origin;
import io.levee.organisation.Watch;
import io.levee.organisation.WatchRule;
import io.levee.rooms.stop.rule.Alarm;
import io.levee.rooms.stop.rule.Alarms;
import io.levee.rooms.stop.rule.Watching;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// An agent that runs away, before the real stop room over a memory ledger: `writer` for `ana`, watched by `stop-watch`
/// on
/// behalf of the operator `dee`.
final class RunawayTest {
    private static final Chain WRITER = Chain.of(ActorId.person("ana"), ActorId.agent("writer"));
    private static final ActorId WATCH = ActorId.agent("stop-watch");

    private final StopStory story = new StopStory().with(Layer.GATEWAY, "calls", _ -> new Stopper.Done(0, "refused"));
    private final AtomicLong nanos = new AtomicLong();
    private int calls;

    private static WatchRule rule(AlarmMode mode, String person) {
        return new WatchRule(
                "deny-storm",
                new Watch.Share(Watch.Outcome.REFUSED, 0.05, 0.5, 1_000_000),
                WatchRule.Per.AGENT,
                Set.of(),
                mode,
                Set.of(),
                Chain.of(ActorId.person(person), WATCH));
    }

    private Alarms begun(WatchRule rule) {
        Alarms alarms = new Alarms(
                story.ledger,
                story.stops(),
                story.open,
                () -> new InForce("r1", new WithWatch(), Catalog.EMPTY, Policy.none()),
                () -> List.of(rule),
                Thread::startVirtualThread,
                nanos::get);
        List<WatchRule> rules = List.of(rule);
        alarms.follow(story.ledger, new Watching(() -> rules, WithWatch::new, Watching.QUIET, alarms));
        alarms.begin(story.clock.instant());
        return alarms;
    }

    private void call(boolean allowed) {
        story.ledger.write(new CallFact.Decided(
                new DecisionId("d" + ++calls),
                Optional.of(new CallFact.Caller(WRITER, new SessionId("s1"), new TokenId("t1"))),
                new CallFact.Target("warehouse", "GET", "/p/" + calls, Optional.empty(), false),
                allowed,
                allowed ? "allowed" : "not-permitted",
                "",
                List.of(),
                List.of(),
                List.of(),
                0,
                "r1"));
    }

    private void runAway() {
        for (int i = 0; i < 50; i++) {
            call(false);
        }
    }

    private List<StopFact.Alarmed> alarmed() {
        return story.ledger.facts(StopFact.Alarmed.class);
    }

    @Test
    void whoRunsAwayIsStoppedOnceAndTheOrderSaysWhy() {
        begun(rule(AlarmMode.ENFORCE, "dee"));
        runAway();

        await().until(() -> !story.ledger.facts(StopFact.Verified.class).isEmpty());
        runAway();
        assertThat(alarmed()).singleElement().satisfies(alarm -> {
            assertThat(alarm.mode()).isEqualTo(AlarmMode.ENFORCE);
            assertThat(alarm.watcher()).isEqualTo(WATCH);
        });
        assertThat(story.ledger.facts(StopFact.Ordered.class)).singleElement().satisfies(order -> {
            assertThat(order.scope()).isEqualTo(StopStory.WRITER);
            assertThat(order.by()).isEqualTo(ActorId.person("dee"));
            assertThat(order.reason()).startsWith("stop rule deny-storm, watched by agent:stop-watch: refused ");
        });
        assertThat(story.open.all()).hasSize(1);
    }

    @Test
    void whoIsOnlyFrozenIsStopped() {
        story.ledger.write(new StopFact.Ordered(
                new StopId("stop-x"),
                StopStory.WRITER,
                Set.of(Layer.GATEWAY),
                ActorId.person("cy"),
                "release night",
                true,
                Optional.empty(),
                Set.of()));
        begun(rule(AlarmMode.ENFORCE, "dee"));
        runAway();

        await().until(() -> story.ledger.facts(StopFact.Ordered.class).size() == 2);
        assertThat(story.ledger.facts(StopFact.Ordered.class).getLast().freeze())
                .isFalse();
    }

    @Test
    void whileItOnlyObservesNobodyIsStopped() {
        begun(rule(AlarmMode.OBSERVE, "dee"));
        runAway();

        await().until(() -> alarmed().size() == 1);
        assertThat(alarmed().getFirst().mode()).isEqualTo(AlarmMode.OBSERVE);
        assertThat(story.ledger.facts(StopFact.Ordered.class)).isEmpty();
    }

    @Test
    void anOrdinaryAgentIsLeftAlone() {
        begun(rule(AlarmMode.ENFORCE, "dee"));
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            call(random.nextInt(40) > 0);
        }
        assertThat(alarmed()).isEmpty();
        assertThat(story.ledger.facts(StopFact.class)).isEmpty();
    }

    /// I2: the rule has no right of its own.
    @Test
    void onBehalfOfSomebodyWithoutTheRightItIsRefused() {
        begun(rule(AlarmMode.ENFORCE, "bo"));
        runAway();

        await().until(() -> !story.ledger.facts(StopFact.Refused.class).isEmpty());
        assertThat(story.ledger.facts(StopFact.Ordered.class)).isEmpty();
    }

    /// I9: Levee's own agent can be stopped, and has a budget.
    @Test
    void theWatcherThatIsStoppedItselfOnlyRecords() {
        story.ledger.write(new StopFact.Ordered(
                new StopId("stop-x"),
                new Scope.Agent(WATCH),
                Set.of(Layer.GATEWAY),
                ActorId.person("cy"),
                "it stops too much"));
        begun(rule(AlarmMode.ENFORCE, "dee"));
        runAway();

        await().until(() -> alarmed().size() == 1);
        assertThat(alarmed().getFirst().mode()).isEqualTo(AlarmMode.OBSERVE);
        assertThat(alarmed().getFirst().evidence())
                .contains(new Evidence("held-back", WATCH.toString(), "stopped by stop-x"));
        assertThat(story.ledger.facts(StopFact.Ordered.class)).hasSize(1);
    }

    @Test
    void aRuleThatIsWrongAboutEverybodyStopsOnlyAsManyAsItsPassportAllows() {
        Alarms alarms = begun(rule(AlarmMode.ENFORCE, "dee"));
        for (int i = 0; i < 5; i++) {
            alarms.raised(alarm(story.ledger.origin(), "s" + i));
            int so = i + 1;
            await().until(() -> alarmed().size() == so);
        }
        await().until(() -> story.ledger.facts(StopFact.Verified.class).size() == WithWatch.ORDERS_MAX);
        assertThat(alarmed()).filteredOn(one -> one.mode() == AlarmMode.ENFORCE).hasSize(WithWatch.ORDERS_MAX);
    }

    private Alarm alarm(Origin origin, String session) {
        return new Alarm(
                rule(AlarmMode.ENFORCE, "dee"),
                new Scope.Session(new SessionId(session)),
                story.clock.instant(),
                origin,
                List.of());
    }

    @Test
    void whatAnotherReplicaFoundIsLeftToItUnlessItDoesNothing() {
        Alarms alarms = begun(rule(AlarmMode.ENFORCE, "dee"));
        alarms.raised(alarm(new Origin("acme", "replica-2"), "s9"));
        alarms.tend();
        assertThat(alarmed()).isEmpty();

        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        alarms.tend();
        await().until(() -> story.ledger.facts(StopFact.Ordered.class).size() == 1);
    }

    @Test
    void whatAnotherReplicaRaisedIsNotRaisedHere() {
        Alarms alarms = begun(rule(AlarmMode.ENFORCE, "dee"));
        Alarm theirs = alarm(new Origin("acme", "replica-2"), "s9");
        alarms.raised(theirs);
        story.ledger.write(new StopFact.Alarmed(
                "deny-storm", "deny-rate", theirs.scope(), WATCH, AlarmMode.ENFORCE, theirs.time(), List.of()));
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        alarms.tend();

        assertThat(alarmed()).hasSize(1);
        assertThat(story.ledger.facts(StopFact.Ordered.class)).isEmpty();
    }

    /// I10: between the alarm and its order the replica ended.
    @Test
    void anOrderThatWasCutShortIsGivenAtTheNextStart() {
        story.ledger.write(new StopFact.Alarmed(
                "deny-storm",
                "deny-rate",
                StopStory.WRITER,
                WATCH,
                AlarmMode.ENFORCE,
                story.clock.instant(),
                List.of()));
        story.clock.advance(Duration.ofSeconds(20));
        begun(rule(AlarmMode.ENFORCE, "dee"));

        await().until(() -> story.ledger.facts(StopFact.Ordered.class).size() == 1);
        assertThat(alarmed()).hasSize(1);
    }

    @Test
    void evidenceOfLongAgoIsHistory() {
        runAway();
        story.clock.advance(Duration.ofHours(5));
        Alarms alarms = begun(rule(AlarmMode.ENFORCE, "dee"));
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        alarms.tend();

        assertThat(story.ledger.facts(StopFact.class)).isEmpty();
    }

    @Test
    void anAlarmOutlivesALedgerThatIsAway() {
        Alarms alarms = begun(rule(AlarmMode.ENFORCE, "dee"));
        story.ledger.refuse(new LeveeException(ErrorCode.DATABASE_UNAVAILABLE, "away"));
        alarms.raised(alarm(story.ledger.origin(), "s9"));
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        alarms.tend();
        story.ledger.recover();

        await().until(() -> {
            nanos.addAndGet(Duration.ofSeconds(5).toNanos());
            alarms.tend();
            return story.ledger.facts(StopFact.Ordered.class).size() == 1;
        });
    }

    private static final class WithWatch implements Directory {
        static final int ORDERS_MAX = 2;

        @Override
        public Optional<Person> person(ActorId person) {
            return StopStory.inForce().directory().person(person);
        }

        @Override
        public Optional<Passport> passport(ActorId agent) {
            return Optional.of(new Passport(
                    agent,
                    "watches",
                    new TeamId("growth"),
                    "in Levee",
                    Set.of(ActorId.person("dee"), ActorId.person("bo")),
                    List.of(),
                    List.of(),
                    new Passport.Spend(ORDERS_MAX, 0),
                    List.of(),
                    Set.of(),
                    Set.of()));
        }
    }
}
