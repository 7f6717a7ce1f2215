package io.levee.rooms.stop.rule;

import static io.levee.rooms.stop.rule.RuleStory.RUNNER;
import static io.levee.rooms.stop.rule.RuleStory.SESSION;
import static io.levee.rooms.stop.rule.RuleStory.decided;
import static io.levee.rooms.stop.rule.RuleStory.refusals;
import static io.levee.rooms.stop.rule.RuleStory.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.levee.budget.Unit;
import io.levee.catalog.AssetId;
import io.levee.consent.ConsentRefusal;
import io.levee.facts.CallFact;
import io.levee.facts.DecoyFact;
import io.levee.facts.ModelFact;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.facts.WorkloadFact;
import io.levee.facts.WorkloadId;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.TokenId;
import io.levee.organisation.Watch;
import io.levee.organisation.WatchRule;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WatchingTest {
    private static final Scope RUNS = new Scope.Agent(ActorId.agent("runner"));
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void whoIsRefusedAgainAndAgainIsFoundOnceAndNamed() {
        RuleStory story = new RuleStory(rule(refusals())).allowed(50).refused(100, "not-permitted");

        assertThat(story.alarms).singleElement().satisfies(alarm -> {
            assertThat(alarm.scope()).isEqualTo(RUNS);
            assertThat(alarm.origin()).isEqualTo(RuleStory.HERE);
            assertThat(alarm.summary()).contains("refused 5 of 5 calls");
            assertThat(alarm.evidence())
                    .filteredOn(one -> one.kind().equals("call"))
                    .hasSize(RuleWatch.CALLS_MAX);
        });
    }

    @Test
    void anHourLaterItIsSaidAgain() {
        RuleStory story = new RuleStory(rule(refusals())).refused(20, "not-permitted");
        story.pass(HOUR).refused(20, "not-permitted");

        assertThat(story.alarms).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stopped", "view-stale", "budget-exhausted", "approval-required", "internal"})
    void whatIsNotTheCallersDoingIsNotHeldAgainstThem(String reason) {
        assertThat(new RuleStory(rule(refusals())).refused(500, reason).alarms).isEmpty();
    }

    @Test
    void whoIsStoppedAlreadyRaisesNothing() {
        RuleStory story =
                new RuleStory(rule(refusals())).ordered("stop-1", RUNS).refused(100, "not-permitted");
        assertThat(story.alarms).isEmpty();

        story.resumed("stop-1").refused(100, "not-permitted");
        assertThat(story.alarms).hasSize(1);
    }

    /// Whoever tries to change something during a freeze asks for nothing that it must not have.
    @Test
    void aFreezeIsNotHeldAgainstWhoeverRunsIntoIt() {
        for (String frozen : List.of("scope-frozen", "budget-frozen")) {
            assertThat(new RuleStory(rule(refusals())).refused(100, frozen).alarms)
                    .as(frozen)
                    .isEmpty();
        }
    }

    @Test
    void whoWasResumedIsJudgedByWhatTheyDoFromThenOn() {
        RuleStory story = new RuleStory(rule(refusals())).refused(20, "not-permitted");
        story.ordered("stop-1", RUNS).resumed("stop-1").refused(4, "not-permitted");
        assertThat(story.alarms).hasSize(1);

        story.refused(20, "not-permitted");
        assertThat(story.alarms).hasSize(2);
    }

    @Test
    void anAlarmOfAnotherReplicaQuietensThisOne() {
        RuleStory story = new RuleStory(rule(refusals())).refused(4, "not-permitted");
        story.learns(
                RuleStory.THERE,
                new StopFact.Alarmed(
                        "a-rule",
                        "deny-rate",
                        RUNS,
                        ActorId.agent("stop-watch"),
                        StopFact.AlarmMode.OBSERVE,
                        story.clock.instant(),
                        List.of()));
        assertThat(story.refused(100, "not-permitted").alarms).isEmpty();
    }

    @Test
    void peopleInPersonAreNotWatched() {
        RuleStory story = new RuleStory(rule(refusals()));
        for (int i = 0; i < 100; i++) {
            story.learns(decided(
                    story.next(),
                    Chain.of(ActorId.person("ana")),
                    SESSION,
                    "/p",
                    false,
                    "not-permitted",
                    false,
                    List.of()));
        }
        assertThat(story.alarms).isEmpty();
    }

    @Test
    void aTeamsAgentsAreWatchedByTheirTeam() {
        WatchRule of = rule(refusals());
        WatchRule theirs = new WatchRule(
                "a", of.watch(), of.per(), Set.of(ActorId.team("growth")), of.mode(), Set.of(), of.watcher());
        WatchRule others = new WatchRule(
                "b", of.watch(), of.per(), Set.of(ActorId.team("kafka")), of.mode(), Set.of(), of.watcher());

        assertThat(new RuleStory(theirs, others).refused(20, "not-permitted").alarms)
                .extracting(alarm -> alarm.rule().name())
                .containsExactly("a");
    }

    @Test
    void upstreamsThatFailBurstOnce() {
        RuleStory story = new RuleStory(rule(new Watch.Share(Watch.Outcome.FAILED, 0.1, 0.7, 1_000_000))).allowed(40);
        for (int i = 0; i < 30; i++) {
            story.call(
                    "/p/" + i,
                    i % 2 == 0 ? 503 : 0,
                    i % 2 == 0 ? CallFact.Ending.COMPLETED : CallFact.Ending.TIMED_OUT,
                    i);
        }
        assertThat(story.alarms).hasSize(1);
    }

    @Test
    void moneyIsCountedByCall() {
        RuleStory story =
                new RuleStory(rule(new Watch.Pace(Unit.USD_MICROS, 1_000_000, 10_000_000, 250_000, 1_000_000)));
        for (int i = 0; i < 40; i++) {
            var decision = story.next();
            story.pass(Duration.ofSeconds(20))
                    .learns(decided(decision, RUNNER, SESSION, "/m", true, "allowed", false, List.of()));
            story.learns(new ModelFact.Used(decision, "models", "small", 1, 1, 0, 0, false, 20_000_000));
        }
        assertThat(story.alarms)
                .singleElement()
                .satisfies(alarm -> assertThat(alarm.summary()).contains("usd-micros"));
    }

    @Test
    void theSameCallWithTheSameOutcomeIsALoopAndAnotherOneIsNot() {
        Watch.Loop loop = new Watch.Loop(30, 40);
        RuleStory story = new RuleStory(rule(loop)).allowed(500);
        for (int i = 0; i < 29; i++) {
            story.call("/same", 200, CallFact.Ending.COMPLETED, 77);
        }
        assertThat(story.alarms).isEmpty();

        story.call("/same", 200, CallFact.Ending.COMPLETED, 77);
        assertThat(story.alarms).hasSize(1);
    }

    @Test
    void aPollThatFindsSomethingNewIsNoLoop() {
        RuleStory story = new RuleStory(rule(new Watch.Loop(30, 40)));
        for (int i = 0; i < 500; i++) {
            story.call("/same", 200, CallFact.Ending.COMPLETED, i);
        }
        assertThat(story.alarms).isEmpty();
    }

    @Test
    void labelBreachesAreCountedWithinAWhile() {
        RuleStory story = new RuleStory(rule(new Watch.Count(Watch.Event.LABEL_BREACH, 3, HOUR)));
        for (int i = 0; i < 5; i++) {
            story.pass(HOUR).refused(1, "label-not-cleared");
        }
        assertThat(story.alarms).isEmpty();

        assertThat(story.refused(3, "label-not-cleared").alarms).hasSize(1);
    }

    @Test
    void oneDecoyIsEnough() {
        RuleStory story = new RuleStory(rule(new Watch.Count(Watch.Event.DECOY_TOUCHED, 1, HOUR)));
        story.learns(new DecoyFact.Touched(
                "table:hr.salaries_backup",
                Optional.empty(),
                Optional.of(new CallFact.Caller(RUNNER, SESSION, new TokenId("t")))));
        assertThat(story.alarms).hasSize(1);
    }

    @Test
    void manyDifferentAssetsFanOutAndFewManyTimesDoNot() {
        RuleStory story = new RuleStory(rule(new Watch.FanOut(50, Duration.ofMinutes(10))));
        for (int i = 0; i < 500; i++) {
            story.learns(decided(story.next(), RUNNER, SESSION, "/p", true, "allowed", false, asset(i % 49)));
        }
        story.pass(HOUR);
        for (int i = 0; i < 500; i++) {
            story.pass(Duration.ofSeconds(13))
                    .learns(decided(story.next(), RUNNER, SESSION, "/p", true, "allowed", false, asset(1_000 + i)));
        }
        assertThat(story.alarms).isEmpty();

        for (int i = 0; i < 50; i++) {
            story.learns(decided(story.next(), RUNNER, SESSION, "/p", true, "allowed", false, asset(2_000 + i)));
        }
        assertThat(story.alarms).isNotEmpty();
    }

    private static List<AssetId> asset(int number) {
        return List.of(new AssetId("table", "t" + number));
    }

    @Test
    void changesAtNightAreFoundAndReadsAreNot() {
        Watch.OutsideHours hours = new Watch.OutsideHours(
                ZoneId.of("Europe/Berlin"),
                EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                LocalTime.of(7, 0),
                LocalTime.of(20, 0),
                1,
                HOUR);
        RuleStory story = new RuleStory(rule(hours)); // a Monday, 09:00 UTC: 10:00 in Berlin
        story.learns(decided(story.next(), RUNNER, SESSION, "/p", true, "allowed", true, List.of()));
        story.pass(Duration.ofHours(12)).allowed(5);
        assertThat(story.alarms).isEmpty();

        story.learns(decided(story.next(), RUNNER, SESSION, "/p", true, "allowed", true, List.of()));
        assertThat(story.alarms).hasSize(1);
    }

    @Test
    void aProgramThatFallsSilentIsFoundAndOneThatEndedIsNot() {
        RuleStory story = new RuleStory(rule(new Watch.Silence(Duration.ofMinutes(15))));
        story.learns(new WorkloadFact.Launched(new WorkloadId("w1"), "process-tree", RUNNER, SESSION));
        for (int i = 0; i < 10; i++) {
            story.pass(Duration.ofMinutes(14)).allowed(1);
        }
        assertThat(story.alarms).isEmpty();

        story.pass(Duration.ofMinutes(16));
        story.watching.passed(RuleStory.HERE, story.clock.instant());
        assertThat(story.alarms).hasSize(1);

        story.pass(Duration.ofHours(3))
                .learns(new WorkloadFact.Ended(new WorkloadId("w1"), WorkloadFact.Ending.EXITED));
        story.pass(Duration.ofHours(3));
        story.watching.passed(RuleStory.HERE, story.clock.instant());
        assertThat(story.alarms).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void aReplicaWhoseClockIsAheadMakesNobodySilent() {
        RuleStory story = new RuleStory(rule(new Watch.Silence(Duration.ofMinutes(15))));
        story.learns(new WorkloadFact.Launched(new WorkloadId("w1"), "process-tree", RUNNER, SESSION));
        story.pass(Duration.ofHours(2));
        story.learns(
                RuleStory.THERE,
                new CallFact.Finished(story.next(), CallFact.Ending.COMPLETED, 200, 0, 0, 0, Optional.empty()));
        assertThat(story.alarms).isEmpty();
    }

    /// One in a million calls is promised; a fair agent that is refused one call in a hundred is left alone over
    /// 200,000.
    @Test
    void aFairAgentIsNeverFound() {
        RuleStory story = new RuleStory(
                rule(refusals()),
                rule(new Watch.Share(Watch.Outcome.FAILED, 0.1, 0.7, 1_000_000)),
                rule(new Watch.Loop(30, 40)),
                rule(new Watch.Pace(Unit.CALLS, 600, 6_000, 150, 1_000_000)),
                rule(new Watch.Count(Watch.Event.LABEL_BREACH, 3, HOUR)));
        Random random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            story.pass(Duration.ofSeconds(random.nextInt(13)));
            if (random.nextInt(100) == 0) {
                story.refused(1, "not-permitted");
            } else {
                story.call(
                        "/p/" + random.nextInt(200),
                        random.nextInt(50) == 0 ? 500 : 200,
                        CallFact.Ending.COMPLETED,
                        random.nextInt(9_999));
            }
        }
        assertThat(story.alarms).isEmpty();
    }

    @Test
    void theSameEntriesGiveTheSameAlarms() {
        RuleStory story = new RuleStory(rule(refusals()));
        Random random = new Random(3);
        for (int i = 0; i < 3_000; i++) {
            story.pass(Duration.ofSeconds(20));
            if (random.nextInt(3) == 0) {
                story.refused(1, ConsentRefusal.NOT_PERMITTED.code());
            } else {
                story.allowed(1);
            }
        }
        RuleStory again = new RuleStory(rule(refusals()));
        story.entries.forEach(again.watching::learned);

        assertThat(story.alarms).isNotEmpty();
        assertThat(again.alarms).isEqualTo(story.alarms);
    }

    @Test
    void evidenceIsForgottenBeyondItsBound() {
        Bounded<Integer, String> bounded = new Bounded<>(3);
        for (int i = 0; i < 10; i++) {
            bounded.put(i, "");
            bounded.get(7);
        }
        assertThat(bounded.keySet()).containsExactlyInAnyOrder(7, 8, 9);
    }
}
