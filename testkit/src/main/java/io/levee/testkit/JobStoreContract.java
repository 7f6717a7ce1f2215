package io.levee.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.AssetId;
import io.levee.facts.JobFact;
import io.levee.facts.JobId;
import io.levee.facts.WorkloadId;
import io.levee.identity.ActorId;
import io.levee.identity.SessionId;
import io.levee.identity.TeamId;
import io.levee.knowledge.diagnosis.Remedy;
import io.levee.knowledge.diagnosis.Rung;
import io.levee.organisation.JobSettings.Caps;
import io.levee.rooms.jobs.Finding;
import io.levee.rooms.jobs.Job;
import io.levee.rooms.jobs.JobSpec;
import io.levee.rooms.jobs.JobState;
import io.levee.rooms.jobs.JobStore;
import io.levee.rooms.jobs.JobStore.Held;
import io.levee.rooms.jobs.Setting;
import io.levee.rooms.jobs.Supervision;
import io.levee.rooms.jobs.supposing.Hypothesis.Confidence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [JobStore] promises.
public abstract class JobStoreContract {
    private static final Instant NOW = Instant.parse("2026-11-02T09:00:00.123456789Z");
    private static final Duration SILENT = Supervision.SILENT.plusMillis(1);
    private static final String HERE = "machine-1";
    private static final String ELSEWHERE = "machine-2";

    /// The same data as a replica on a machine sees it; its programs are in the folder `/programs/REPLICA`.
    protected abstract JobStore store(String replica, String machine);

    /// Lets this much time pass since anybody was last heard.
    protected abstract void pass(Duration time);

    @Test
    void whatWasKeptIsThere() {
        JobStore one = store("one", HERE);
        Job whole = whole("job-1");
        one.add(whole, HERE);
        assertThat(store("two", ELSEWHERE).find(whole.id())).contains(whole);
        assertThat(store("one", HERE).beat()).containsExactly(new Held(whole, 0, "", ""));
        assertThat(one.find(new JobId("job-2"))).isEmpty();
    }

    @Test
    void aSaveIsForTheVersionThatWasRead() {
        JobStore one = store("one", HERE);
        one.add(job("job-1"), HERE);
        Held first = held(one);
        assertThat(one.save(first, in(first.job(), JobState.RUNNING))).isTrue();
        assertThat(one.save(first, in(first.job(), JobState.CLOSED))).isFalse();
        Held second = held(one);
        assertThat(second.job().state()).isEqualTo(JobState.RUNNING);
        assertThat(second.version()).isGreaterThan(first.version());
        assertThat(one.save(second, in(second.job(), JobState.CLOSED))).isTrue();
        assertThat(one.beat()).isEmpty();
        assertThat(one.find(first.job().id())).contains(in(first.job(), JobState.CLOSED));
    }

    @Test
    void aSaveIsForWhoSupervisesIt() {
        JobStore one = store("one", HERE);
        one.add(job("job-1"), HERE);
        Held held = held(one);
        assertThat(store("two", HERE).save(held, in(held.job(), JobState.CLOSED)))
                .isFalse();
        assertThat(one.find(held.job().id())).contains(held.job());
    }

    /// INVARIANT: one supervisor.
    @Test
    void ofAllThatSaveAtTheSameTimeOneDoes() {
        store("one", HERE).add(job("job-1"), HERE);
        for (int round = 0; round < 10; round++) {
            Held held = held(store("one", HERE));
            Job next = in(held.job(), round % 2 == 0 ? JobState.RUNNING : JobState.WAITING);
            long saved = IntStream.range(0, 8)
                    .parallel()
                    .filter(_ -> store("one", HERE).save(held, next))
                    .count();
            assertThat(saved).isOne();
        }
    }

    @Test
    void onlyOfTheSilentJobsAreTakenOver() {
        JobStore one = store("one", HERE);
        JobStore two = store("two", HERE);
        one.add(job("job-1"), HERE);
        one.beat();
        assertThat(two.beat()).isEmpty();
        pass(SILENT);
        Held adopted = held(two);
        assertThat(adopted.from()).isEqualTo("one /programs/one");
        assertThat(adopted.job()).isEqualTo(job("job-1"));
    }

    @Test
    void whoWakesUpChangesNothingThatIsAnothersNow() {
        JobStore one = store("one", HERE);
        JobStore two = store("two", HERE);
        one.add(job("job-1"), HERE);
        Held paused = held(one);
        pass(SILENT);
        Held adopted = held(two);
        assertThat(one.save(paused, in(paused.job(), JobState.CLOSED))).isFalse();
        assertThat(one.beat()).isEmpty();
        assertThat(two.save(adopted, in(adopted.job(), JobState.RUNNING))).isTrue();
        assertThat(held(two).from()).isEmpty(); // it was saved since
    }

    @Test
    void ofAllThatTakeOverOneHasIt() {
        for (int round = 0; round < 10; round++) {
            JobStore gone = store("gone-" + round, HERE);
            Job job = job("job-" + round);
            gone.add(job, HERE);
            gone.beat();
            pass(SILENT);
            List<JobStore> have = IntStream.range(0, 6)
                    .parallel()
                    .mapToObj(i -> store("replica-" + i, HERE))
                    .filter(replica -> !replica.beat().isEmpty())
                    .toList();
            assertThat(have).hasSize(1);
            Held held = held(have.getFirst());
            assertThat(have.getFirst().save(held, in(job, JobState.CLOSED))).isTrue();
        }
    }

    @Test
    void whatIsBoundToAMachineIsTakenOverThereAlone() {
        JobStore one = store("one", HERE);
        one.add(job("job-1"), HERE);
        one.add(job("job-2"), "");
        one.beat();
        pass(SILENT);
        assertThat(store("far", ELSEWHERE).beat())
                .extracting(held -> held.job().id().value())
                .containsExactly("job-2");
        assertThat(store("near", HERE).beat())
                .extracting(held -> held.job().id().value())
                .containsExactly("job-1");
    }

    @Test
    void whatIsOverIsTakenOverByNobody() {
        JobStore one = store("one", HERE);
        one.add(job("job-1"), "");
        Held held = held(one);
        assertThat(one.save(held, in(held.job(), JobState.CLOSED))).isTrue();
        pass(SILENT);
        assertThat(store("two", HERE).beat()).isEmpty();
    }

    @Test
    void whatIsGivenBackIsItsFormerSupervisorsAgain() {
        JobStore one = store("one", HERE);
        JobStore two = store("two", HERE);
        one.add(job("job-1"), HERE);
        one.beat();
        pass(SILENT);
        Held adopted = held(two);
        two.giveBack(adopted);
        assertThat(two.save(adopted, in(adopted.job(), JobState.RUNNING))).isFalse();
        Held again = held(one); // it was slow, not gone
        assertThat(again.from()).isEmpty();
        assertThat(one.save(again, in(again.job(), JobState.RUNNING))).isTrue();
        assertThat(two.beat()).isEmpty();
    }

    @Test
    void whatIsGivenBackIsTakenOverAgainWhereNobodyComesForIt() {
        JobStore one = store("one", HERE);
        JobStore two = store("two", HERE);
        one.add(job("job-1"), HERE);
        one.beat();
        pass(SILENT);
        two.giveBack(held(two));
        assertThat(held(two).from()).isEqualTo("one /programs/one");
    }

    /// Whoever was paused while it gave back does not take it from the third.
    @Test
    void whatAnotherHasByNowIsNotGivenBack() {
        JobStore one = store("one", HERE);
        JobStore two = store("two", HERE);
        JobStore three = store("three", HERE);
        one.add(job("job-1"), HERE);
        one.beat();
        pass(SILENT);
        Held adopted = held(two);
        pass(SILENT);
        assertThat(held(three).from()).isEqualTo("two /programs/two");
        two.giveBack(adopted);
        assertThat(three.beat()).hasSize(1);
        assertThat(two.beat()).isEmpty();
    }

    @Test
    void aWishReachesWhoSupervisesAndStaysWithWhoAdopts() {
        JobStore one = store("one", HERE);
        JobStore two = store("two", HERE);
        one.add(job("job-1"), HERE);
        Held before = held(one);
        assertThat(two.wishEnd(before.job().id(), "person:gus")).isTrue();
        assertThat(held(one).wish()).isEqualTo("person:gus");
        assertThat(one.save(before, in(before.job(), JobState.RUNNING))).isTrue(); // a wish is no change
        assertThat(held(one).wish()).isEqualTo("person:gus");
        pass(SILENT);
        assertThat(held(two).wish()).isEqualTo("person:gus");
    }

    @Test
    void nobodyWishesTheEndOfWhatIsOver() {
        JobStore one = store("one", HERE);
        one.add(job("job-1"), HERE);
        Held held = held(one);
        assertThat(one.save(held, in(held.job(), JobState.CLOSED))).isTrue();
        assertThat(one.wishEnd(held.job().id(), "person:gus")).isFalse();
        assertThat(one.wishEnd(new JobId("job-2"), "person:gus")).isFalse();
    }

    @Test
    void openJobsOfAnAgentAreCountedOnAllReplicas() {
        store("one", HERE).add(job("job-1"), HERE);
        store("two", ELSEWHERE).add(job("job-2"), "");
        assertThat(store("one", HERE).openOf("agent:pipeline-fixer")).isEqualTo(2);
        assertThat(store("one", HERE).openOf("agent:report-writer")).isZero();
        JobStore two = store("two", ELSEWHERE);
        Held held = held(two);
        assertThat(two.save(held, in(held.job(), JobState.CLOSED))).isTrue();
        assertThat(store("one", HERE).openOf("agent:pipeline-fixer")).isOne();
    }

    @Test
    void theNewestAreListedFirst() {
        JobStore one = store("one", HERE);
        List.of("job-3", "job-1", "job-2").forEach(id -> one.add(job(id), HERE));
        assertThat(one.newest(Optional.empty(), 2))
                .extracting(job -> job.id().value())
                .containsExactly("job-2", "job-1");
        assertThat(one.newest(Optional.empty(), 9)).hasSize(3);
    }

    @Test
    void aPersonSeesTheirOwn() {
        JobStore one = store("one", HERE);
        one.add(job("job-1"), HERE);
        assertThat(one.newest(Optional.of(ActorId.person("gus")), 9)).hasSize(1);
        assertThat(one.newest(Optional.of(ActorId.person("somebody-else")), 9)).isEmpty();
    }

    @Test
    void whatDidHarmIsInQuarantineUntilItIsReleased() {
        JobStore one = store("one", HERE);
        one.add(job("job-1"), HERE);
        Held first = held(one);
        JobId id = first.job().id();
        String agent = first.job().spec().chain().caller().toString();
        AssetId asset = first.job().spec().asset();
        assertThat(one.quarantined(agent, asset)).isEmpty();
        assertThat(one.release(agent, asset)).isFalse();
        assertThat(one.save(first, closed(first.job(), JobFact.Outcome.QUARANTINED)))
                .isTrue();
        JobStore other = store("two", ELSEWHERE);
        assertThat(other.quarantined(agent, asset)).contains(id);
        assertThat(other.quarantined("agent:another", asset)).isEmpty();
        assertThat(other.quarantined(agent, AssetId.parse("job:another"))).isEmpty();
        assertThat(other.release(agent, asset)).isTrue();
        assertThat(one.quarantined(agent, asset)).isEmpty();
        assertThat(one.release(agent, asset)).isFalse();
    }

    private static Held held(JobStore store) {
        List<Held> all = store.beat();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    protected static Job in(Job job, JobState state) {
        return state == JobState.CLOSED ? closed(job, JobFact.Outcome.STOPPED) : in(job, state, Optional.empty());
    }

    private static Job closed(Job job, JobFact.Outcome outcome) {
        return in(job, JobState.CLOSED, Optional.of(outcome));
    }

    private static Job in(Job job, JobState state, Optional<JobFact.Outcome> outcome) {
        return new Job(
                job.id(),
                job.spec(),
                state,
                job.attempts(),
                job.changes(),
                job.admittedAt(),
                job.notBefore(),
                "",
                outcome);
    }

    protected static Job job(String id) {
        JobSpec spec = new JobSpec(
                ActorId.person("gus"),
                List.of(ActorId.agent("pipeline-fixer")),
                new SessionId("s-" + id),
                new SessionId("s-of-gus"),
                AssetId.parse("job:sales-daily-batch"),
                new TeamId("spark"),
                Optional.of(new TeamId("platform")),
                "spark-batch",
                "process",
                List.of("spark-submit", "a “b” \\ \" \u0001 \ud83d\ude00", ""),
                List.of(new Setting("A", "b=c\n")),
                "/srv",
                Set.of(AssetId.parse("table:a@b/{x}")),
                List.of(new JobSpec.StagedOutput(
                        AssetId.parse("table:sales.daily"), "daily", "/srv/daily", List.of("bytes-min 7"))),
                new Caps(1, 2, 3, 4),
                NOW.plusSeconds(90),
                20,
                3,
                Rung.ISOLATION,
                Optional.of("job-0"));
        return new Job(new JobId(id), spec, JobState.WAITING, List.of(), List.of(), NOW, NOW, "", Optional.empty());
    }

    /// With everything that a job can hold.
    private static Job whole(String id) {
        Finding finding = new Finding(
                "spark",
                "spark-driver-oom",
                "it has too little memory",
                970,
                "job",
                List.of(new Finding.Line("log", 3_000_000_000L, "java.lang.OutOfMemoryError: \t{}")),
                Optional.of(new Finding.Mend(
                        Remedy.Action.RAISE_MEMORY,
                        List.of(new Setting("setting", "spark.driver.memory")),
                        Rung.ISOLATION,
                        true,
                        "set the old one")),
                "levee job rerun",
                "it ends",
                "https://example.org/",
                List.of("another"),
                List.of(new Finding.Collected("memory-usage", "510 of 512 MiB")),
                Optional.of(new Finding.Asked(
                        ActorId.agent("diagnostician"),
                        AssetId.parse("model:hosted/small-1"),
                        "answered",
                        List.of(new Finding.Hypothesis(
                                "the input is cut off",
                                Confidence.LOW,
                                List.of(new Finding.Line("log", 7, "unexpected end of file")),
                                Optional.empty(),
                                "")))));
        Job.Attempt first = new Job.Attempt(
                1,
                new WorkloadId("run-1"),
                List.of(),
                NOW,
                Optional.of(NOW.plusSeconds(1)),
                Optional.of(52),
                "exited",
                List.of("a check: passed"),
                Optional.of(finding));
        Job.Attempt second = new Job.Attempt(
                2,
                new WorkloadId("run-2"),
                List.of("a=b"),
                NOW,
                Optional.empty(),
                Optional.empty(),
                "",
                List.of(),
                Optional.empty());
        Job job = job(id);
        return new Job(
                job.id(),
                job.spec(),
                JobState.RUNNING,
                List.of(first, second),
                List.of("a=b"),
                NOW,
                NOW.plusNanos(1),
                "why",
                Optional.empty());
    }
}
